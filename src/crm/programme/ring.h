#pragma once
// Hierarchies have a top: nothing stands above itself.

#include "record/save.h"

#include <string>

namespace comity::crm {

// Error{invalid} when following `field` (a reference to the record's own object) upwards from here
// would come back. Looks at most 32 levels up.
void check_no_ring(record::Moment& moment, const std::string& field);

} // namespace comity::crm
