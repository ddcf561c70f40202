#pragma once
// How kinds say what is wrong with a value, and what all texts are checked for.

#include "record/object/kind.h"

namespace comity::record {

void add_problem(std::vector<Problem>& problems, const Field& field, std::string_view rule,
                 Sentence message);
// Adds a problem and is false when the text holds what no field may (NUL) or is longer than `most`.
bool check_text(const Field& field, std::string_view text, int most,
                std::vector<Problem>& problems);

} // namespace comity::record
