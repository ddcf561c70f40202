#pragma once
// In which orders an object's rows can be walked because an index has them so.

#include "record/object/object.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

// All rows by this field. A unique field's index holds only what is not in the bin, and the owner's
// goes on with other columns: neither counts.
bool has_sort_index(const Object& object, const Field& field);

// One owner's rows: the columns that follow the owner in indexes, which are when a row was touched
// and what the object's lists begin with. Empty for an object whose records nobody owns.
std::vector<std::string> owner_orders(const Object& object);
bool has_owner_order(const Object& object, std::string_view column);

} // namespace comity::record
