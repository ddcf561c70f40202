#pragma once
// A filter (filter.h) as a condition in SQL, with the rights of who asks in it.

#include "record/access/access.h"
#include "record/language/filter.h"

#include <optional>
#include <string_view>

namespace comity::record {

struct FilterContext {
    const Catalog& catalog;
    const Actor& actor;
    const Object& object;
    std::string_view alias; // of the object's rows in the statement
    bool is_postgres = false;
    std::optional<Instant> as_of = {};
    bool is_draft = false; // the rows are not in their table yet: only their own columns are read
};

// The condition in SQL. Error{invalid} naming every unknown or hidden field and every literal that
// does not fit its field. Paths through references become indexed subqueries with the target's
// access predicate.
Sql compile_filter(const Filter& filter, const FilterContext& context);

} // namespace comity::record
