#pragma once
// A bulk edit as the wish of a long work: kept until its turn comes, its secrets sealed.

#include "record/parts/bulk.h"

namespace comity::record {

Json wish_of(Engine& engine, const Object& object, const BulkChange& change);
BulkChange change_of(Engine& engine, const Object& object, const Json& wish);

} // namespace comity::record
