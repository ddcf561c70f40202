#pragma once
// SQLite's result codes as the program's errors.

#include <sqlite3.h>
#include <string_view>

namespace comity::store {

// Throws what `code` of a call on `db` means; `sql` is told only for statements that are wrong.
[[noreturn]] void throw_sqlite(sqlite3* db, int code, std::string_view sql);

} // namespace comity::store
