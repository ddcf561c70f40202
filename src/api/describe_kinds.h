#pragma once
// Field kinds as clients need them described, so that no client compares their names: what can be
// asked of a field, and what an administrator's own field of each kind can be.

#include "base/json.h"
#include "record/object/kind_facts.h"

namespace comity::api {

// Members of a field's description: its worth, how it can be asked for, sorted, grouped, summed.
void write_facts(JsonWriter& json, const record::KindFacts& facts);
// `"kinds":[…]`: all there are.
void write_kinds(JsonWriter& json);

} // namespace comity::api
