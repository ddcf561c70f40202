#pragma once
// When deals came into the stage they are in, from another system's stage history. The entries
// themselves are notes of the deal; the change log says only what was changed here.

#include "exchange/exchange.h"
#include "exchange/import_together.h"
#include "record/save/many.h"

namespace comity::exchange {

// Gives the deals that a file of stage history names the time of their last entry into the stage
// they are in now; how many. Deals whose history does not know their stage keep what they have.
std::int64_t settle_stage_dates(Engine& engine, const Actor& actor, const LinkedFile& file,
                                ChangeSetInParts& changes);

} // namespace comity::exchange
