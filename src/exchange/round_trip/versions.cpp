#include "exchange/round_trip/versions.h"

#include "record/access/access.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "store/database.h"

namespace comity::exchange {
namespace {

std::string select_of(const std::vector<store::Column>& columns)
{
    std::string select;
    for (const store::Column& column : columns)
        select += (select.empty() ? "SELECT " : ", ") + column_sql("t0", column.name);
    return select;
}

Record read_record(const Object& object, const std::vector<store::Column>& columns,
                   const store::Row& row)
{
    Record record{&object, {}};
    record.cells.reserve(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        record.cells.push_back(row.value(static_cast<int>(i), columns[i].type));
    return record;
}

} // namespace

std::unordered_map<Id, Record> load_now(store::Connection& connection, const Catalog& catalog,
                                        const Actor& actor, const Object& object,
                                        std::span<const Id> ids)
{
    std::unordered_map<Id, Record> now;
    if (ids.empty())
        return now;
    const auto columns = Catalog::columns_of(object);
    Sql sql;
    sql += select_of(columns) + " FROM " + store::quote(Catalog::table_of(object));
    sql += " t0 WHERE t0.\"id\" IN (";
    append_ids(sql, ids);
    sql += ")";
    const bool is_postgres = connection.dialect().is_postgres();
    if (auto access = access_test(catalog, actor, object, Verb::read, "t0", is_postgres)) {
        sql += " AND (";
        sql.append(*access) += ")";
    }
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        Record record = read_record(object, columns, row);
        const Id id = record.id();
        now.emplace(id, std::move(record));
    });
    return now;
}

Versions load_versions(store::Connection& connection, const Object& object,
                       const std::unordered_map<Id, Record>& now,
                       std::span<const std::pair<Id, std::int64_t>> wanted)
{
    Versions versions;
    std::vector<Id> older;
    std::int64_t first = 0, last = 0;
    for (const auto& key : wanted) {
        const auto current = now.find(key.first);
        if (current == now.end())
            continue;
        if (current->second.version() == key.second) {
            versions.emplace(key, current->second);
            continue;
        }
        first = older.empty() ? key.second : std::min(first, key.second);
        last = older.empty() ? key.second : std::max(last, key.second);
        older.push_back(key.first);
    }
    if (older.empty())
        return versions;
    const auto columns = Catalog::columns_of(object);
    Sql sql;
    sql += select_of(columns) + " FROM " + store::quote(Catalog::past_table_of(object));
    sql += " t0 WHERE t0.\"id\" IN (";
    append_ids(sql, older);
    (sql += ") AND t0.\"version\" >= ").bind(first);
    (sql += " AND t0.\"version\" <= ").bind(last);
    const std::map<Id, std::int64_t> asked(wanted.begin(), wanted.end());
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        const Id id = row.id(column_id);
        const auto at = asked.find(id);
        if (at != asked.end() && at->second == row.integer(column_version))
            versions.emplace(*at, read_record(object, columns, row));
    });
    return versions;
}

std::unordered_map<Id, std::vector<std::string>>
titles_ever(store::Connection& connection, const Object& object, std::span<const Id> ids)
{
    std::unordered_map<Id, std::vector<std::string>> titles;
    if (ids.empty() || !object.find_field(object.title))
        return titles;
    for (const std::string& table : {Catalog::table_of(object), Catalog::past_table_of(object)}) {
        Sql sql;
        const std::string title = column_sql("t0", object.title);
        sql +=
            "SELECT DISTINCT t0.\"id\", " + title + " FROM " + store::quote(table) + " t0 WHERE ";
        sql += title + " IS NOT NULL AND t0.\"id\" IN (";
        append_ids(sql, ids);
        sql += ")";
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            titles[row.id(0)].emplace_back(row.text(1));
        });
    }
    return titles;
}

} // namespace comity::exchange
