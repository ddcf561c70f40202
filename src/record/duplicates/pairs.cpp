#include "record/duplicates/pairs.h"

#include "record/duplicates/duplicates.h"
#include "record/object/rows.h"

#include <algorithm>
#include <set>

namespace comity::record {

DuplicatePair make_pair_of(const Id& one, const Id& another, float bits)
{
    return one < another ? DuplicatePair{one, another, bits} : DuplicatePair{another, one, bits};
}

void drop_distinct(store::Connection& connection, const Catalog& catalog,
                   std::vector<DuplicatePair>& pairs)
{
    const Object* distinct = catalog.find(distinct_pair_object);
    constexpr std::size_t at_once = 256;
    std::set<std::pair<Id, Id>> said;
    for (std::size_t at = 0; distinct && at < pairs.size(); at += at_once) {
        std::vector<Id> ids;
        for (std::size_t i = at; i < std::min(at + at_once, pairs.size()); ++i)
            ids.push_back(pairs[i].a);
        Sql sql;
        sql += "SELECT \"a\", \"b\" FROM " + store::quote(Catalog::table_of(*distinct)) +
               " WHERE \"deleted_at\" IS NULL AND \"a\" IN (";
        append_ids(sql, ids);
        sql += ")";
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { said.emplace(row.id(0), row.id(1)); });
    }
    std::erase_if(pairs, [&](const DuplicatePair& pair) {
        return said.contains({pair.a, pair.b});
    });
}

void keep_pairs(store::Connection& connection, const std::string& object,
                std::span<const DuplicatePair> pairs, Instant found_at)
{
    std::vector<store::Statement> statements;
    for (const DuplicatePair& pair : pairs)
        statements.push_back(
            {R"(INSERT INTO "duplicate_pair" ("object", "a", "b", "bits", "found_at")
                VALUES (?, ?, ?, ?, ?) ON CONFLICT ("a", "b") DO UPDATE
                SET "bits" = excluded."bits", "found_at" = excluded."found_at")",
             {object, pair.a, pair.b, static_cast<double>(pair.bits), found_at}});
    connection.batch(statements);
}

void forget_pairs_of(store::Connection& connection, std::span<const Id> records)
{
    std::vector<store::Statement> statements;
    for (const Id& record : records) {
        statements.push_back({R"(DELETE FROM "duplicate_pair" WHERE "a" = ?)", {record}});
        statements.push_back({R"(DELETE FROM "duplicate_pair" WHERE "b" = ?)", {record}});
    }
    connection.batch(statements);
}

void forget_pair(store::Connection& connection, const Id& a, const Id& b)
{
    connection.execute(R"(DELETE FROM "duplicate_pair" WHERE "a" = ? AND "b" = ?)",
                       {std::min(a, b), std::max(a, b)});
}

bool forget_pairs_before(store::Connection& connection, const std::string& object, Instant moment)
{
    return connection.execute(R"(DELETE FROM "duplicate_pair" WHERE ("a", "b") IN
                                 (SELECT "a", "b" FROM "duplicate_pair"
                                  WHERE "object" = ? AND "found_at" < ? LIMIT 1000))",
                              {object, moment}) > 0;
}

} // namespace comity::record
