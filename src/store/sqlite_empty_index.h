#pragma once
// An index on a large SQLite table in no time.

#include "store/database.h"

namespace comity::store {

// SQLite can only build an index by walking through the whole table, while every writer waits. One
// that is known to be empty needs no walk: the empty index of an empty table is handed over to
// ours, in the schema itself. Inside a write transaction of a SQLite database.
void give_empty_index(Connection& connection, const Table& table, const Index& index);

} // namespace comity::store
