#pragma once
// Blocking keys: two records are compared only when they share one. There are several for each
// record, so that a slip in one value leaves others. A key is made of the record alone, never of
// what else there is, so that it can be kept beside the record.

#include "match/population.h"

#include <cstdint>
#include <vector>

namespace comity::match {

using Key = std::uint32_t;

// Puts the keys of `subject` into `keys`, sorted, each once, in place of what was there. Two
// different keys may have the same number: that costs a comparison and no more.
void collect_keys(const Subject& subject, std::vector<Key>& keys);

} // namespace comity::match
