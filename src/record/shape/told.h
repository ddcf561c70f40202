#pragma once
// A definition as the members that were said of it, those that say nothing left out.

#include "base/json.h"
#include "record/shape/definition.h"

namespace comity::record {

// {"name", "plural", "label", …}, without fields.
Json told(const ObjectDefinition& definition);
// {"name", "kind", "label", …}, without its object and place.
Json told(const FieldDefinition& definition);

// With two spaces for each level and one line for each member; what has no depth stands on one.
std::string format_lines(const Json& value);

} // namespace comity::record
