#pragma once
// When a deal's next step is due: the one date that flags deals that nobody works on.

#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm {

// Brings `next_activity_at` of the deals that this activity is or was about up to date.
void refresh_next_activity(record::Moment& moment);

} // namespace comity::crm
