#pragma once
// How like two folded texts are. Nothing here allocates; any thread may call.

#include <string_view>

namespace comity::match {

// Edits (insert, delete, replace, swap neighbours; optimal string alignment) that make `a` of `b`,
// over code points. Stops counting above `most` and says most + 1. Of a longer text the first 64
// code points count.
int count_edits(std::string_view a, std::string_view b, int most);

// 1 for equal texts, less by the share of the longer one that edits change; 0 where these are more
// than three or than half of it.
double likeness(std::string_view a, std::string_view b);

} // namespace comity::match
