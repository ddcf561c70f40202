#pragma once
// Numbers as people write them in files: `1,234.50`, `1.234,50`, `1 234`, `€ 12`, `12 %`.

#include <optional>
#include <string>
#include <string_view>

namespace comity::record {

struct PlainNumber {
    std::string digits;   // sign, digits, point: what parse_amount and from_chars read
    std::string currency; // what stood beside it as a sign or a code, or empty
};

// Nothing when the text is no number under that decimal sign.
std::optional<PlainNumber> plain_number(std::string_view text, char decimal);

} // namespace comity::record
