#pragma once
// Pieces of JSON schemas that several kinds are made of.

#include "base/json.h"

namespace comity::record {

// A value of that JSON type, or null.
inline Json schema_of_type(const char* type)
{
    return Json().set("type", Json::Array{type, "null"});
}
inline Json schema_of_list(Json items)
{
    return Json().set("type", "array").set("items", std::move(items));
}
inline Json schema_of_id()
{
    return Json().set("type", "string").set("format", "uuid");
}
// An id for examples.
inline constexpr const char* example_id = "01890a5d-ac96-774b-bcce-b302099a8057";

} // namespace comity::record
