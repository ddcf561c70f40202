#pragma once
// Somebody must always be able to set Comity up.

#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm {

// Error{invalid} when with this write nobody is administrator any more.
void check_last_administrator(record::Moment& moment);

} // namespace comity::crm
