#pragma once
// Text for a place in an address, such as a filter in a query.

#include <string>
#include <string_view>

namespace comity {

std::string percent_encoded(std::string_view text);

} // namespace comity
