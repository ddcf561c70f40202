#include "record/work/queue_rows.h"

#include "base/excerpt.h"
#include "record/work/servers.h"

namespace comity::record {
namespace {

Instant seconds_after(Instant from, std::int64_t seconds)
{
    return {from.us + seconds * 1'000'000};
}

} // namespace

std::vector<store::Table> outbox_tables()
{
    using store::Type;
    store::Table outbox;
    outbox.name = "outbox";
    outbox.columns = {{"id", Type::uuid, true},
                      {"behaviour", Type::text, true},
                      {"object", Type::text, true},
                      {"record", Type::uuid, true},
                      {"change_set", Type::uuid, true},
                      {"payload", Type::text, true},
                      {"not_before", Type::instant, true},
                      {"attempts", Type::integer, true},
                      {"state", Type::text, true},
                      {"error", Type::text},
                      {"key", Type::text},
                      {"holder", Type::uuid}};
    outbox.primary_key = {"id"};
    outbox.indexes = {{{"not_before", "id"}, false, "\"state\" <> 'failed'"},
                      {{"key", "id"}, false, "\"state\" <> 'failed'"},
                      {{"id"}, false, "\"state\" = 'failed'", "outbox_set_aside"}};
    return {outbox};
}

bool has_due_entries(store::Connection& connection)
{
    bool has_due = false;
    connection.query({R"(SELECT 1 FROM "outbox" WHERE "state" <> 'failed' AND "not_before" <= ?
                         LIMIT 1)",
                      {now()}},
                     [&](const store::Row&) { has_due = true; });
    return has_due;
}

std::vector<QueuedJob> take_entries(store::Connection& connection, const Id& server, int most)
{
    std::vector<QueuedJob> jobs;
    std::vector<store::Value> values = {now()};
    const std::string has_ended = has_ended_sql(connection, server, "o.\"holder\"", values);
    const bool is_postgres = connection.dialect().is_postgres();
    connection.query(
        {R"(SELECT o."id", o."behaviour", o."object", o."record", o."change_set", o."payload",
            o."attempts" FROM "outbox" o WHERE o."state" <> 'failed' AND o."not_before" <= ?
            AND (o."state" = 'waiting' OR o."holder" IS NULL OR )" +
             has_ended + R"() AND NOT EXISTS (SELECT 1 FROM "outbox" e WHERE e."key" = o."key"
            AND e."id" < o."id" AND e."state" <> 'failed')
            ORDER BY o."not_before", o."id" LIMIT )" +
             std::to_string(most) + (is_postgres ? " FOR UPDATE SKIP LOCKED" : ""),
         values},
        [&](const store::Row& row) {
            jobs.push_back({row.id(0), std::string(row.text(1)), std::string(row.text(2)),
                            row.id(3), row.id(4), std::string(row.text(5)), row.integer(6) + 1});
        });
    std::vector<store::Statement> marks;
    for (const QueuedJob& job : jobs)
        marks.push_back({R"(UPDATE "outbox" SET "state" = 'running', "attempts" = ?, "holder" = ?
                            WHERE "id" = ?)",
                         {job.attempts, server, job.id}});
    connection.batch(marks);
    return jobs;
}

void remove_entry(store::Connection& connection, const Id& entry)
{
    connection.execute(R"(DELETE FROM "outbox" WHERE "id" = ?)", {entry});
}

void put_off_entry(store::Connection& connection, const QueuedJob& job,
                   std::optional<std::int64_t> wait_s, const std::string& why)
{
    connection.execute(R"(UPDATE "outbox" SET "state" = ?, "not_before" = ?, "error" = ?
                          WHERE "id" = ?)",
                       {std::string(wait_s ? "waiting" : "failed"),
                        seconds_after(now(), wait_s.value_or(0)), excerpt(why, 2000), job.id});
}

QueueStanding read_standing(store::Connection& connection)
{
    QueueStanding standing;
    connection.query({R"(SELECT COUNT(*) FROM "outbox" WHERE "state" <> 'failed')", {}},
                     [&](const store::Row& row) { standing.waiting = row.integer(0); });
    connection.query({R"(SELECT COUNT(*) FROM "outbox" WHERE "state" = 'failed')", {}},
                     [&](const store::Row& row) { standing.set_aside = row.integer(0); });
    connection.query({R"(SELECT MIN("not_before") FROM "outbox" WHERE "state" <> 'failed'
                         AND "not_before" <= ?)",
                      {now()}},
                     [&](const store::Row& row) {
                         if (!row.is_null(0))
                             standing.oldest = row.instant(0);
                     });
    return standing;
}

std::vector<QueueEntry> read_set_aside(store::Connection& connection, int limit,
                                       std::optional<Id> after)
{
    std::string sql = R"(SELECT "id", "behaviour", "object", "record", "change_set", "attempts",
                         "not_before", "error" FROM "outbox" WHERE "state" = 'failed')";
    std::vector<store::Value> values;
    if (after) {
        sql += R"( AND "id" < ?)";
        values.push_back(*after);
    }
    sql += R"( ORDER BY "id" DESC LIMIT )" + std::to_string(limit);
    std::vector<QueueEntry> entries;
    connection.query({sql, values}, [&](const store::Row& row) {
        entries.push_back({row.id(0), std::string(row.text(1)), std::string(row.text(2)), row.id(3),
                           row.id(4), row.integer(5), row.instant(6),
                           std::string(row.is_null(7) ? std::string_view() : row.text(7))});
    });
    return entries;
}

} // namespace comity::record
