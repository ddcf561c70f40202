#pragma once
// What each kind can be in a field of an administrator's own.

#include "record/object/record.h"

#include <string>
#include <vector>

namespace comity::record {

bool can_be_custom(Kind kind);
std::string custom_kind_names(); // "text, long_text, …"
bool can_be_unique(Kind kind);
bool can_be_searched(Kind kind);
// Whether every value of one kind, as it is kept, is one of the other.
bool keeps_values(Kind before, Kind after);

// A record of `custom_field` as the field it speaks of.
Field field_of(const Record& definition);

} // namespace comity::record
