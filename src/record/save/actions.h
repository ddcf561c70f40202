#pragma once
// Running what a person can do beyond editing: convert a lead, send a quote.

#include "record/object/shelf.h"
#include "record/save/save.h"

#include <string_view>

namespace comity::record {

// Error{not_found} when the object has no such action.
const Action& load_action(const Engine& engine, const Object& object, std::string_view name);

// Runs the action on one record as one change set and returns its answer with `change` added (null
// when nothing changed). The actor must be allowed to update the record; what the action does to
// others needs its own rights. Error{invalid} with every problem of the input.
Json run_action(Engine& engine, const Actor& actor, const Object& object, const Id& record,
                std::string_view action, const Json& input);

// The same inside a transaction, for bulk: `input` was checked with check_input().
Json check_input(Transaction& transaction, const Action& action, const Json& input);
Json run_action_on(Transaction& transaction, const Object& object, const Action& action,
                   const Id& record, const Json& checked_input);

} // namespace comity::record
