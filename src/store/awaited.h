#pragma once
// Turns at writing: on SQLite all writes take them.

#include "store/database.h"

#include <chrono>

namespace comity::store {

// Inside a write(): whether others wait for it to end. What is long then ends early and goes on
// after them. Always false on PostgreSQL, where writes run beside each other. Any thread.
bool is_awaited(Database& database);
// For how long nobody has written, as far as others would wait for whoever does: for ever on
// PostgreSQL. Any thread.
std::chrono::milliseconds quiet_for(Database& database);

} // namespace comity::store
