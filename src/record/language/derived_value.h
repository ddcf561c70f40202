#pragma once
// The value of a field without a column (object/derived.h) in SQL. It is worked out whenever it is
// read, so that it is right after imports, undo and merges and at any `as_of`
// (docs/derived_fields.md). It counts and tells what the reader may see.

#include "base/error.h"
#include "record/language/filter_condition.h"
#include "record/object/derived.h"

#include <span>

namespace comity::record {

struct DerivedContext {
    const Catalog& catalog;
    const Actor& actor;
    bool is_postgres = false;
    std::optional<Instant> as_of = {};
};

// The n-th part of a field of the rows under `alias`: its column, or how it is worked out.
Sql value_sql(const DerivedContext& context, const Object& object, const Field& field,
              std::string_view alias, std::size_t part = 0);
// The same of what a path of references leads to; null where the actor may not see it.
Sql path_sql(const DerivedContext& context, const Object& object, std::span<const std::string> path,
             std::string_view alias, std::size_t part = 0);
// The currency that sums are in.
std::string_view base_currency_sql();

// What a path ends at; null when there is no such field or when it goes where it cannot.
struct PathEnd {
    const Object* object = nullptr;
    const Field* field = nullptr;
};
std::optional<PathEnd> find_path_end(const Catalog& catalog, const Object& object,
                                     std::span<const std::string> path);

// Does the filter stand on derived fields that read other records? Then the log of the object alone
// does not tell when its rows change.
bool reads_others(const Filter& filter, const Catalog& catalog, const Object& object);

} // namespace comity::record
