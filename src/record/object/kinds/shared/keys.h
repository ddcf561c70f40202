#pragma once
// Keys that are chosen among, by key or label.

#include "record/object/kinds/shared/problems.h"

namespace comity::record {

// The keys there are, with commas, for messages.
std::string list_of(const std::vector<Choice>& choices);
// A key as it is, or by a label in any case. Any text where other records define the keys.
std::optional<std::string> find_key(const Field& field, std::string_view text);

} // namespace comity::record
