#pragma once
// What the shelf's labels are in the languages that it has words for.

#include "base/words/tongue.h"
#include "record/object/shelf.h"

#include <string_view>

namespace comity::record {

// Null for English and for a language that the shelf does not have. Lives as long as the shelf.
const Dictionary* find_dictionary(const Shelf& shelf, std::string_view language);
// A reader's language with the shelf's labels in it. Not to outlive the shelf.
Tongue tongue_of(const Shelf& shelf, std::string_view language);

} // namespace comity::record
