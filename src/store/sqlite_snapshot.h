#pragma once
// A copy of a running database.

#include <sqlite3.h>
#include <string>

namespace comity::store {

// Copies what `source` sees to `path`, which is there whole and on disk afterwards or not at all.
void copy_database(sqlite3* source, const std::string& path);

} // namespace comity::store
