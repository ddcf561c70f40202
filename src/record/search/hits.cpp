#include "record/search/hits.h"

#include "base/text.h"
#include "record/object/rows.h"

#include <algorithm>
#include <span>
#include <unordered_map>

namespace comity::record {
namespace {

bool has_all(const SearchTerms& terms, std::string_view body, bool at_word, bool as_typed)
{
    return std::ranges::all_of(terms.terms, [&](const std::vector<std::string>& forms) {
        const std::span<const std::string> some(forms.data(), as_typed ? 1 : forms.size());
        return std::ranges::any_of(some, [&](const std::string& form) {
            return (at_word ? find_at_word(body, form) : body.find(form)) != body.npos;
        });
    });
}

double score_of_words(const SearchTerms& terms, std::string_view title_words, std::string_view body,
                      bool as_typed)
{
    if (!has_all(terms, body, false, as_typed))
        return 0;
    if (has_all(terms, title_words, true, as_typed))
        return 0.8;
    if (has_all(terms, body, true, as_typed))
        return 0.65;
    return has_all(terms, title_words, false, as_typed) ? 0.5 : 0.4;
}

} // namespace

double score_of(const SearchTerms& terms, std::string_view title, std::string_view body)
{
    if (title == terms.text)
        return 1;
    if (title.starts_with(terms.text))
        return 0.9;
    const std::string title_words = search_text(title);
    if (terms.is_phone)
        return score_of_words(terms, title_words, body, false);
    if (const double score = score_of_words(terms, title_words, body, true); score > 0)
        return score;
    return std::max(0.0, score_of_words(terms, title_words, body, false) - 0.03);
}

void keep_visible(store::Connection& connection, const Catalog& catalog, const Actor& actor,
                  std::vector<SearchHit>& hits)
{
    std::unordered_map<const Object*, std::vector<Id>> by_object;
    for (const SearchHit& hit : hits)
        by_object[hit.object].push_back(hit.record);
    std::unordered_set<Id> visible;
    std::unordered_set<const Object*> open; // what is in the bin has no entry
    for (const auto& [object, ids] : by_object) {
        const auto access = access_test(catalog, actor, *object, Verb::read, "t0",
                                        connection.dialect().is_postgres());
        if (!access) {
            open.insert(object);
            continue;
        }
        Sql sql;
        sql += "SELECT t0.\"id\" FROM " + store::quote(Catalog::table_of(*object)) +
               " t0 WHERE t0.\"id\" IN (";
        append_ids(sql, ids);
        sql += ") AND t0.\"deleted_at\" IS NULL AND ";
        sql.append(*access);
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { visible.insert(row.id(0)); });
    }
    std::erase_if(hits, [&](const SearchHit& hit) {
        return !open.contains(hit.object) && !visible.contains(hit.record);
    });
}

} // namespace comity::record
