#pragma once
// The filter of an addressbook-query (RFC 6352 section 10.5) on a card, without regard to case and
// accents.

#include "exchange/exchange.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::exchange {

struct TextMatch {
    std::string text;
    std::string way; // equals, contains, starts-with, ends-with; "" is contains
    bool is_negated = false;
};

struct PropertyFilter {
    std::string name;
    bool is_absent = false;
    bool needs_all = false;
    std::vector<TextMatch> texts;
};

struct CardFilter {
    bool needs_all = false;
    std::vector<PropertyFilter> properties; // none: every card
};

bool matches(const CardFilter& filter, std::string_view card);

} // namespace comity::exchange
