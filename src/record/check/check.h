#pragma once
// Proving that a database is whole: what must agree is compared, set-wise or in pages, and every
// disagreement is told with its count.

#include "record/check_report.h"

namespace comity::record {

class Engine;

// References lead somewhere, every version of every record is what the log says of it, the search
// finds exactly what is not in the bin by what it says, side tables agree with their fields, the
// file (SQLite) and the indexes are sound. Reads only, in memory that does not grow with the
// database.
CheckReport check_database(Engine& engine);

} // namespace comity::record
