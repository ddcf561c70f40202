#pragma once
// What a field or an object is called for people when its description gives no label.

#include <string>
#include <string_view>

namespace comity::record {

// "expected_close" becomes "Expected close".
std::string label_from(std::string_view name);
// "company" becomes "companies".
std::string plural_from(std::string_view name);

} // namespace comity::record
