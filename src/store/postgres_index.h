#pragma once
// Building an index while people work with its table.

#include "store/postgres_link.h"
#include "store/table.h"

namespace comity::store {

// Database::build_index() on a connection of its own, which is not to be used for anything after.
void build_concurrently(PostgresLink& link, const Table& table, const Index& index);

} // namespace comity::store
