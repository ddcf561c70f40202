#pragma once
// Who a record that is being written might be, as part of the answer to the write.

#include "record/duplicates/duplicates.h"

#include <string>
#include <vector>

namespace comity::api {

struct Call;

// Asked before the record is written, so that it does not find itself. `?duplicates=refuse`:
// Error{conflict} with `candidates` when one is likely; `=allow` does not ask; otherwise they are
// told. Nothing for objects that are not compared.
std::vector<record::Candidate> duplicates_of_new(Call& call, const record::Object& object,
                                                 const Json& fields);
// After a write that changed what is compared.
std::vector<record::Candidate> duplicates_of_changed(Call& call, const record::Object& object,
                                                     const Id& id, const Json& fields);
// Adds the member `duplicates` to a JSON object, unless there are none.
void append_duplicates(std::string& body, const std::vector<record::Candidate>& candidates);

} // namespace comity::api
