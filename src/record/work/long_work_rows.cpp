#include "record/work/long_work_rows.h"

#include "base/error.h"
#include "record/work/servers.h"

namespace comity::record {
namespace {

constexpr const char* work_columns =
    R"("id", "kind", "about", "wish", "actor", "actor_name", "origin", "place", "state", "done",
       "total", "change_set", "error", "problem", "at", "seen_at", "not_before", "attempts",
       "is_begun", "holder", "language", "zone")";

std::string text_or_empty(const store::Row& row, int column)
{
    return row.is_null(column) ? std::string() : std::string(row.text(column));
}

std::optional<Instant> instant_or_none(const store::Row& row, int column)
{
    return row.is_null(column) ? std::nullopt : std::optional(row.instant(column));
}

Id id_or_nil(const store::Row& row, int column)
{
    return row.is_null(column) ? Id{} : row.id(column);
}

store::Value value_or_null(const Id& id)
{
    return id.is_nil() ? store::Value{} : store::Value(id);
}

store::Value value_or_null(const std::string& text)
{
    return text.empty() ? store::Value{} : store::Value(text);
}

Origin origin_named(std::string_view name)
{
    for (const Origin origin :
         {Origin::screen, Origin::import, Origin::automation, Origin::sync, Origin::command_line})
        if (name_of(origin) == name)
            return origin;
    return Origin::api;
}

LongRun::Row read_work(const store::Row& row)
{
    LongRun::Row work;
    work.id = row.id(0);
    const std::string wish = text_or_empty(row, 3);
    work.request = {std::string(row.text(1)), id_or_nil(row, 2),
                    wish.empty() ? Json() : parse_json(wish)};
    work.actor = row.id(4);
    work.actor_name = text_or_empty(row, 5);
    work.origin = origin_named(text_or_empty(row, 6));
    work.place = text_or_empty(row, 7);
    work.state = row.text(8);
    work.done = row.integer(9);
    work.total = row.integer(10);
    work.change_set = id_or_nil(row, 11);
    work.error = text_or_empty(row, 12);
    work.problem = text_or_empty(row, 13);
    work.at = row.instant(14);
    work.seen_at = instant_or_none(row, 15);
    work.not_before = instant_or_none(row, 16);
    work.attempts = row.is_null(17) ? 0 : row.integer(17);
    work.is_begun = !row.is_null(18) && row.boolean(18);
    work.was_taken = !row.is_null(19);
    work.language = text_or_empty(row, 20);
    work.zone = text_or_empty(row, 21);
    return work;
}

// Those that may be taken: what they are compared with is added to `values`.
std::string may_be_taken(store::Connection& connection, const Id& server,
                         std::vector<store::Value>& values)
{
    values.push_back(database_time(connection));
    std::string sql =
        R"("state" IN ('waiting', 'running') AND (("state" = 'waiting' AND ("not_before" IS NULL
           OR "not_before" <= ?)) OR ("state" = 'running' AND ("holder" IS NULL OR )";
    return sql + has_ended_sql(connection, server, "\"holder\"", values) + ")))";
}

} // namespace

std::vector<store::Table> job_tables()
{
    using store::Type;
    store::Table job;
    job.name = "job";
    job.columns = {{"id", Type::uuid, true},      {"actor", Type::uuid, true},
                   {"kind", Type::text, true},    {"state", Type::text, true},
                   {"done", Type::integer, true}, {"total", Type::integer, true},
                   {"change_set", Type::uuid},    {"error", Type::text},
                   {"at", Type::instant, true},   {"seen_at", Type::instant, true},
                   {"problem", Type::text},       {"about", Type::uuid},
                   {"wish", Type::text},          {"place", Type::text},
                   {"actor_name", Type::text},    {"origin", Type::text},
                   {"language", Type::text},      {"zone", Type::text},
                   {"not_before", Type::instant}, {"attempts", Type::integer},
                   {"is_begun", Type::boolean},   {"holder", Type::uuid}};
    job.primary_key = {"id"};
    job.indexes = {{{"id"}, false, "\"state\" IN ('waiting', 'running')", "job_open"},
                   {{"change_set"}, false, "\"state\" IN ('waiting', 'running')"},
                   {{"at", "id"}}};
    return {job};
}

void insert_work(store::Connection& connection, const LongRun::Row& row)
{
    connection.execute(
        R"(INSERT INTO "job" ("id", "actor", "kind", "state", "done", "total", "change_set", "at",
           "seen_at", "about", "wish", "actor_name", "origin", "language", "zone", "attempts",
           "is_begun") VALUES (?, ?, ?, 'waiting', 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?))",
        {row.id, row.actor, row.request.kind, row.change_set, row.at, row.at,
         value_or_null(row.request.about), format_json(row.request.wish), row.actor_name,
         std::string(name_of(row.origin)), row.language, row.zone, row.is_begun});
}

std::optional<LongRun::Row> find_work(store::Connection& connection, const Id& id)
{
    std::optional<LongRun::Row> work;
    connection.query(
        {std::string("SELECT ") + work_columns + R"( FROM "job" WHERE "id" = ?)", {id}},
        [&](const store::Row& row) { work = read_work(row); });
    return work;
}

std::optional<Id> find_open_work(store::Connection& connection, const std::string& kind,
                                 const Id& about)
{
    std::optional<Id> id;
    connection.query({R"(SELECT "id" FROM "job" WHERE "state" IN ('waiting', 'running')
                         AND "kind" = ? AND "about" = ? ORDER BY "id" LIMIT 1)",
                      {kind, about}},
                     [&](const store::Row& row) { id = row.id(0); });
    return id;
}

bool has_work(store::Connection& connection, const Id& server)
{
    bool has_some = false;
    std::vector<store::Value> values;
    const std::string condition = may_be_taken(connection, server, values);
    connection.query({R"(SELECT 1 FROM "job" WHERE )" + condition + " LIMIT 1", values},
                     [&](const store::Row&) { has_some = true; });
    return has_some;
}

std::optional<LongRun::Row> take_work(store::Connection& connection, const Id& server)
{
    std::vector<store::Value> values;
    const std::string condition = may_be_taken(connection, server, values);
    const bool is_postgres = connection.dialect().is_postgres();
    std::optional<LongRun::Row> work;
    connection.query({std::string("SELECT ") + work_columns + R"( FROM "job" WHERE )" + condition +
                          R"( ORDER BY "id" LIMIT 1)" +
                          (is_postgres ? " FOR UPDATE SKIP LOCKED" : ""),
                      values},
                     [&](const store::Row& row) { work = read_work(row); });
    if (work)
        connection.execute(R"(UPDATE "job" SET "state" = 'running', "holder" = ?, "seen_at" = ?,
                              "not_before" = NULL WHERE "id" = ?)",
                           {server, database_time(connection), work->id});
    return work;
}

void keep_progress(store::Connection& connection, const Id& id, const Id& server, std::int64_t done,
                   std::int64_t total)
{
    connection.execute(R"(UPDATE "job" SET "done" = ?, "total" = ?, "seen_at" = ? WHERE "id" = ?
                          AND "holder" = ? AND "state" = 'running')",
                       {done, total, database_time(connection), id, server});
}

void begin_work(store::Connection& connection, const Id& id)
{
    connection.execute(R"(UPDATE "job" SET "is_begun" = ? WHERE "id" = ?)", {true, id});
}

void name_change_set(store::Connection& connection, const Id& id, const Id& change_set)
{
    connection.execute(R"(UPDATE "job" SET "change_set" = ? WHERE "id" = ?)", {change_set, id});
}

bool hold_work(store::Connection& connection, const Id& id, const Id& server,
               const std::optional<std::string>& place)
{
    const std::string sql = R"(UPDATE "job" SET "place" = )" +
                            std::string(place ? "?" : R"("place")") +
                            R"( WHERE "id" = ? AND "holder" = ? AND "state" = 'running')";
    std::vector<store::Value> values;
    if (place)
        values.emplace_back(*place);
    values.emplace_back(id);
    values.emplace_back(server);
    return connection.execute({sql, std::move(values)}) == 1;
}

bool end_work(store::Connection& connection, const Id& id, const Id& server, const LongEnd& end,
              std::int64_t done, std::int64_t total)
{
    const bool is_over = end.state != "waiting";
    const Instant at = database_time(connection);
    const std::int64_t ended = connection.execute(
        R"(UPDATE "job" SET "state" = ?, "done" = ?, "total" = ?, "error" = ?, "problem" = ?,
           "seen_at" = ?, "not_before" = ?, "attempts" = "attempts" + ?, "change_set" = )" +
            std::string(is_over ? "?" : R"(COALESCE("change_set", ?))") +
            R"( WHERE "id" = ? AND "holder" = ? AND "state" = 'running')",
        {std::string(end.state), done, total, value_or_null(end.error), value_or_null(end.problem),
         at, is_over ? store::Value{} : store::Value(Instant{at.us + end.wait_s * 1'000'000}),
         std::int64_t{end.is_failure}, value_or_null(end.change_set), id, server});
    return ended > 0;
}

bool retry_work(store::Connection& connection, const Id& id)
{
    return connection.execute(R"(UPDATE "job" SET "state" = 'waiting', "not_before" = NULL,
                                 "attempts" = 0 WHERE "id" = ? AND "state" = 'failed'
                                 AND "is_begun" = ? AND "change_set" IS NOT NULL)",
                              {id, true}) > 0;
}

std::vector<LongWorkStanding> read_standings(store::Connection& connection, int limit)
{
    std::vector<LongWorkStanding> standings;
    for (const char* condition :
         {R"("state" IN ('waiting', 'running'))", R"("state" NOT IN ('waiting', 'running'))"}) {
        const std::string sql = std::string("SELECT ") + work_columns + R"( FROM "job" WHERE )" +
                                condition + R"( ORDER BY "id" DESC LIMIT )" + std::to_string(limit);
        connection.query({sql, {}}, [&](const store::Row& row) {
            const LongRun::Row work = read_work(row);
            standings.push_back(
                {work.id, work.request.kind, work.state, work.error, work.actor_name, work.done,
                 work.total, work.attempts, work.at, work.seen_at, work.not_before,
                 work.state == "failed" && work.is_begun && !work.change_set.is_nil()});
        });
    }
    return standings;
}

std::int64_t remove_old_work(store::Connection& connection, Instant before)
{
    return connection.execute(
        R"(DELETE FROM "job" WHERE "id" IN (SELECT "id" FROM "job" WHERE "at" < ?
           AND "state" IN ('done', 'failed') ORDER BY "at" LIMIT 1000))",
        {before});
}

} // namespace comity::record
