// Terms as SQL: what the index is asked, and what is compared exactly.
#include "record/object/rows.h"
#include "record/search/search.h"

#include "base/text.h"

#include <algorithm>

namespace comity::record {
namespace {

// Up to `most` pieces of three code points that the form consists of.
void append_trigrams(std::string_view form, std::size_t most, std::vector<std::string>& out)
{
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < form.size(); ++i)
        if ((static_cast<unsigned char>(form[i]) & 0xc0) != 0x80)
            starts.push_back(i);
    starts.push_back(form.size());
    if (starts.size() < 4)
        return;
    const std::size_t count = starts.size() - 3;
    const std::size_t step = (count + most - 1) / most;
    for (std::size_t i = 0; i < count; i += step)
        out.emplace_back(form.substr(starts[i], starts[i + 3] - starts[i]));
}

void append_phrase(std::string_view trigram, std::string& match)
{
    match += '"';
    for (const char c : trigram)
        match.append(c == '"' ? 2 : 1, c);
    match += '"';
}

// Whose entries: `("object" AND ("owner" OR "owner")) OR …`; empty when the realm is whole.
std::string match_realm(const SearchRealm& realm)
{
    std::string match;
    if (realm.is_whole)
        return match;
    for (const SearchRealm::Part& part : realm.parts) {
        match += match.empty() ? "" : " OR ";
        match += part.owners.empty() ? "" : "(";
        append_phrase(object_mark(*part.object), match);
        for (std::size_t i = 0; i < part.owners.size(); ++i) {
            match += i == 0 ? " AND (" : " OR ";
            append_phrase(part.owners[i], match);
        }
        match += part.owners.empty() ? "" : "))";
    }
    return match;
}

// An FTS5 question over trigrams; empty when no term is long enough for one.
std::string match_text(const SearchTerms& terms)
{
    std::string match;
    for (const auto& forms : terms.terms) {
        std::string any;
        const std::size_t most = forms.size() > 3 ? 4 : 6; // each reads a list of its own
        for (const std::string& form : forms) {
            std::vector<std::string> trigrams;
            append_trigrams(form, most, trigrams);
            if (trigrams.empty()) {
                any.clear();
                break;
            }
            any += any.empty() ? "(" : " OR (";
            for (std::size_t i = 0; i < trigrams.size(); ++i) {
                any += i > 0 ? " AND " : "";
                append_phrase(trigrams[i], any);
            }
            any += ')';
        }
        if (!any.empty())
            match += (match.empty() ? "(" : " AND (") + any + ")";
    }
    return match;
}

} // namespace

void append_entry_condition(const SearchTerms& terms, bool is_postgres, Sql& sql)
{
    std::string_view joint = "";
    if (!is_postgres) {
        if (std::string match = match_text(terms); !match.empty()) {
            sql += "e.\"n\" IN (SELECT rowid FROM \"search_fts\" WHERE \"search_fts\" MATCH ";
            sql.bind(std::move(match)) += ")";
            joint = " AND ";
        }
    }
    for (const auto& forms : terms.terms) {
        (sql += joint) += "(";
        joint = " AND ";
        for (std::size_t i = 0; i < forms.size(); ++i) {
            sql += i > 0 ? " OR " : "";
            if (is_postgres)
                (sql += "e.\"body\" LIKE ").bind(like_contains(forms[i]));
            else
                (sql += "instr(e.\"body\", ").bind(forms[i]) += ") > 0";
        }
        sql += ")";
    }
}

Sql select_entries()
{
    return {R"(SELECT e."n", e."record", e."title", e."body", e."object", e."owner_mark" FROM )",
            {}};
}

void append_realm_condition(const SearchRealm& realm, Sql& sql)
{
    if (realm.is_whole)
        return;
    sql += " AND (1 = 0";
    for (const SearchRealm::Part& part : realm.parts) {
        (sql += " OR (e.\"object\" = ").bind(part.object->name);
        for (std::size_t i = 0; i < part.owners.size(); ++i)
            (sql += i == 0 ? " AND e.\"owner_mark\" IN (" : ", ").bind(part.owners[i]);
        sql += part.owners.empty() ? ")" : "))";
    }
    sql += ")";
}

void append_entry_portion(const SearchTerms& terms, const SearchRealm& realm, std::int64_t below,
                          int count, Sql& sql)
{
    std::string match = match_text(terms);
    if (const std::string whose = match_realm(realm); !whose.empty())
        match += (match.empty() ? "(" : " AND (") + whose + ")";
    if (match.empty()) {
        // Single letters: the newest entries are looked through.
        (sql += "(SELECT \"n\" AS r FROM \"search_entry\" WHERE \"n\" < ").bind(below);
        sql += " ORDER BY \"n\" DESC";
    } else {
        sql += "(SELECT rowid AS r FROM \"search_fts\" WHERE \"search_fts\" MATCH ";
        (sql.bind(std::move(match)) += " AND rowid < ").bind(below);
        sql += " ORDER BY rowid DESC";
    }
    (sql += " LIMIT ").bind(std::int64_t{count});
    sql += ") m CROSS JOIN \"search_entry\" e ON e.\"n\" = m.r";
}

void append_search_condition(const Object& object, std::string_view alias, std::string_view text,
                             bool is_postgres, Sql& sql)
{
    const SearchTerms terms = parse_search(text);
    if (terms.is_empty()) {
        sql += "1 = 1";
        return;
    }
    if (is_searched(object)) {
        sql += column_sql(alias, "id") + " IN (SELECT e.\"record\" FROM \"search_entry\" e WHERE ";
        append_entry_condition(terms, is_postgres, sql);
        (sql += " AND e.\"object\" = ").bind(object.name) += ")";
        return;
    }
    for (std::size_t i = 0; i < terms.terms.size(); ++i) {
        sql += i > 0 ? " AND " : "(";
        sql += folded_sql(column_sql(alias, object.title), is_postgres) + " LIKE ";
        sql.bind(like_contains(terms.words[i])) += " ESCAPE '\\'";
    }
    sql += ")";
}

} // namespace comity::record
