#pragma once
// Where in a text, as it stands on screen, the words of a question were found: case, accents and
// the spaces of telephone numbers notwithstanding.

#include "record/search/search.h"

#include <string_view>
#include <vector>

namespace comity::record {

struct ShownRange {
    std::size_t begin = 0; // bytes, at borders of characters
    std::size_t end = 0;
};

// In order, not overlapping. Each term by the first of its forms that is found; `at_word`: only
// where a word begins.
std::vector<ShownRange> find_shown(std::string_view text, const SearchTerms& terms, bool at_word);
// The same in a text of digits with anything between them.
std::vector<ShownRange> find_shown_digits(std::string_view text, const SearchTerms& terms);

// The text in pieces, every second one found: `["Eva ","Mül","ler"]`. A long text is cut around
// the first piece that was found.
void write_shown(std::string_view text, const std::vector<ShownRange>& ranges, JsonWriter& json);

} // namespace comity::record
