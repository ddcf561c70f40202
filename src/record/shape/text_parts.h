#pragma once
// The two halves of a text of definitions; only shape/text*.cpp include this.

#include "record/save/save.h"
#include "record/shape/complaints.h"
#include "record/shape/definition.h"
#include "record/shape/text.h"

namespace comity::record {

// A member that is a list; absent and null are an empty one. Error{malformed} for anything else.
const Json::Array& list_in(const Json& json, const char* member);

// Members in which the two differ, with null for what is not said any more; without `fields`.
std::vector<DefinitionChange::Difference> differences(const Json& before, const Json& after);

// text_objects.cpp: objects and their fields.
Json::Array tell_objects(const Definitions& definitions, std::span<const Object> shelf);
void take_objects(Transaction& transaction, const Json& text, bool removes, Complaints& complaints,
                  std::vector<DefinitionChange>& changes);

// text_arranged.cpp: what stands on them: roles, rules, layouts, shared views.
void tell_arranged(Engine& engine, Json& text);
void take_arranged(Transaction& transaction, const Json& text, bool removes, Complaints& complaints,
                   std::vector<DefinitionChange>& changes);

} // namespace comity::record
