#pragma once
// What an address or a number is for: our label in words (`work`, `home fax`, `Summer house`), the
// card's types (`TYPE=HOME,FAX`) or, for words of people's own, Apple's X-ABLabel.

#include "exchange/address_book/card_lines.h"
#include "exchange/exchange.h"

#include <optional>
#include <string>
#include <string_view>

namespace comity::exchange {

// `custom`: the X-ABLabel of the line's group, or "".
std::string label_of_line(const CardLine& line, std::string_view custom);
// `;TYPE=HOME,FAX`, "" for no label, nothing for a label that no type says.
std::optional<std::string> types_of_label(std::string_view label);

} // namespace comity::exchange
