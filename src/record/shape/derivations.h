#pragma once
// Fields of an administrator's own that are worked out (record/object/derivation.h): as their
// definitions keep them, and whether they can be.

#include "base/error.h"
#include "base/json.h"
#include "record/shape/definition.h"

namespace comity::record {

// From the members `formula`, `lookup` and `roll_up` ({"figure","object","by","of","filter"}) of a
// definition; the first that says something.
Derivation read_derivation(const std::string& formula, const std::string& lookup,
                           const Json& roll_up);
// The other way: adds the member that says it.
void tell_derivation(Json& json, const Derivation& derivation);

// Puts what cannot be worked out aside (a field that it stands on is gone), so that everything else
// goes on; it comes back with what it misses.
void set_aside_broken(std::vector<Object>& objects, std::vector<LeftOutDefinition>& left_out);

// The catalog as it would be with this field: what is wrong with it, and the kind that it gets.
struct DerivedField {
    const FieldKind* kind = &text_kind();
    std::vector<Problem> problems;
};
DerivedField try_derivation(std::span<const Object> shelf, Definitions definitions,
                            const FieldDefinition& tried);

} // namespace comity::record
