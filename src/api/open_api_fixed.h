#pragma once
// The addresses that are the same for every firm, for open_api.cpp.

#include "base/json.h"

namespace comity::api {

void add_fixed_paths(Json& paths);

} // namespace comity::api
