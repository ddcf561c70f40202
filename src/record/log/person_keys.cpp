#include "record/log/person_keys.h"

#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t few = 20; // that are not worth a bulk insert

} // namespace

bool has_person(const Object& object)
{
    return std::ranges::any_of(object.fields, &Field::is_personal);
}

bool has_personal_title(const Object& object)
{
    const Field* title = object.find_field(object.title);
    return title && title->is_personal;
}

namespace {

std::vector<store::Table> person_key_tables()
{
    store::Table table;
    table.name = "person_key";
    table.columns = {{"record", store::Type::uuid, true}, {"secret", store::Type::uuid, true}};
    table.primary_key = {"record"};
    return {table};
}

} // namespace

Mechanism person_keys_mechanism()
{
    return {.name = "person_keys", .tables = person_key_tables()};
}

PersonKeys make_person_keys(store::Connection& connection, std::span<const Id> records)
{
    static const std::vector<std::string> names = {"record", "secret"};
    static const std::vector<store::Type> types = {store::Type::uuid, store::Type::uuid};
    PersonKeys keys;
    keys.reserve(records.size());
    std::vector<std::vector<store::Value>> rows;
    rows.reserve(records.size());
    for (const Id& record : records)
        if (const auto [key, is_new] = keys.try_emplace(record, make_seal_key()); is_new)
            rows.push_back({record, Id{key->second}});
    if (rows.size() > few) {
        connection.bulk_insert("person_key", names, types, rows);
        return keys;
    }
    std::vector<store::Statement> statements;
    for (auto& row : rows)
        statements.push_back(
            {R"(INSERT INTO "person_key" ("record", "secret") VALUES (?, ?))", std::move(row)});
    connection.batch(statements);
    return keys;
}

std::optional<SealKey> person_key_in(const store::Row& row, int column)
{
    return row.is_null(column) ? std::nullopt : std::optional(row.id(column).bytes);
}

PersonKeys load_person_keys(store::Connection& connection, std::span<const Id> records)
{
    PersonKeys keys;
    constexpr std::size_t at_once = 500;
    for (std::size_t at = 0; at < records.size(); at += at_once) {
        Sql sql;
        sql += R"(SELECT "record", "secret" FROM "person_key" WHERE "record" IN ()";
        append_ids(sql, records.subspan(at, std::min(at_once, records.size() - at)));
        sql += ")";
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { keys.emplace(row.id(0), row.id(1).bytes); });
    }
    return keys;
}

void destroy_person_key(store::Connection& connection, const Id& record)
{
    // Written over first, so that it does not stay in the space that a deleted row leaves.
    connection.execute(
        {R"(UPDATE "person_key" SET "secret" = ? WHERE "record" = ?)", {Id{}, record}});
    connection.execute({R"(DELETE FROM "person_key" WHERE "record" = ?)", {record}});
}

} // namespace comity::record
