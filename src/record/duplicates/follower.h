#pragma once
// Keeps what the matcher knows in step with the records, and compares all of them anew when enough
// has changed or somebody asks for it: in the background, a small share of the database's time. Of
// several servers on one database one does the work.

#include "record/mechanism.h"

namespace comity::record {

// Does all that is due on this thread; for tests and the command line.
void follow_duplicates(Engine& engine);

Mechanism duplicates_mechanism();

} // namespace comity::record
