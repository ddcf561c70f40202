#pragma once

#include <string>
#include <string_view>

namespace comity::store {

// `?` outside quotes as `$1`, `$2`, …; `count` of them.
std::string number_placeholders(std::string_view sql, std::size_t& count);

} // namespace comity::store
