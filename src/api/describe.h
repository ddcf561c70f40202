#pragma once
// Objects as clients need them described (docs/wire.md "Describing objects"), in the person's
// language.

#include "base/json.h"
#include "base/words/tongue.h"
#include "record/object/shelf.h"
#include "record/shape/layouts.h"

namespace comity::api {

struct Call;

// The person's own language; before signing in the one that Accept-Language asks for, or the
// firm's.
Tongue tongue_for(const Call& call);

// `"input":[…]`: declared fields of actions and insights.
void write_inputs(JsonWriter& json, const std::vector<record::Field>& input, const Tongue& tongue);
// `layout`: how administrators have laid it out for this actor; null: as described.
void write_object(JsonWriter& json, const Call& call, const record::Object& object,
                  const record::Layout* layout, const Tongue& tongue);

} // namespace comity::api
