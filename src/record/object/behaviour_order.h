#pragma once
// Which behaviour runs before which at the same moment: as they declare it themselves, and by their
// names where they say nothing.

#include "record/object/shelf.h"

namespace comity::record {

// In the order of their names, but each behind all that it is `after`: whatever order they come in,
// they leave in the same. Error{broken}, naming them, for two of one name, for a name that none
// has, and for behaviours that wait for one another.
std::vector<Behaviour> in_order(std::vector<Behaviour> behaviours);

} // namespace comity::record
