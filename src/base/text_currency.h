#pragma once
// What ISO 4217 says of currencies, as ICU has it.

#include <string_view>

namespace comity {

// A code of three capital letters that is or was one.
bool is_known_currency(std::string_view code);
// How many digits after the point its smallest unit has; 2 where the code is none.
int digits_of_currency(std::string_view code);

} // namespace comity
