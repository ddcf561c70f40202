#pragma once
// Contacts as vCard 4.0 (RFC 6350), which format/vcards.h reads back.

#include "exchange/exchange.h"
#include "record/object/record.h"

#include <functional>
#include <string>
#include <string_view>

namespace comity::exchange {

// The few signs that mean something in a card, taken their meaning.
std::string escaped_card_text(std::string_view text);
// Appends a line, folded as cards are: at most 75 bytes, never cut inside a character.
void append_card_line(std::string& out, std::string_view line);

// `account`: the title of the contact's account, or "". `sees`: which fields may leave.
void append_card(std::string& out, const Record& contact, std::string_view account,
                 const std::function<bool(const Field&)>& sees);

} // namespace comity::exchange
