#pragma once
// Trees: objects whose records name the one above them, as an account its parent, a person his
// manager (docs/trees.md).

#include "record/language/derived_value.h"

namespace comity::record {

// The word of the filter language for a record and all below it: `account.within = "Acme"`.
inline constexpr std::string_view within_word = "within";

// The reference that makes the object's records a tree: `parent`, or else the first to its own
// object; null when there is none.
const Field* find_tree_field(const Object& object);
// The same, where the actor may see it.
const Field* find_tree_field(const Object& object, const Actor& actor);

// What stands in the brackets of IN: the ids that `tops` selects and those of all below them. What
// the reader may not see and what is in the bin is not there, and nothing is found through it. A
// ring ends where it began. `name` is one that the statement has for nothing else.
Sql below_sql(const DerivedContext& context, const Object& object, const Field& by, const Sql& tops,
              std::string_view name);

} // namespace comity::record
