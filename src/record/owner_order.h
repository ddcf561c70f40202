#pragma once
// In which orders a person's own records can be walked: there is an index by owner and then by
// that field.

#include "record/object.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

// Columns: when it was touched, and what the object's lists begin with. Empty for an object whose
// records nobody owns.
std::vector<std::string> owner_orders(const Object& object);

} // namespace comity::record
