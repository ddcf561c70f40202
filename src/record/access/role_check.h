#pragma once
// Whether what somebody wrote into a role means something.

#include "base/error.h"
#include "base/json.h"
#include "record/object/catalog.h"

#include <vector>

namespace comity::record {

// Every problem of the three definitions at once: objects, verbs, reaches and fields that there
// are not, and what is not given in the right form.
std::vector<Problem> check_role_definition(const Catalog& catalog, const Json& permissions,
                                           const Json& hidden_fields, const Json& read_only_fields);

} // namespace comity::record
