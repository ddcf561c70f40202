#pragma once
// Values that were emptied from the bin leave the tables.

#include "record/engine.h"

namespace comity::record {

struct Emptied {
    Object object;
    std::vector<Field> fields;
    bool is_whole = false; // the object with all its records
};

// After the catalog without them is in place. Waits a second first, for requests and other servers
// that still have the old one. What it does not come to (the program ends) is done again by calling
// it again.
void clear_values(Engine& engine, const Emptied& emptied);

} // namespace comity::record
