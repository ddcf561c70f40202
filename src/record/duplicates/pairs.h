#pragma once
// The table of pairs that are likely to be one: what the queue shows. Of each pair only how likely
// it is; why is worked out when it is shown, by what its reader may see.

#include "record/object/catalog.h"
#include "store/database.h"

#include <span>
#include <string>
#include <vector>

namespace comity::record {

struct DuplicatePair {
    Id a, b; // a < b
    float bits = 0;
};
DuplicatePair make_pair_of(const Id& one, const Id& another, float bits);

// Those of whom nobody said that they are two.
void drop_distinct(store::Connection& connection, const Catalog& catalog,
                   std::vector<DuplicatePair>& pairs);
void keep_pairs(store::Connection& connection, const std::string& object,
                std::span<const DuplicatePair> pairs, Instant found_at);
// All pairs of these records.
void forget_pairs_of(store::Connection& connection, std::span<const Id> records);
void forget_pair(store::Connection& connection, const Id& a, const Id& b);
// Some of those that were not found again; false when there are no more.
bool forget_pairs_before(store::Connection& connection, const std::string& object, Instant moment);

} // namespace comity::record
