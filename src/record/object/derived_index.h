#pragma once
// The index that roll-ups find their children by. It has what they read of them, too, so that a
// figure over a hundred thousand accounts' deals looks at no deal's row.

#include "record/object/catalog.h"

namespace comity::record {

// Widens the indexes of `object`'s rows by what roll-ups of the catalog read of it.
void widen_for_roll_ups(const Catalog& catalog, const Object& object, store::Table& rows);

} // namespace comity::record
