#pragma once
// What both databases can keep, so that neither takes what the other refuses.

#include "store/value.h"

namespace comity::store {

inline constexpr Date first_date{-719'162}; // 0001-01-01
inline constexpr Date last_date{2'932'896}; // 9999-12-31
inline constexpr Instant first_instant{-62'135'596'800'000'000};
inline constexpr Instant last_instant{253'402'300'799'999'999};

// Error{invalid} for not-a-number, text with a zero byte, and dates and instants outside the years
// 1 to 9999.
void check_storable(const Value& value);

} // namespace comity::store
