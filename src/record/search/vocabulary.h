#pragma once
// The words that entries of the search are made of, for those who mistype. The table `search_word`
// grows in the transaction of the record that brings a new word, and never shrinks: a word that no
// record has any more finds nothing. What is offered to a person is read from records he may see,
// never from here.

#include "store/database.h"

#include <cstdint>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

// How many edits (a letter too many, too few, wrong, or two swapped) are forgiven in a word of so
// many letters: none below four, one from four, two from eight.
std::size_t forgiven_edits(std::size_t letters);
// Can this word of a question be mistyped? Not numbers, addresses, and signs that stand for words.
bool is_correctable(std::string_view word);

// Adds the words of a body (search_text()): of letters only, three to twenty-four.
void append_vocabulary(std::string_view body, std::set<std::string>& words);
// The statement that remembers them.
store::Statement remember_words(const std::set<std::string>& words, bool is_postgres);

// How many of these the table has.
std::int64_t count_known(store::Connection& connection, const std::set<std::string>& words);

store::Table vocabulary_table();

// The table in memory, some 20 bytes a word; read when the first word is mistyped, followed from
// then on. Any thread.
class Vocabulary {
public:
    struct Similar {
        std::string word;
        std::size_t edits = 0;
        bool is_beginning = false; // only its beginning is similar
    };
    // At most `most`, the most similar first. `may_go_on`: the word is still being typed.
    std::vector<Similar> similar(store::Connection& connection, std::string_view word,
                                 bool may_go_on, std::size_t most);

private:
    std::shared_mutex m_mutex;
    std::string m_text; // all words, one after another
    std::vector<std::uint32_t> m_ends;
    std::vector<std::uint32_t> m_letters; // which letters each has
    std::int64_t m_last = 0;              // the highest number read
    std::set<std::int64_t> m_recent;      // read of those that may still have gaps among them
    std::int64_t m_looked_us = 0;

    void catch_up(store::Connection& connection);
    void add(std::string_view word);
};

} // namespace comity::record
