#pragma once
// The word for what happened to a record, as the log has it.

#include "record/object/record.h"

#include <string_view>

namespace comity::record {

// "create" (there was nothing before), "update", "delete", "restore".
std::string_view verb_of(const Record* before, const Record& after);

} // namespace comity::record
