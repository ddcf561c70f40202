#pragma once

#include <string>

namespace comity::store {

// A database that is away or full fails every call; one line a second says so well enough.
void warn_now_and_then(const std::string& message);

} // namespace comity::store
