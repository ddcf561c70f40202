#pragma once
// JSON Schemas of records, for open_api.cpp.

#include "base/json.h"
#include "record/object/object.h"

namespace comity::api {

// "Deal" of deal, "DealContact" of deal_contact.
std::string schema_name(const record::Object& object);
// A field's values as a schema.
Json schema_of(const record::Field& field);
// What is read, and what may be written.
Json record_schema(const record::Object& object);
Json input_schema(const std::vector<record::Field>& fields, bool with_required);
// Problem, Money, ChangeSet and their like.
Json shared_schemas();
Json reference_to(const std::string& schema);

} // namespace comity::api
