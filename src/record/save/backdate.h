#pragma once
// Histories that come from elsewhere (a migration, the demo firm) keep their times.

#include "record/save/save.h"

namespace comity::record {

// Gives the whole change set this time instead of now. Before its first write only, and never
// before the time of a change set that touched the same records.
void backdate(Transaction& transaction, Instant at);

} // namespace comity::record
