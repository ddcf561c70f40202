#pragma once
// Proving that a database is whole: what must agree is compared, set-wise or in pages, and every
// disagreement is told with its count.

#include "record/engine.h"

#include <string>
#include <vector>

namespace comity::record {

struct Finding {
    std::string what; // a sentence
    std::int64_t count = 0;
};

struct CheckReport {
    std::int64_t records = 0;
    std::int64_t change_sets = 0;
    std::vector<Finding> findings; // empty: all is well
};

// References lead somewhere, every version of every record is what the log says of it, the search
// finds exactly what is not in the bin by what it says, side tables agree with their fields, the
// file (SQLite) and the indexes are sound. Reads only, in memory that does not grow with the
// database.
CheckReport check_database(Engine& engine);

} // namespace comity::record
