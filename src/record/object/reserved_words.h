#pragma once
// Words that no object and no field can be called, whoever defines it: they mean something in the
// API's addresses or stand in every record. What people define is held to more (shape/names.h).

#include <string_view>

namespace comity::record {

bool is_reserved_plural(std::string_view plural);
bool is_reserved_field(std::string_view field);

} // namespace comity::record
