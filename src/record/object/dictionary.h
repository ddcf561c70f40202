#pragma once
// The shelf's English words as a language has them.

#include "record/object/shelf.h"

#include <string_view>

namespace comity::record {

// Null for English and for a language that the shelf does not have. Lives as long as the shelf.
const Dictionary* find_dictionary(const Shelf& shelf, std::string_view language);
// The word itself where there is no other.
std::string_view word_in(const Dictionary* dictionary, std::string_view english);

} // namespace comity::record
