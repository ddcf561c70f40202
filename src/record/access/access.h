#pragma once
// Which rows an actor may touch: one predicate over indexed columns, ANDed inside the SQL of every
// path.

#include "record/access/access_rule.h"
#include "record/access/actor.h"
#include "record/object/catalog.h"
#include "record/object/record.h"
#include "record/object/sql.h"

namespace comity::record {

// The condition on rows of `object` under `alias` ("t0"), or nothing when every row may be touched.
// Never empty text: a reach of none compiles to a condition that no row meets.
std::optional<Sql> access_predicate(const Catalog& catalog, const Actor& actor,
                                    const Object& object, Verb verb, std::string_view alias);

// The same as a test of rows that are named by their ids: SQLite, which does not know how many
// records an owner has, would otherwise look for them by the owner.
std::optional<Sql> access_test(const Catalog& catalog, const Actor& actor, const Object& object,
                               Verb verb, std::string_view alias, bool is_postgres);

// Whether the actor may create this record, as one's own or for whoever owns it. What hangs on a
// parent is asked of the parent instead.
bool may_create(const Catalog& catalog, const Actor& actor, const Record& record);

} // namespace comity::record
