#include "record/work/long_work.h"

#include "base/error.h"
#include "record/engine.h"
#include "record/work/long_work_pool.h"
#include "record/work/servers.h"

namespace comity::record {
namespace {

constexpr std::int64_t kept_us = 30 * 86'400'000'000LL; // of what has ended

} // namespace

LongWorks::LongWorks(Engine& engine) : m_pool(std::make_unique<Pool>(engine))
{
}

LongWorks::~LongWorks()
{
    stop(0);
}

Id LongWorks::start(const Actor& actor, const LongRequest& request,
                    const std::function<void(store::Connection&)>& also)
{
    CHECK(find_long_work(m_pool->engine, request.kind));
    LongRun::Row row;
    row.id = make_id();
    row.request = request;
    if (row.request.wish.is_null())
        row.request.wish = Json(Json::Object{});
    row.actor = actor.user;
    row.actor_name = actor.name;
    row.origin = actor.origin;
    row.language = actor.language;
    row.zone = actor.zone;
    row.change_set = make_id();
    row.is_begun = request.is_begun;
    std::optional<Id> unfinished;
    m_pool->engine.database().write([&](store::Connection& connection) {
        row.at = database_time(connection);
        unfinished = request.about.is_nil()
                         ? std::nullopt
                         : find_open_work(connection, request.kind, request.about);
        if (unfinished)
            return;
        if (also)
            also(connection);
        insert_work(connection, row);
    });
    if (unfinished)
        return *unfinished;
    m_pool->wake(row.id, actor);
    return row.id;
}

std::optional<Id> LongWorks::find_unfinished(const std::string& kind, const Id& about)
{
    std::optional<Id> id;
    m_pool->engine.database().read(
        [&](store::Connection& connection) { id = find_open_work(connection, kind, about); });
    return id;
}

void LongWorks::read(const Actor& actor, const Id& id, std::string& out)
{
    // Asked before the table: one that ends in between is told by the table then.
    const auto running = m_pool->find(id);
    std::optional<LongRun::Row> row;
    m_pool->engine.database().read(
        [&](store::Connection& connection) { row = find_work(connection, id); });
    if (!row || (row->actor != actor.user && !actor.is_administrator()))
        throw Error(Cause::not_found, say("work.no_such_job"));
    const bool is_over = row->state == "done" || row->state == "failed";
    if (running && !is_over) {
        row->done = running->done;
        row->total = running->total;
    }
    JsonWriter json(out);
    json.begin_object();
    json.plain_key("id");
    json.plain(format_id(id));
    json.member("kind", row->request.kind);
    json.member("state", row->state);
    json.member("done", row->done);
    json.member("total", row->total);
    const auto text_or_null = [&](std::string_view key, const std::string& text) {
        json.plain_key(key);
        if (text.empty())
            json.null();
        else
            json.value(text);
    };
    text_or_null("change", is_over && !row->change_set.is_nil() ? format_id(row->change_set) : "");
    text_or_null("error", row->error);
    json.plain_key("problem");
    if (row->problem.empty())
        json.null();
    else
        json.raw(row->problem);
    text_or_null("next_try_at", row->not_before && !row->error.empty() && !is_over
                                    ? format_instant(*row->not_before)
                                    : "");
    json.end_object();
}

int LongWorks::look()
{
    bool has_some = false;
    m_pool->engine.database().read([&](store::Connection& connection) {
        has_some = has_work(connection, m_pool->engine.part<ThisServer>().id());
    });
    if (has_some)
        m_pool->wake();
    return has_some;
}

bool LongWorks::retry(const Id& id)
{
    bool is_there = false;
    m_pool->engine.database().write(
        [&](store::Connection& connection) { is_there = retry_work(connection, id); });
    if (is_there)
        m_pool->wake();
    return is_there;
}

std::vector<LongWorkStanding> LongWorks::standings(int limit)
{
    std::vector<LongWorkStanding> standings;
    m_pool->engine.database().read(
        [&](store::Connection& connection) { standings = read_standings(connection, limit); });
    for (LongWorkStanding& standing : standings)
        if (const auto running = m_pool->find(standing.id)) {
            standing.done = running->done;
            standing.total = running->total;
        }
    return standings;
}

bool LongWorks::stop(int timeout_ms)
{
    return m_pool->stop(timeout_ms);
}

void LongWorks::finish()
{
    m_pool->finish();
}

bool has_written(store::Connection& connection, const Id& change_set)
{
    bool has = false;
    connection.query({R"(SELECT 1 FROM "change_set" WHERE "id" = ?)", {change_set}},
                     [&](const store::Row&) { has = true; });
    return has;
}

bool is_being_written(store::Connection& connection, const Id& change_set)
{
    bool is = false;
    connection.query({R"(SELECT 1 FROM "job" WHERE "state" IN ('waiting', 'running')
                         AND "change_set" = ?)",
                      {change_set}},
                     [&](const store::Row&) { is = true; });
    return is;
}

Mechanism long_works_mechanism()
{
    return {.name = "long_works",
            .tables = job_tables(),
            .begin = [](Engine& engine, OneOfEach& parts) { parts.make<LongWorks>(engine); },
            .chores = {{.name = "take_long_work",
                        .label = "Goes on with long work that waits or was left behind",
                        .on = Chore::On::each_server,
                        .every_s = 3,
                        .run = [](ChoreRun& run) { run.engine.part<LongWorks>().look(); }},
                       {.name = "forget_long_work",
                        .label = "Removes what is told of long work that ended a month ago",
                        .every_s = 6 * 3600,
                        .run = [](ChoreRun& run) {
                            run.engine.database().write([&](store::Connection& connection) {
                                const Instant at = database_time(connection);
                                run.has_more = remove_old_work(connection, {at.us - kept_us}) > 0;
                            });
                        }}}};
}

} // namespace comity::record
