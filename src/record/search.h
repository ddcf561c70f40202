#pragma once
// What finding by words shares between the filter, the search and the index: how text is broken
// into words, and the conditions that make the index do the work.

#include "record/object.h"
#include "record/sql.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

// Folded text as words with one space before each: ` eva muller acme`. A word's beginning is then a
// part of the text like any other, and two letters are enough for the trigram index.
std::string search_text(std::string_view folded);

struct SearchWords {
    std::vector<std::string> words; // folded; all must be found
    std::string digits;             // what a telephone number is found by, or empty
    bool is_empty() const { return words.empty(); }
};
SearchWords parse_search(std::string_view text);

// Is this object in the search's own table?
bool is_searched(const Object& object);

// Appends the condition that a row under `alias` has all these words. True when there are none.
void append_search_condition(const Object& object, std::string_view alias, std::string_view text,
                             bool is_postgres, Sql& sql);

} // namespace comity::record
