#include "record/figures/kept_changes.h"

#include "record/log/text.h"
#include "record/object/rows.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace comity::record {
namespace {

// Beyond these the figure is computed anew, which then takes no longer.
constexpr std::int64_t most_logged = 20'000;
constexpr std::size_t most_touched = 4'000;
constexpr std::size_t at_once = 256;

// A record that was changed, and the first version that it had since.
struct Changed {
    Id record;
    std::int64_t version;
};

// Every table that the text reads from: the words after FROM and JOIN.
std::set<std::string> tables_in(std::string_view sql)
{
    std::set<std::string> tables;
    for (const std::string_view word : {std::string_view("FROM \""), std::string_view("JOIN \"")})
        for (std::size_t at = sql.find(word); at != sql.npos; at = sql.find(word, at + 1)) {
            const std::size_t begin = at + word.size();
            tables.emplace(sql.substr(begin, sql.find('"', begin) - begin));
        }
    return tables;
}

void depend_on(const std::string& table, const FigureQuestion& question, Dependence& dependence)
{
    for (const Object& object : question.catalog.objects()) {
        bool is_its = table == Catalog::table_of(object);
        for (const Field& field : object.fields)
            is_its = is_its ||
                     (facts_of(field).has_many && table == Catalog::many_table_of(object, field));
        if (!is_its)
            continue;
        if (&object == &question.object)
            dependence.follows_own = false;
        else
            dependence.others.insert(object.name);
        return;
    }
    dependence.follows_own = false; // of something else: never to be followed
}

// Of other objects only those changes matter that touch what the statement mentions. What was just
// made is not referred to by any record that has not changed since.
bool matters(const store::Row& change, const std::string& sql)
{
    const std::string_view verb = change.text(3);
    if (verb != "update")
        return verb != "create";
    return std::ranges::any_of(logged_fields(change.text(4)), [&](const std::string& field) {
        return sql.find('"' + field) != sql.npos; // also a part of it, as a currency
    });
}

// Nothing when they are too many or when what cannot be followed has changed.
std::optional<std::vector<Changed>> changes_since(store::Connection& connection,
                                                  const FigureQuestion& question,
                                                  const Dependence& dependence, std::int64_t since)
{
    std::int64_t logged = 0;
    connection.query(
        {R"(SELECT coalesce(sum("records"), 0) FROM "change_set" WHERE "seq" > ?)", {since}},
        [&](const store::Row& row) { logged = row.integer(0); });
    if (logged > most_logged)
        return std::nullopt;
    const std::string sql = question.whole().text;
    std::unordered_map<Id, std::int64_t> first_versions;
    bool can_follow = true;
    connection.query(
        {R"(SELECT c."object", c."record", c."version", c."verb", c."fields" FROM "change_set" s
            JOIN "change" c ON c."change_set" = s."id" WHERE s."seq" > ?)",
         {since}},
        [&](const store::Row& row) {
            if (row.text(0) == question.object.name) {
                const auto [known, is_new] = first_versions.try_emplace(row.id(1), row.integer(2));
                known->second = std::min(known->second, row.integer(2));
            } else if (can_follow && dependence.others.contains(std::string(row.text(0)))) {
                can_follow = !matters(row, sql);
            }
        });
    const bool is_own = !first_versions.empty() && !dependence.follows_own;
    if (!can_follow || is_own || first_versions.size() > most_touched)
        return std::nullopt;
    std::vector<Changed> changed;
    for (const auto& [record, version] : first_versions)
        changed.push_back({record, version});
    return changed;
}

// The rows as they were: the last past row before the first change.
Sql before_sql(const FigureQuestion& question, std::span<const Changed> changed)
{
    const std::string past = store::quote(Catalog::past_table_of(question.object));
    Sql from;
    from += "(VALUES ";
    for (std::size_t i = 0; i < in_list_length(changed.size()); ++i) {
        // Filled up with what no record has.
        const Changed one = i < changed.size() ? changed[i] : Changed{Id{}, 0};
        ((from += i == 0 ? "(" : ", (").bind(one.record) += ", ").bind(one.version) += ")";
    }
    from += ") k CROSS JOIN " + past + " t0 ON t0.\"id\" = k.column1 AND t0.\"version\" = " +
            "(SELECT max(p.\"version\") FROM " + past +
            " p WHERE p.\"id\" = k.column1 AND p.\"version\" < k.column2)";
    return question.search.source_from(from, question.plan.joins);
}

Sql now_sql(const FigureQuestion& question, std::span<const Changed> changed)
{
    std::vector<Id> ids;
    for (const Changed& one : changed)
        ids.push_back(one.record);
    Sql from;
    from += store::quote(Catalog::table_of(question.object)) + " t0";
    Sql sql = question.search.source_from(from, question.plan.joins);
    sql += " AND t0.\"id\" IN (";
    append_ids(sql, ids);
    return std::move(sql += ")");
}

} // namespace

Dependence dependence_of(const FigureQuestion& question)
{
    Sql own;
    const Sql conditions = question.search.source_from(own, question.plan.joins);
    Dependence dependence;
    for (const std::string& table : tables_in(conditions.text))
        depend_on(table, question, dependence);
    return dependence;
}

std::int64_t last_change_set(store::Connection& connection)
{
    std::int64_t seq = 0;
    connection.query({R"(SELECT max("seq") FROM "change_set")", {}},
                     [&](const store::Row& row) { seq = row.integer(0); });
    return seq;
}

bool bring_up_to_date(store::Connection& connection, const FigureQuestion& question,
                      const Dependence& dependence, std::int64_t since, PartialRows& rows)
{
    const auto changed = changes_since(connection, question, dependence, since);
    if (!changed)
        return false;
    bool is_exact = true;
    const auto run = [&](const Sql& source, bool is_new) {
        Sql sql;
        sql.append(question.select).append(source) += question.group_by;
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            if (row.integer(question.count_column) > 0)
                is_exact = (is_new ? rows.add(row) : rows.take_away(row)) && is_exact;
        });
    };
    // What has come goes in first, so that a least value is replaced before it is missed.
    for (const bool is_new : {true, false})
        for (std::size_t at = 0; at < changed->size() && is_exact; at += at_once) {
            const auto some =
                std::span(*changed).subspan(at, std::min(at_once, changed->size() - at));
            run(is_new ? now_sql(question, some) : before_sql(question, some), is_new);
        }
    return is_exact;
}

} // namespace comity::record
