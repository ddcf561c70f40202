#pragma once
// The kinds that an administrator's own fields have.

#include "record/object/record.h"

#include <string>
#include <vector>

namespace comity::record {

std::string custom_kind_names(); // "address, choice, …"
// The kind that a definition names. One of a newer release is read as text.
const FieldKind* kind_or_text(std::string_view name);

// A record of `custom_field` as the field it speaks of.
Field field_of(const Record& definition);

} // namespace comity::record
