#include "record/search.h"

#include "base/text.h"
#include "record/kind.h"
#include "record/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_body_bytes = 4'096;
constexpr std::size_t most_terms = 8;
constexpr std::size_t least_phone_digits = 5;

bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::vector<std::string_view> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    for (std::size_t i = 0; i < text.size();) {
        while (i < text.size() && is_space(text[i]))
            ++i;
        const std::size_t start = i;
        while (i < text.size() && !is_space(text[i]))
            ++i;
        if (i > start)
            words.push_back(text.substr(start, i - start));
    }
    return words;
}

std::string without_zeros(std::string digits)
{
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

// The forms in which a telephone number may stand in an entry, or none when it is no number.
std::vector<std::string> phone_forms(std::string_view text)
{
    text = trim(text);
    const std::string digits = digits_of(text);
    if (digits.size() < least_phone_digits ||
        text.find_first_not_of("0123456789 +-/().") != text.npos)
        return {};
    const std::string whole = without_zeros(digits);
    if (whole.size() < 3)
        return {};
    std::vector<std::string> forms = {whole};
    if (text.starts_with('+') || text.starts_with("00"))
        // Countries have one to three digits; the entry may be without them.
        for (std::size_t country = 1; country <= 3 && whole.size() >= country + 6; ++country)
            forms.push_back(" " + without_zeros(whole.substr(country)) + " ");
    return forms;
}

} // namespace

std::string search_text(std::string_view folded)
{
    std::string text = " ";
    for (const std::string_view word : words_of(folded)) {
        if (text.size() + word.size() > most_body_bytes)
            break;
        (text += word) += ' ';
    }
    return text;
}

SearchTerms parse_search(std::string_view text)
{
    SearchTerms found;
    found.text = fold(trim(text));
    auto phone = phone_forms(found.text);
    const auto words = words_of(found.text);
    if (!phone.empty()) {
        if (words.size() == 1)
            phone.emplace_back(words[0]);
        found.terms.push_back(std::move(phone));
        return found;
    }
    for (const std::string_view word : words) {
        if (found.terms.size() >= most_terms)
            break;
        const bool is_short = length_of(word) < 3;
        found.terms.push_back({(is_short ? " " : "") + std::string(word)});
    }
    return found;
}

bool has_term(std::string_view body, const std::vector<std::string>& forms)
{
    return std::ranges::any_of(
        forms, [&](const std::string& form) { return body.find(form) != body.npos; });
}

bool is_searched(const Object& object)
{
    return std::ranges::any_of(object.fields, [](const Field& field) {
        return field.is_searched || field.kind == Kind::emails || field.kind == Kind::phones;
    });
}

bool is_searched(const Object& object, const Field& field)
{
    return field.is_searched || field.kind == Kind::emails || field.kind == Kind::phones ||
           field.name == object.title;
}

std::string search_body(const Record& record)
{
    std::string text;
    // The title first: it is what must survive when a text is very long.
    const Field& title = record.object->load_field(record.object->title);
    kind_of(title).append_search(text, record.of(title));
    for (const Field& field : record.object->fields) {
        if (&field == &title || !is_searched(*record.object, field))
            continue;
        text += ' ';
        kind_of(field).append_search(text, record.of(field));
    }
    return search_text(text);
}

namespace {

// Up to `most` pieces of three code points that the form consists of.
void append_trigrams(std::string_view form, std::vector<std::string>& out)
{
    constexpr std::size_t most = 6;
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

// An FTS5 question over trigrams; empty when no term is long enough for one.
std::string match_text(const SearchTerms& terms)
{
    std::string match;
    for (const auto& forms : terms.terms) {
        std::string any;
        for (const std::string& form : forms) {
            std::vector<std::string> trigrams;
            append_trigrams(form, trigrams);
            if (trigrams.empty()) {
                any.clear();
                break;
            }
            any += any.empty() ? "(" : " OR (";
            for (std::size_t i = 0; i < trigrams.size(); ++i) {
                any += i > 0 ? " AND \"" : "\"";
                for (const char c : trigrams[i])
                    any.append(c == '"' ? 2 : 1, c);
                any += '"';
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

void append_entry_portion(const SearchTerms& terms, std::int64_t below, int count, Sql& sql)
{
    std::string match = match_text(terms);
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
        sql.bind(like_contains(trim(terms.terms[i].back()))) += " ESCAPE '\\'";
    }
    sql += ")";
}

} // namespace comity::record
