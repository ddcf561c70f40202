#pragma once
// Words as the matcher compares them, and what some of them mean. The lists are in word_lists.cpp.

#include <string>
#include <string_view>
#include <vector>

namespace comity::match {

// The folded words of a text: letters and digits of any script. An apostrophe is left out, a run of
// single letters with dots between becomes one word ("S.A." is "sa"), "&" is "and".
class Words {
public:
    // Forgets what was split before; keeps the memory.
    void split(std::string_view text);
    const std::vector<std::string_view>& all() const { return m_words; }
    std::vector<std::string_view>& all() { return m_words; }

private:
    std::string m_text;
    std::vector<std::string_view> m_words;
};

// "gmbh", "inc": says what a firm is in law, wherever it stands in the name.
bool is_legal_form(std::string_view word);
// "ab", "co", "sa": the same, but only at an end of the name, for it may be a word there.
bool is_legal_form_at_end(std::string_view word);
// "of", "und", "the": tells no firm from another.
bool is_filler(std::string_view word);
// "street", "str", "rue", "plaza": what kind of street it is.
bool is_street_word(std::string_view word);
// "apt", "suite", "floor": behind it is no street any more.
bool is_unit_word(std::string_view word);
// "dr", "mrs", "herr".
bool is_title(std::string_view word);
// What a common word of firms, streets and towns is shortened to: "center" and "centre" are "ctr".
// The word itself where there is nothing shorter.
std::string_view short_form(std::string_view word);
// "bob" is "robert". The name itself when it is nobody's short name.
std::string_view long_form_of_name(std::string_view name);
// Anybody can have an address there, so the domain says nothing about who it is.
bool is_public_domain(std::string_view domain);
// "info", "office": the part before the @ of a mailbox that several people read.
bool is_shared_mailbox(std::string_view local);

// Takes from the end of `word` what is glued to German, Dutch and Nordic street names
// ("hauptstrasse" and "hauptstr" become "haupt"). Never takes all.
std::string_view without_street_ending(std::string_view word);

} // namespace comity::match
