// An undo in parts. What is to be done is kept in the table `undo_run` before the first part is
// written, so that it can go on after a crash: pages that are back already differ in nothing and
// are passed over.

#include "record/undo_job.h"

#include "base/error.h"
#include "base/log.h"
#include "record/undo.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace comity::record {
namespace {

constexpr std::int64_t silence_us = 30'000'000; // of another server, then it has ended
constexpr auto touch_every = std::chrono::seconds(2);
constexpr auto look_every = std::chrono::seconds(10);
constexpr std::int64_t most_attempts = 5;
// The log is sealed over what is older than a day (log_chain.h): that may not grow any more.
constexpr std::int64_t longest_us = 20LL * 3600 * 1'000'000;

struct Run {
    Id change_set; // of the undo itself
    UndoRequest request;
    Id actor;
    std::string actor_name;
    Origin origin = Origin::api;
    Instant touched_at;
    bool is_looked_at = false; // nothing stands in its way; parts of it may be written
};

// What threads of this program are working on.
class Active {
public:
    bool add(const Id& run)
    {
        std::lock_guard lock(m_mutex);
        return m_runs.insert(run).second;
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

std::string json_of(const std::vector<std::string>& names)
{
    Json::Array list(names.begin(), names.end());
    return format_json(list);
}

std::vector<std::string> names_in(std::string_view text)
{
    std::vector<std::string> names;
    for (const Json& name : *parse_json(text).if_array())
        names.push_back(*name.if_string());
    return names;
}

void set_state(Engine& engine, const JobProgress& job, const Id& run, const char* state)
{
    write_patiently(engine, job, [&](store::Connection& connection) {
        connection.execute(
            R"(UPDATE "undo_run" SET "state" = ?, "touched_at" = ? WHERE "change_set" = ?)",
            {std::string(state), now(), run});
    });
}

class RunningUndo {
public:
    RunningUndo(Engine& engine, Actor actor, Run run, JobProgress& job)
        : m_engine(engine), m_actor(std::move(actor)), m_run(std::move(run)), m_job(job)
    {
    }

    Id run()
    {
        if (!m_run.is_looked_at) {
            look();
            set_state(m_engine, m_job, m_run.change_set, "writing");
        } else {
            m_total = count_records();
        }
        const Id change_set = write();
        set_state(m_engine, m_job, m_run.change_set, "done");
        if (change_set.is_nil())
            throw Error(Cause::invalid, "There is nothing left of this to undo.");
        return change_set;
    }

    bool has_written() const { return m_has_written; }

private:
    std::int64_t count_records() const
    {
        std::int64_t count = 0;
        m_engine.database().read([&](store::Connection& connection) {
            connection.query({R"(SELECT "records" FROM "change_set" WHERE "id" = ?)",
                              {m_run.request.change_set}},
                             [&](const store::Row& row) { count = row.integer(0); });
        });
        return count;
    }

    // Looking is the first half of the way, writing the second.
    void tell(std::int64_t looked, std::int64_t written)
    {
        if (m_job.is_cancelled())
            throw Error(Cause::unavailable,
                        "The server was stopped meanwhile; the undo goes on when it runs again.");
        m_job.update(std::min(m_total, (looked + written) / 2), m_total);
        const auto at = std::chrono::steady_clock::now();
        if (at - m_touched_at < touch_every)
            return;
        m_touched_at = at;
        m_engine.database().write([&](store::Connection& connection) {
            connection.execute(R"(UPDATE "undo_run" SET "touched_at" = ? WHERE "change_set" = ?)",
                               {now(), m_run.change_set});
        });
    }

    // Everything on one snapshot, so that all conflicts are told together.
    void look()
    {
        m_total = count_records();
        const UndoChoices choices(m_run.request.force_fields, m_run.request.keep_fields);
        m_engine.database().read([&](store::Connection& connection) {
            SaveState state(m_engine, m_actor, connection);
            Transaction transaction(state);
            UndoConflicts conflicts;
            Undo undo(transaction, m_run.request.change_set, choices, conflicts, Undo::Pass::look);
            undo.check();
            std::int64_t looked = 0;
            std::int64_t before = INT64_MAX;
            while (const auto count = undo.run_page(before)) {
                looked += count;
                tell(looked, 0);
            }
            undo.finish();
        });
    }

    Id write()
    {
        const UndoChoices choices(m_run.request.force_fields, m_run.request.keep_fields,
                                  UndoDecision::keep);
        ChangeSetInParts parts(m_engine, m_actor, undo_options(m_engine, m_run.request.change_set),
                               m_run.change_set);
        m_has_written = parts.records() > 0;
        m_job.opened(m_run.change_set);
        std::int64_t written = 0;
        std::int64_t before = INT64_MAX;
        for (std::int64_t count = 1; count > 0;) {
            std::int64_t next = before;
            parts.run([&](Transaction& transaction) {
                next = before;
                UndoConflicts none;
                Undo undo(transaction, m_run.request.change_set, choices, none, Undo::Pass::write);
                undo.check(m_run.change_set);
                count = undo.run_page(next);
                if (count == 0)
                    undo.finish();
            });
            m_has_written = parts.records() > 0;
            before = next;
            written += count;
            tell(m_total, written);
        }
        return parts.finish();
    }

    Engine& m_engine;
    Actor m_actor;
    Run m_run;
    JobProgress& m_job;
    std::int64_t m_total = 0;
    bool m_has_written = false;
    std::chrono::steady_clock::time_point m_touched_at;
};

// What was begun goes on later; what was not is over.
void note_failure(Engine& engine, const Run& run, const RunningUndo& undo, JobProgress& job,
                  const Error& error)
{
    log_warning("undo " + format_id(run.change_set) + " ended: " + error.message());
    const bool goes_on =
        undo.has_written() || (run.is_looked_at && error.cause() == Cause::unavailable);
    if (goes_on)
        return;
    try {
        set_state(engine, job, run.change_set, "failed");
    } catch (const Error& failure) {
        log_warning("the end of an undo could not be kept: " + failure.message());
    }
}

Id launch(Engine& engine, const Actor& actor, const Run& run)
{
    active().add(run.change_set);
    try {
        return start_job(engine, actor, "undo", [&engine, actor, run](JobProgress& job) {
            struct Leave {
                const Id& id;
                ~Leave() { active().remove(id); }
            } leave{run.change_set};
            RunningUndo undo(engine, actor, run, job);
            try {
                return undo.run();
            } catch (const Error& error) {
                note_failure(engine, run, undo, job, error);
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
            {R"(SELECT "change_set", "undoes", "actor", "actor_name", "origin", "force", "keep",
                "touched_at" FROM "undo_run" WHERE "state" = 'writing' AND "attempts" < ?
                AND "touched_at" > ? ORDER BY "change_set" LIMIT 100)",
             {most_attempts, Instant{now().us - longest_us}}},
            [&](const store::Row& row) {
                Run run;
                run.change_set = row.id(0);
                run.request = {row.id(1), names_in(row.text(5)), names_in(row.text(6))};
                run.actor = row.id(2);
                run.actor_name = row.text(3);
                run.origin = row.text(4) == name_of(Origin::screen) ? Origin::screen : Origin::api;
                run.touched_at = row.instant(7);
                run.is_looked_at = true;
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

// Its rights were asked before it was begun, so they are not asked again.
std::optional<Id> resume(Engine& engine, const Run& run)
{
    std::int64_t taken = 0;
    engine.database().write([&](store::Connection& connection) {
        taken = connection.execute(R"(UPDATE "undo_run" SET "touched_at" = ?,
                                      "attempts" = "attempts" + 1 WHERE "change_set" = ?
                                      AND "touched_at" = ? AND "state" = 'writing')",
                                   {now(), run.change_set, run.touched_at});
    });
    if (taken == 0)
        return std::nullopt;
    Actor actor = Actor::program(run.actor_name, run.origin);
    actor.user = run.actor;
    log_info("undo " + format_id(run.change_set) + " was interrupted and goes on");
    return launch(engine, actor, run);
}

void check_at_once(Engine& engine, const Actor& actor, const UndoRequest& request)
{
    const UndoChoices choices(request.force_fields, request.keep_fields);
    engine.database().read([&](store::Connection& connection) {
        SaveState state(engine, actor, connection);
        Transaction transaction(state);
        UndoConflicts conflicts;
        Undo(transaction, request.change_set, choices, conflicts, Undo::Pass::look).check();
    });
}

} // namespace

std::vector<store::Table> undo_tables()
{
    using store::Type;
    store::Table run;
    run.name = "undo_run";
    run.columns = {{"change_set", Type::uuid, true},  {"undoes", Type::uuid, true},
                   {"actor", Type::uuid, true},       {"actor_name", Type::text, true},
                   {"origin", Type::text, true},      {"force", Type::text, true},
                   {"keep", Type::text, true},        {"state", Type::text, true},
                   {"attempts", Type::integer, true}, {"touched_at", Type::instant, true}};
    run.primary_key = {"change_set"};
    run.indexes.push_back({{"change_set", "attempts"}, false, "\"state\" = 'writing'"});
    return {run};
}

Id start_undo(Engine& engine, const Actor& actor, const UndoRequest& request)
{
    const bool is_postgres = engine.database().dialect().is_postgres();
    for (const Run& run : find_unfinished(engine))
        if (run.request.change_set == request.change_set && is_left(run, is_postgres))
            if (const auto job = resume(engine, run))
                return *job;
    check_at_once(engine, actor, request);
    Run run;
    run.change_set = make_id();
    run.request = request;
    run.actor = actor.user;
    run.actor_name = actor.name;
    run.origin = actor.origin;
    engine.database().write([&](store::Connection& connection) {
        connection.execute(
            R"(INSERT INTO "undo_run" ("change_set", "undoes", "actor", "actor_name", "origin",
               "force", "keep", "state", "attempts", "touched_at")
               VALUES (?, ?, ?, ?, ?, ?, ?, 'looking', 0, ?))",
            {run.change_set, request.change_set, run.actor, run.actor_name,
             std::string(name_of(run.origin)), json_of(request.force_fields),
             json_of(request.keep_fields), now()});
    });
    return launch(engine, actor, run);
}

int UndoWatch::resume_interrupted(Engine& engine)
{
    int resumed = 0;
    const bool is_postgres = engine.database().dialect().is_postgres();
    for (const Run& run : find_unfinished(engine))
        if (is_left(run, is_postgres) && resume(engine, run))
            ++resumed;
    return resumed;
}

UndoWatch::UndoWatch(Engine& engine)
    : m_thread([&engine](std::stop_token stop) {
          std::mutex mutex;
          std::condition_variable_any waiting;
          while (!stop.stop_requested()) {
              try {
                  resume_interrupted(engine);
              } catch (const std::exception& error) {
                  log_warning(std::string("interrupted undos were not looked for: ") +
                              error.what());
              }
              std::unique_lock lock(mutex);
              waiting.wait_for(lock, stop, look_every, [] { return false; });
          }
      })
{
}

UndoWatch::~UndoWatch() = default;

} // namespace comity::record
