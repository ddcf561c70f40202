#pragma once
// What finding by words shares between the filter, the search and the index: how text is broken
// into words, and the conditions that make the index do the work.

#include "record/object/record.h"
#include "record/object/sql.h"
#include "record/search/marks.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

// Folded text as words with one space around each: ` eva muller acme `. A word's beginning is then
// a part of the text like any other, and two letters are enough for a trigram. Signs of scripts
// that have no spaces are words of their own: ` 東 京 `.
std::string search_text(std::string_view folded);
// The words of other alphabets in Latin letters, ` ivan ivanov ` for ` иван иванов `; "" when there
// are none.
std::string latin_words(std::string_view text);

// What is looked for: each term must be found, in any of its forms. A form is a part of
// search_text(), with a space where a word must begin or end. The first form is what was typed; a
// name may also be written otherwise: Mueller as Müller, Иванов as Ivanov.
struct SearchTerms {
    std::vector<std::vector<std::string>> terms;
    std::vector<std::string> words; // as typed, folded, one for each term
    std::string text;               // the whole question, folded
    bool is_phone = false;          // the one term is a telephone number
    bool is_empty() const { return terms.empty(); }
};
// Words of one or two letters begin a word; a telephone number is looked for by its digits, with
// and without its country's.
SearchTerms parse_search(std::string_view text);
// The same where every word must begin one.
SearchTerms at_word_beginnings(const SearchTerms& terms);
bool has_term(std::string_view body, const std::vector<std::string>& forms);
// Where a form stands at the beginning of a word, or npos.
std::size_t find_at_word(std::string_view body, std::string_view form);

// Is this object in the search's own table? Is this field part of its text?
bool is_searched(const Object& object);
bool is_searched(const Object& object, const Field& field);
// What one field, or the whole record, is found by.
std::string search_body(const Record& record);

// Appends the condition that the index is asked with (`n IN …` on SQLite, LIKE on PostgreSQL) and
// the exact one, on entries under `e`.
void append_entry_condition(const SearchTerms& terms, bool is_postgres, Sql& sql);
// `SELECT … FROM `, what is read of entries under `e`.
Sql select_entries();
// PostgreSQL: ` AND (…)`, entries under `e` that belong to the realm; nothing when it is whole.
void append_realm_condition(const SearchRealm& realm, Sql& sql);
// SQLite: ` (…) m CROSS JOIN "search_entry" e`, the next entries of the realm below a number that
// the index offers.
void append_entry_portion(const SearchTerms& terms, const SearchRealm& realm, std::int64_t below,
                          int count, Sql& sql);
// The condition that a row of the object under `alias` has all these words; true without words.
void append_search_condition(const Object& object, std::string_view alias, std::string_view text,
                             bool is_postgres, Sql& sql);

} // namespace comity::record
