// From cells to profiles.
#include "record/duplicates/matched.h"

#include "record/object/kind.h"
#include "record/object/rows.h"
#include "record/save/many.h"

#include <algorithm>
#include <unordered_map>

namespace comity::record {
namespace {

std::string_view text_of(const Value& cell)
{
    const std::string* text = std::get_if<std::string>(&cell);
    return text ? std::string_view(*text) : std::string_view();
}

void add_address(std::span<const Value> cells, match::Profile& profile)
{
    // The columns of kinds/address.cpp: street, city, region, postal code, country.
    for (const std::string_view line : {text_of(cells[0])})
        profile.add_street(line.substr(0, line.find('\n')));
    profile.add_place(text_of(cells[1]));
    profile.add_region(text_of(cells[2]));
    profile.add_postcode(text_of(cells[3]));
}

void add_cells(const MatchedField& one, std::span<const Value> cells, match::Profile& profile)
{
    const std::string_view text = text_of(cells[0]);
    switch (one.as) {
    case MatchedAs::given_name:
        return profile.add_given_name(text);
    case MatchedAs::family_name:
        return profile.add_family_name(text);
    case MatchedAs::full_name:
        // A contact of whom only an address is known is called by it.
        return text.find('@') == text.npos ? profile.add_full_name(text) : void();
    case MatchedAs::firm:
        return profile.add_organisation(text);
    case MatchedAs::emails:
        for (const std::string_view value : values_of_lines(text))
            profile.add_email(value);
        return;
    case MatchedAs::phones:
        for (const std::string_view value : values_of_lines(text))
            profile.add_phone(value);
        return;
    case MatchedAs::website:
        return profile.add_website(text);
    case MatchedAs::address:
        return add_address(cells, profile);
    case MatchedAs::birth_date: {
        std::string date;
        kind_of(*one.field).write_text(date, *one.field, cells);
        return profile.add_birth_date(date);
    }
    }
}

bool is_null(std::span<const Value> cells)
{
    return std::ranges::all_of(
        cells, [](const Value& cell) { return std::holds_alternative<Null>(cell); });
}

// `cells`: those of the matched fields, one after the other. Of several addresses the first counts:
// streets of one and towns of another would make a third.
void fill(const MatchedObject& matched, std::span<const Value> cells, match::Profile& profile)
{
    bool has_address = false;
    for (const MatchedField& one : matched.fields) {
        const auto its = cells.first(static_cast<std::size_t>(one.field->column_count));
        cells = cells.subspan(its.size());
        if (is_null(its) || (one.as == MatchedAs::address && has_address))
            continue;
        has_address = has_address || one.as == MatchedAs::address;
        add_cells(one, its, profile);
    }
}

using Titles = std::unordered_map<Id, std::string>;

Titles titles_of_rows(store::Connection& connection, const Object& object, std::vector<Id> ids)
{
    Titles titles;
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    if (ids.empty())
        return titles;
    Sql sql;
    sql += "SELECT t0.\"id\", " + column_sql("t0", object.title) + " FROM " +
           store::quote(Catalog::table_of(object)) + " t0 WHERE t0.\"id\" IN (";
    append_ids(sql, ids);
    sql += ")";
    connection.query(std::move(sql).statement(),
                     [&](const store::Row& row) { titles.emplace(row.id(0), row.text(1)); });
    return titles;
}

void add_employer(store::Connection& connection, const MatchedObject& matched,
                  const std::optional<Id>& employer, match::Profile& profile)
{
    if (employer)
        for (const auto& [id, title] :
             titles_of_rows(connection, *matched.employer_object, {*employer}))
            profile.add_organisation(title);
}

struct Source {
    store::Connection& connection;
    const MatchedObject& matched;
};

Sql select_of(const MatchedObject& matched)
{
    Sql sql;
    sql += "SELECT t0.\"id\", " + column_sql("t0", matched.object->title);
    for (const MatchedField& one : matched.fields)
        for (std::size_t part = 0; part < kind_of(*one.field).parts(*one.field).size(); ++part)
            sql += ", " + column_sql("t0", *one.field, part);
    if (matched.employer)
        sql += ", " + column_sql("t0", *matched.employer);
    sql += " FROM " + store::quote(Catalog::table_of(*matched.object)) +
           " t0 WHERE t0.\"deleted_at\" IS NULL";
    return sql;
}

std::vector<MatchedRow> read_rows(const Source& source, Sql sql)
{
    std::vector<store::Type> types;
    for (const MatchedField& one : source.matched.fields)
        for (const Part& part : kind_of(*one.field).parts(*one.field))
            types.push_back(part.type);
    std::vector<MatchedRow> rows;
    std::vector<Id> employers; // of each row
    source.connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        MatchedRow& read = rows.emplace_back();
        read.id = row.id(0);
        read.title = row.text(1);
        for (std::size_t i = 0; i < types.size(); ++i)
            read.cells.push_back(row.value(static_cast<int>(i) + 2, types[i]));
        fill(source.matched, read.cells, read.profile);
        const int employer = static_cast<int>(types.size()) + 2;
        if (source.matched.employer)
            employers.push_back(row.is_null(employer) ? Id{} : row.id(employer));
    });
    if (!source.matched.employer)
        return rows;
    std::vector<Id> known;
    std::ranges::copy_if(employers, std::back_inserter(known),
                         [](const Id& id) { return !id.is_nil(); });
    const Titles titles =
        titles_of_rows(source.connection, *source.matched.employer_object, std::move(known));
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (const auto found = titles.find(employers[i]); found != titles.end()) {
            rows[i].profile.add_organisation(found->second);
            rows[i].employer = found->second;
        }
    return rows;
}

} // namespace

std::vector<std::pair<const Field*, std::string>> values_of(const MatchedObject& matched,
                                                            const MatchedRow& row)
{
    std::vector<std::pair<const Field*, std::string>> values;
    std::span<const Value> cells = row.cells;
    for (const MatchedField& one : matched.fields) {
        const auto its = cells.first(static_cast<std::size_t>(one.field->column_count));
        cells = cells.subspan(its.size());
        if (is_null(its))
            continue;
        std::string text;
        if (facts_of(*one.field).has_many)
            for (const std::string_view value : values_of_lines(text_of(its[0])))
                text.append(text.empty() ? "" : ", ").append(value);
        else if (one.as == MatchedAs::address)
            for (const Value& part : its)
                text.append(text.empty() || text_of(part).empty() ? "" : ", ")
                    .append(text_of(part));
        else
            kind_of(*one.field).write_text(text, *one.field, its);
        std::ranges::replace(text, '\n', ' ');
        values.emplace_back(one.field, std::move(text));
    }
    if (!row.employer.empty())
        values.emplace_back(matched.employer, row.employer);
    return values;
}

std::vector<std::string> words_of(const MatchedObject& matched, const MatchedRow& row)
{
    constexpr std::size_t most_words = 3;
    std::vector<std::string> words;
    if (!row.employer.empty())
        words.push_back(row.employer);
    for (auto& [field, text] : values_of(matched, row)) {
        const bool is_name =
            is_name_like(*field) && field->name != "company" && field->name != "domain";
        if (!is_name && field != matched.employer && words.size() < most_words)
            words.push_back(std::move(text));
    }
    return words;
}

std::vector<MatchedRow> read_matched(store::Connection& connection, const Catalog& catalog,
                                     const Actor& actor, const MatchedObject& matched,
                                     std::span<const Id> ids)
{
    if (ids.empty())
        return {};
    Sql sql = select_of(matched);
    sql += " AND t0.\"id\" IN (";
    append_ids(sql, ids);
    sql += ")";
    if (auto access = access_test(catalog, actor, *matched.object, Verb::read, "t0",
                                  connection.dialect().is_postgres()))
        (sql += " AND ").append(*access);
    return read_rows({connection, matched}, std::move(sql));
}

std::vector<MatchedRow> read_matched_after(store::Connection& connection, const Catalog&,
                                           const MatchedObject& matched, const Id& after, int limit)
{
    Sql sql = select_of(matched);
    (sql += " AND t0.\"id\" > ").bind(after) += " ORDER BY t0.\"id\" LIMIT ";
    sql.bind(static_cast<std::int64_t>(limit));
    return read_rows({connection, matched}, std::move(sql));
}

void fill_profile(store::Connection& connection, const MatchedObject& matched, const Json& fields,
                  match::Profile& profile)
{
    std::vector<Value> cells;
    std::vector<Problem> ignored;
    for (const MatchedField& one : matched.fields) {
        std::vector<Value> its(static_cast<std::size_t>(one.field->column_count));
        if (const Json* json = fields.find(one.field->name))
            kind_of(*one.field).parse(*one.field, *json, {}, its, ignored);
        cells.insert(cells.end(), its.begin(), its.end());
    }
    fill(matched, cells, profile);
    if (matched.employer)
        add_employer(connection, matched, parse_id(fields.text(matched.employer->name)), profile);
}

void fill_profile(store::Connection& connection, const MatchedObject& matched, const Record& record,
                  match::Profile& profile)
{
    std::vector<Value> cells;
    for (const MatchedField& one : matched.fields) {
        const auto its = record.of(*one.field);
        cells.insert(cells.end(), its.begin(), its.end());
    }
    fill(matched, cells, profile);
    if (matched.employer)
        add_employer(connection, matched, record.reference(matched.employer->name), profile);
}

} // namespace comity::record
