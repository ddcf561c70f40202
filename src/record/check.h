#pragma once
// Proving that a database is whole: what must agree is counted, set-wise, and every disagreement is
// told.

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

// References lead somewhere, every row's version is the last that the log knows, the search finds
// exactly what is not in the bin, side tables agree with their fields, the file itself is sound
// (SQLite). Reads only.
CheckReport check_database(Engine& engine);

} // namespace comity::record
