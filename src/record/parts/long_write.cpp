#include "record/parts/long_write.h"

#include "base/error.h"
#include "base/log.h"
#include "record/parts/bulk.h"
#include "store/database.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

namespace comity::record {
namespace {

constexpr std::int64_t silence_us = 30'000'000; // of another server, then it has ended
constexpr auto touch_every = std::chrono::seconds(2);
constexpr auto look_every = std::chrono::seconds(10);
constexpr std::int64_t most_attempts = 5;
// The log is sealed over what is older than a day (log/chain.h): that may not grow any more.
constexpr std::int64_t longest_us = 20LL * 3600 * 1'000'000;

// What threads of this program are working on.
class Active {
public:
    void add(const Id& run)
    {
        std::lock_guard lock(m_mutex);
        m_runs.insert(run);
    }
    void remove(const Id& run)
    {
        std::lock_guard lock(m_mutex);
        m_runs.erase(run);
    }
    bool has(const Id& run)
    {
        std::lock_guard lock(m_mutex);
        return m_runs.contains(run);
    }

private:
    std::mutex m_mutex;
    std::set<Id> m_runs;
};

Active& active()
{
    static Active runs;
    return runs;
}

} // namespace

struct LongWrite::Run {
    Id change_set;
    LongWriteRequest request;
    Id actor;
    std::string actor_name;
    Origin origin = Origin::api;
    Instant touched_at;
    std::string place; // of the next part
    bool is_begun = false;
    bool is_resumed = false;
};

namespace {

using Run = LongWrite::Run;

Id work_on(LongWrite& write, const std::string& kind)
{
    for (const Mechanism& mechanism : write.engine().mechanisms())
        for (const LongWork& work : mechanism.long_works)
            if (work.kind == kind)
                return work.run(write);
    throw Error(Cause::broken, "Nobody knows how to go on with a long " + kind + ".");
}

void set_state(Engine& engine, const JobProgress& job, const Id& run, const char* state)
{
    write_patiently(engine, job, [&](store::Connection& connection) {
        connection.execute(
            R"(UPDATE "long_write" SET "state" = ?, "touched_at" = ? WHERE "change_set" = ?)",
            {std::string(state), now(), run});
    });
}

// What was begun goes on later; what was not is over.
void note_failure(Engine& engine, const Run& run, LongWrite& write, const Error& error)
{
    log_warning(run.request.kind + " " + format_id(run.change_set) + " ended: " + error.message());
    const bool goes_on =
        write.has_written() || (write.is_begun() && error.cause() == Cause::unavailable);
    if (goes_on)
        return;
    try {
        set_state(engine, write.job(), run.change_set, "failed");
    } catch (const Error& failure) {
        log_warning("the end of it could not be kept: " + failure.message());
    }
}

Id launch(Engine& engine, const Actor& actor, const Run& run)
{
    active().add(run.change_set);
    try {
        return start_job(engine, actor, run.request.kind, [&engine, actor, run](JobProgress& job) {
            struct Leave {
                const Id& id;
                ~Leave() { active().remove(id); }
            } leave{run.change_set};
            LongWrite write(engine, run, actor, job);
            try {
                const Id change_set = work_on(write, run.request.kind);
                set_state(engine, job, run.change_set, "done");
                if (change_set.is_nil() && run.request.kind == "undo")
                    throw Error(Cause::invalid, "There is nothing left of this to undo.");
                return change_set;
            } catch (const Error& error) {
                note_failure(engine, run, write, error);
                throw;
            }
        });
    } catch (...) {
        active().remove(run.change_set);
        throw;
    }
}

std::vector<Run> find_unfinished(Engine& engine)
{
    std::vector<Run> runs;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {R"(SELECT "change_set", "kind", "about", "wish", "actor", "actor_name", "origin",
                "touched_at", "place" FROM "long_write" WHERE "state" = 'writing' AND "attempts" < ?
                AND "touched_at" > ? ORDER BY "change_set" LIMIT 100)",
             {most_attempts, Instant{now().us - longest_us}}},
            [&](const store::Row& row) {
                Run run;
                run.change_set = row.id(0);
                run.request = {std::string(row.text(1)), row.id(2), parse_json(row.text(3)), true};
                run.actor = row.id(4);
                run.actor_name = row.text(5);
                run.origin = row.text(6) == name_of(Origin::screen) ? Origin::screen : Origin::api;
                run.touched_at = row.instant(7);
                run.place = row.is_null(8) ? std::string_view() : row.text(8);
                run.is_begun = run.is_resumed = true;
                runs.push_back(std::move(run));
            });
    });
    return runs;
}

// Nobody else goes on with it: not this program, and no other server that is still heard of.
bool is_left(const Run& run, bool is_postgres)
{
    if (active().has(run.change_set))
        return false;
    return !is_postgres || run.touched_at.us < now().us - silence_us;
}

std::optional<Id> resume(Engine& engine, const Run& run)
{
    std::int64_t taken = 0;
    engine.database().write([&](store::Connection& connection) {
        taken = connection.execute(R"(UPDATE "long_write" SET "touched_at" = ?,
                                      "attempts" = "attempts" + 1 WHERE "change_set" = ?
                                      AND "touched_at" = ? AND "state" = 'writing')",
                                   {now(), run.change_set, run.touched_at});
    });
    if (taken == 0)
        return std::nullopt;
    Actor actor = Actor::program(run.actor_name, run.origin);
    actor.user = run.actor;
    log_info(run.request.kind + " " + format_id(run.change_set) + " was interrupted and goes on");
    return launch(engine, actor, run);
}

} // namespace

LongWrite::LongWrite(Engine& engine, const Run& run, Actor actor, JobProgress& job)
    : m_engine(engine), m_run(run), m_actor(std::move(actor)), m_job(job), m_is_begun(run.is_begun)
{
}

const Json& LongWrite::wish() const
{
    return m_run.request.wish;
}

bool LongWrite::is_resumed() const
{
    return m_run.is_resumed;
}

const Id& LongWrite::change_set() const
{
    return m_run.change_set;
}

void LongWrite::begin()
{
    set_state(m_engine, m_job, m_run.change_set, "writing");
    m_is_begun = true;
}

void LongWrite::tell(std::int64_t done, std::int64_t total)
{
    if (m_job.is_cancelled())
        throw Error(Cause::unavailable,
                    "The server was stopped meanwhile; it goes on when it runs again.");
    m_job.update(std::min(total, done), total);
    const auto at = std::chrono::steady_clock::now();
    if (at - m_touched_at < touch_every)
        return;
    m_touched_at = at;
    m_engine.database().write([&](store::Connection& connection) {
        connection.execute(R"(UPDATE "long_write" SET "touched_at" = ? WHERE "change_set" = ?)",
                           {now(), m_run.change_set});
    });
}

void LongWrite::write(ChangeSetInParts& parts, const std::function<void(Transaction&)>& work)
{
    m_has_written = m_has_written || parts.records() > 0;
    parts.run(work);
    m_has_written = parts.records() > 0;
}

void LongWrite::keep_place(store::Connection& connection, const std::string& place)
{
    connection.execute(R"(UPDATE "long_write" SET "place" = ? WHERE "change_set" = ?)",
                       {place, m_run.change_set});
}

const std::string& LongWrite::place() const
{
    return m_run.place;
}

namespace {

std::vector<store::Table> long_write_tables()
{
    using store::Type;
    store::Table run;
    run.name = "long_write";
    run.columns = {{"change_set", Type::uuid, true},
                   {"kind", Type::text, true},
                   {"about", Type::uuid, true},
                   {"wish", Type::text, true},
                   {"actor", Type::uuid, true},
                   {"actor_name", Type::text, true},
                   {"origin", Type::text, true},
                   {"state", Type::text, true},
                   {"attempts", Type::integer, true},
                   {"touched_at", Type::instant, true},
                   {"place", Type::text}};
    run.primary_key = {"change_set"};
    run.indexes.push_back({{"change_set", "attempts"}, false, "\"state\" = 'writing'"});
    return {run};
}

} // namespace

Mechanism long_writes_mechanism()
{
    return {.name = "long_writes",
            .tables = long_write_tables(),
            .long_works = {{"bulk", run_long_bulk}}};
}

std::optional<Id> resume_long_write(Engine& engine, const std::string& kind, const Id& about)
{
    const bool is_postgres = engine.database().dialect().is_postgres();
    for (const Run& run : find_unfinished(engine))
        if (run.request.kind == kind && run.request.about == about && is_left(run, is_postgres))
            if (const auto job = resume(engine, run))
                return job;
    return std::nullopt;
}

Id start_long_write(Engine& engine, const Actor& actor, const LongWriteRequest& request)
{
    Run run;
    run.change_set = make_id();
    run.request = request;
    run.actor = actor.user;
    run.actor_name = actor.name;
    run.origin = actor.origin;
    run.is_begun = request.is_begun;
    engine.database().write([&](store::Connection& connection) {
        connection.execute(
            R"(INSERT INTO "long_write" ("change_set", "kind", "about", "wish", "actor",
               "actor_name", "origin", "state", "attempts", "touched_at")
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?))",
            {run.change_set, request.kind, request.about, format_json(request.wish), run.actor,
             run.actor_name, std::string(name_of(run.origin)),
             std::string(run.is_begun ? "writing" : "looking"), now()});
    });
    return launch(engine, actor, run);
}

bool is_being_written(store::Connection& connection, const Id& change_set)
{
    bool is = false;
    connection.query({R"(SELECT 1 FROM "long_write" WHERE "change_set" = ? AND "state" = 'writing'
                         AND "attempts" < ? AND "touched_at" > ?)",
                      {change_set, most_attempts, Instant{now().us - longest_us}}},
                     [&](const store::Row&) { is = true; });
    return is;
}

int LongWriteWatch::resume_interrupted(Engine& engine)
{
    int resumed = 0;
    const bool is_postgres = engine.database().dialect().is_postgres();
    for (const Run& run : find_unfinished(engine))
        if (is_left(run, is_postgres) && resume(engine, run))
            ++resumed;
    return resumed;
}

LongWriteWatch::LongWriteWatch(Engine& engine)
    : m_thread([&engine](std::stop_token stop) {
          std::mutex mutex;
          std::condition_variable_any waiting;
          while (!stop.stop_requested()) {
              try {
                  resume_interrupted(engine);
              } catch (const std::exception& error) {
                  log_warning(std::string("what was interrupted was not looked for: ") +
                              error.what());
              }
              std::unique_lock lock(mutex);
              waiting.wait_for(lock, stop, look_every, [] { return false; });
          }
      })
{
}

LongWriteWatch::~LongWriteWatch() = default;

} // namespace comity::record
