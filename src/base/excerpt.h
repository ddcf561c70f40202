#pragma once
// The beginning of a text that somebody sent, for messages.

#include <string>
#include <string_view>

namespace comity {

// At most so many bytes, cut before a character and not in it.
std::string excerpt(std::string_view text, std::size_t most_bytes = 80);

} // namespace comity
