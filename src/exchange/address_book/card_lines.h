#pragma once
// One card as a phone sends it (vCard 3.0 or 4.0; 2.1 is understood), line by line, and the lines
// of it that no field of ours takes: those are kept as they came.

#include "exchange/exchange.h"
#include "format/vcards.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::exchange {

struct CardLine {
    std::string group;     // `item1` of `item1.TEL`, in small letters
    CardProperty property; // its name, types and decoded value
    std::string raw;       // unfolded, as it came

    // The whole value, escapes taken off.
    std::string text() const { return card_parts(property.value, '\0')[0]; }
};

// Error{malformed} for what is not exactly one whole card of a known version.
std::vector<CardLine> read_card_lines(std::string_view text);

// A line that has no field here, with the programs that have sent it.
//
// A program that has never sent a property cannot say that it is gone: what one phone knows is not
// lost because another one has never heard of it.
struct KeptLine {
    std::vector<std::string> programs; // as program_mark() says
    std::string text;                  // `item1.X-ABDATE:…`
};
std::string program_mark(std::string_view user_agent);
std::string name_of_line(std::string_view text); // `X-ABDATE`

// As a column keeps them, one a row.
std::vector<KeptLine> read_kept(std::string_view rows);
std::string write_kept(const std::vector<KeptLine>& lines);
// What is kept after this program has sent a card with these lines.
std::vector<KeptLine> merge_kept(const std::vector<KeptLine>& kept,
                                 const std::vector<std::string>& sent, const std::string& program);

} // namespace comity::exchange
