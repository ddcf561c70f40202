#pragma once
// How much of the disk each table takes, with its indexes.

#include "store/database.h"

#include <string>
#include <vector>

namespace comity::store {

struct TableSize {
    std::string name;
    std::int64_t bytes = 0;
    std::int64_t rows = 0; // PostgreSQL: as it last counted
};

// Largest first. SQLite looks at every page of the file for it: not for a request.
std::vector<TableSize> table_sizes(Connection& connection);

} // namespace comity::store
