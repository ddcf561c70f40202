#pragma once
// Where an object's fields are shown: `"list"`, `"layout"`, `"quick_create"`.

#include "api/describe.h"

namespace comity::api {

void write_layout(JsonWriter& json, const Call& call, const record::Object& object,
                  const record::Layout* layout, const Tongue& tongue);

} // namespace comity::api
