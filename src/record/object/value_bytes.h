#pragma once
// Values as bytes, so that several together can be a key in memory.

#include "record/object/sql.h"

#include <string>

namespace comity::record {

// Appends bytes that no other value has, also when more values follow.
void append_value_bytes(std::string& out, const store::Value& value);
// The text and its values.
void append_sql_bytes(std::string& out, const Sql& sql);

} // namespace comity::record
