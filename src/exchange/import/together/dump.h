#pragma once
// What an archive of another system has in it.

#include "exchange/exchange.h"

#include <string_view>

namespace comity::exchange {

// Whether this part of an archive is somebody's attachment rather than a table, by its folder:
// `Attachments/00P…`, `ContentVersion/068…`.
bool is_body(std::string_view part);

} // namespace comity::exchange
