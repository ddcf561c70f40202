#include "record/work/chore_rows.h"

#include "record/work/servers.h"

namespace comity::record {

std::vector<store::Table> chore_tables()
{
    using store::Type;
    store::Table chore;
    chore.name = "chore";
    chore.columns = {{"name", Type::text, true},    {"holder", Type::uuid},
                     {"held_until", Type::instant}, {"ran_at", Type::instant},
                     {"took_us", Type::integer},    {"failures", Type::integer},
                     {"error", Type::text},         {"failed_at", Type::instant}};
    chore.primary_key = {"name"};
    return {chore};
}

std::unordered_map<std::string, ChoreRow> read_chores(store::Connection& connection)
{
    std::unordered_map<std::string, ChoreRow> rows;
    connection.query({R"(SELECT "name", "ran_at", "took_us", "failures", "error", "failed_at"
                         FROM "chore")",
                      {}},
                     [&](const store::Row& row) {
                         ChoreRow& chore = rows[std::string(row.text(0))];
                         if (!row.is_null(1))
                             chore.ran_at = row.instant(1);
                         chore.took_us = row.is_null(2) ? 0 : row.integer(2);
                         chore.failures = row.is_null(3) ? 0 : row.integer(3);
                         chore.error = row.is_null(4) ? std::string_view() : row.text(4);
                         if (!row.is_null(5))
                             chore.failed_at = row.instant(5);
                     });
    return rows;
}

bool take_chore(store::Connection& connection, const std::string& name, const Id& server,
                std::int64_t lease_us, std::int64_t gap_us)
{
    const Instant at = database_time(connection);
    const auto taken = connection.execute(
        R"(INSERT INTO "chore" ("name", "holder", "held_until", "ran_at") VALUES (?, ?, ?, ?)
           ON CONFLICT ("name") DO UPDATE SET "holder" = excluded."holder",
           "held_until" = excluded."held_until", "ran_at" = excluded."ran_at"
           WHERE ("chore"."held_until" IS NULL OR "chore"."held_until" < ?
                  OR "chore"."holder" = ?)
           AND ("chore"."ran_at" IS NULL OR "chore"."ran_at" <= ?))",
        {name, server, Instant{at.us + lease_us}, at, at, server, Instant{at.us - gap_us}});
    return taken > 0;
}

void keep_chore(store::Connection& connection, const std::string& name, const ChoreRow& row)
{
    const auto or_null = [](const std::optional<Instant>& at) {
        return at ? store::Value(*at) : store::Value(store::Null{});
    };
    connection.execute(
        R"(INSERT INTO "chore" ("name", "ran_at", "took_us", "failures", "error", "failed_at")
           VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT ("name") DO UPDATE SET "held_until" = NULL,
           "ran_at" = excluded."ran_at", "took_us" = excluded."took_us",
           "failures" = excluded."failures", "error" = excluded."error",
           "failed_at" = excluded."failed_at")",
        {name, or_null(row.ran_at), row.took_us, row.failures, row.error, or_null(row.failed_at)});
}

} // namespace comity::record
