#pragma once
// A bulk edit as a long work: its wish, kept until its turn comes with its secrets sealed, and how
// far it has come.

#include "record/parts/bulk.h"

#include <string>
#include <string_view>

namespace comity::record {

Json wish_of(Engine& engine, const Object& object, const BulkChange& change);
BulkChange change_of(Engine& engine, const Object& object, const Json& wish);

// Behind which record it is, and how many it had met by then.
struct BulkPlace {
    Id after;
    std::int64_t matched = 0;

    static BulkPlace parse(std::string_view text); // the beginning when it is empty
    std::string format() const;
};

} // namespace comity::record
