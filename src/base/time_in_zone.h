#pragma once
// Times of day as clocks on a wall show them, and which moments can be written down.

#include "base/time.h"

namespace comity {

// The moment at which clocks of that zone show `wall`, which is written as if it were UTC: the
// first of two when clocks are set back, the moment of the change when they skip it. Error{invalid}
// for an unknown zone.
Instant moment_of(Instant wall, std::string_view zone);

// What clocks of that zone show at that moment, written as if it were UTC. Error{invalid} for an
// unknown zone.
Instant wall_of(Instant moment, std::string_view zone);

// Within the years 1 to 9999, in UTC: what RFC 3339 has digits for.
bool is_writable(Instant instant);

} // namespace comity
