#pragma once
// Times of day as clocks on a wall show them.

#include "base/time.h"

namespace comity {

// The moment at which clocks of that zone show `wall`, which is written as if it were UTC: the
// first of two when clocks are set back, the moment of the change when they skip it. Error{invalid}
// for an unknown zone.
Instant moment_of(Instant wall, std::string_view zone);

} // namespace comity
