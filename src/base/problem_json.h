#pragma once
// Problems as the API tells them, alone or within another answer.

#include "base/error.h"
#include "base/json.h"
#include "base/words/tongue.h"

#include <vector>

namespace comity {

// `"problems":[{field,rule,message}…]`, as a member of the object being written.
void write_problems(JsonWriter& json, const Tongue& tongue, const std::vector<Problem>& problems);

} // namespace comity
