#include "record/work/jobs.h"

#include "base/error.h"
#include "base/json.h"
#include "base/log.h"
#include "base/words/tongue.h"
#include "store/database.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace comity::record {
namespace {

constexpr std::size_t most_at_once = 2;
constexpr auto beat = std::chrono::seconds(10);
// A running job of another server that was not heard of for this long has ended with it.
constexpr std::int64_t silence_us = 60'000'000;

struct RunningJob : JobProgress {
    Id id;
    Actor actor;
    std::string kind;
    std::function<Id(JobProgress&)> work;
    std::atomic<std::int64_t> done = 0;
    std::atomic<std::int64_t> total = 0;
    std::atomic<bool> is_started = false;
    std::atomic<bool> is_stopping = false;

    void update(std::int64_t its_done, std::int64_t its_total) override
    {
        done = its_done;
        total = its_total;
    }
    bool is_cancelled() const override { return is_stopping; }
};

struct Outcome {
    std::string_view state;
    Id change_set;
    std::string error;
    std::string problem = {}; // JSON: what an Error has to say beside its message
};

// As the answer to a request would say it (docs/wire.md).
std::string problem_of(const Error& error)
{
    Json problem =
        error.extra_json().empty() ? Json(Json::Object{}) : parse_json(error.extra_json());
    problem.set("cause", std::string(name_of(error.cause())));
    Json::Array problems;
    for (const Problem& one : error.problems())
        problems.push_back(Json()
                               .set("field", one.field)
                               .set("rule", one.rule)
                               .set("message", in_english(one.message)));
    problem.set("problems", std::move(problems));
    return format_json(problem);
}

// The threads of one engine: at most two that work, and one that tells the database that they live.
class JobPool {
public:
    explicit JobPool(Engine& engine) : m_engine(engine) {}

    void start(std::shared_ptr<RunningJob> job);
    std::shared_ptr<RunningJob> find(const Id& id);
    // False when something was still running at the end of that time; it is asked to stop then, and
    // waited for.
    bool finish(int timeout_ms);

private:
    void work();
    void beat_until(std::stop_token stop);
    void tell(const RunningJob& job);
    static Outcome run(RunningJob& job);
    void close(const RunningJob& job, const Outcome& outcome);

    Engine& m_engine;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::shared_ptr<RunningJob>> m_waiting;
    std::map<Id, std::shared_ptr<RunningJob>> m_jobs; // waiting and running
    std::size_t m_running = 0;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
    std::jthread m_beating;
};

void JobPool::start(std::shared_ptr<RunningJob> job)
{
    std::lock_guard lock(m_mutex);
    m_jobs[job->id] = job;
    m_waiting.push_back(std::move(job));
    if (m_threads.size() < most_at_once && m_running + m_waiting.size() > m_threads.size())
        m_threads.emplace_back([this] { work(); });
    if (!m_beating.joinable())
        m_beating = std::jthread([this](std::stop_token stop) { beat_until(stop); });
    m_changed.notify_all();
}

std::shared_ptr<RunningJob> JobPool::find(const Id& id)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_jobs.find(id);
    return found == m_jobs.end() ? nullptr : found->second;
}

void JobPool::work()
{
    for (;;) {
        std::shared_ptr<RunningJob> job;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
            if (m_waiting.empty())
                return;
            job = m_waiting.front();
            m_waiting.pop_front();
            ++m_running;
        }
        job->is_started = true;
        close(*job, run(*job));
        {
            std::lock_guard lock(m_mutex);
            --m_running;
            m_jobs.erase(job->id);
        }
        m_changed.notify_all();
    }
}

Outcome JobPool::run(RunningJob& job)
{
    try {
        return {"done", job.work(job), ""};
    } catch (const Error& error) {
        log_warning("job " + job.kind + " failed: " + error.message());
        return {"failed", {}, error.message(), problem_of(error)};
    } catch (const std::exception& error) {
        log_warning("job " + job.kind + " failed: " + error.what());
        return {"failed", {}, error.what()};
    }
}

void JobPool::close(const RunningJob& job, const Outcome& outcome)
{
    const auto change_set =
        outcome.change_set.is_nil() ? store::Value{} : store::Value(outcome.change_set);
    const auto error = outcome.error.empty() ? store::Value{} : store::Value(outcome.error);
    const auto problem = outcome.problem.empty() ? store::Value{} : store::Value(outcome.problem);
    try {
        write_patiently(m_engine, job, [&](store::Connection& connection) {
            connection.execute(
                "UPDATE \"job\" SET \"state\" = ?, \"done\" = ?, \"total\" = ?, "
                "\"change_set\" = ?, \"error\" = ?, \"problem\" = ?, \"seen_at\" = ? "
                "WHERE \"id\" = ?",
                {std::string(outcome.state), job.done.load(), job.total.load(), change_set, error,
                 problem, now(), job.id});
        });
    } catch (const std::exception& failure) {
        log_error(std::string("a job's end could not be kept: ") + failure.what());
    }
}

void JobPool::tell(const RunningJob& job)
{
    m_engine.database().write([&](store::Connection& connection) {
        connection.execute("UPDATE \"job\" SET \"state\" = ?, \"done\" = ?, \"total\" = ?, "
                           "\"seen_at\" = ? WHERE \"id\" = ? AND \"state\" IN "
                           "('waiting', 'running')",
                           {std::string(job.is_started ? "running" : "waiting"), job.done.load(),
                            job.total.load(), now(), job.id});
    });
}

void JobPool::beat_until(std::stop_token stop)
{
    for (;;) {
        std::vector<std::shared_ptr<RunningJob>> jobs;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, stop, beat, [] { return false; });
            if (stop.stop_requested())
                return;
            for (const auto& [id, job] : m_jobs)
                jobs.push_back(job);
        }
        for (const auto& job : jobs)
            try {
                tell(*job);
            } catch (const std::exception& error) {
                log_warning(std::string("a job's progress could not be kept: ") + error.what());
            }
    }
}

bool JobPool::finish(int timeout_ms)
{
    bool was_idle = true;
    {
        std::unique_lock lock(m_mutex);
        was_idle = m_changed.wait_for(lock, std::chrono::milliseconds(timeout_ms),
                                      [this] { return m_jobs.empty(); });
        for (const auto& [id, job] : m_jobs)
            job->is_stopping = true;
        m_ending = true;
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
    m_beating = {};
    return was_idle;
}

// One pool for each engine, for as long as it has jobs to finish.
struct Pools {
    std::mutex mutex;
    std::map<const Engine*, std::shared_ptr<JobPool>> pools;
};

Pools& pools()
{
    static Pools all;
    return all;
}

std::shared_ptr<JobPool> find_pool(const Engine& engine)
{
    std::lock_guard lock(pools().mutex);
    const auto found = pools().pools.find(&engine);
    return found == pools().pools.end() ? nullptr : found->second;
}

std::shared_ptr<JobPool> pool_of(Engine& engine)
{
    std::lock_guard lock(pools().mutex);
    auto& pool = pools().pools[&engine];
    if (!pool)
        pool = std::make_shared<JobPool>(engine);
    return pool;
}

struct JobRow {
    Id actor;
    std::string kind, state, error, problem;
    std::int64_t done = 0, total = 0;
    Id change_set;
    Instant seen_at;
};

std::optional<JobRow> find_job(Engine& engine, const Id& id)
{
    std::optional<JobRow> job;
    engine.database().read([&](store::Connection& connection) {
        connection.query({"SELECT \"actor\", \"kind\", \"state\", \"error\", \"done\", \"total\", "
                          "\"change_set\", \"seen_at\", \"problem\" FROM \"job\" WHERE \"id\" = ?",
                          {id}},
                         [&](const store::Row& row) {
                             job = JobRow{row.id(0),
                                          std::string(row.text(1)),
                                          std::string(row.text(2)),
                                          std::string(row.text(3)),
                                          std::string(row.text(8)),
                                          row.integer(4),
                                          row.integer(5),
                                          row.is_null(6) ? Id{} : row.id(6),
                                          row.instant(7)};
                         });
    });
    return job;
}

// What the table says of a job that no thread of ours runs: on SQLite there is no other server, so
// it ended with the program; on PostgreSQL it may run elsewhere for as long as it is heard of.
void correct_state(Engine& engine, JobRow& job)
{
    if (job.state != "waiting" && job.state != "running")
        return;
    const bool is_postgres = engine.database().dialect().is_postgres();
    if (is_postgres && job.seen_at.us > now().us - silence_us)
        return;
    job.state = "failed";
    job.error = "Interrupted: the server was stopped while this was running.";
}

} // namespace

void write_patiently(Engine& engine, const JobProgress& job,
                     const std::function<void(store::Connection&)>& work)
{
    for (;;) {
        try {
            return engine.database().write(work);
        } catch (const Error& error) {
            if (error.cause() != Cause::unavailable || job.is_cancelled())
                throw;
        }
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
}

namespace {

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
                   {"problem", Type::text}};
    job.primary_key = {"id"};
    return {job};
}

} // namespace

Mechanism jobs_mechanism()
{
    return {.name = "jobs", .tables = job_tables()};
}

Id start_job(Engine& engine, const Actor& actor, std::string kind,
             std::function<Id(JobProgress&)> work)
{
    auto job = std::make_shared<RunningJob>();
    job->id = make_id();
    job->actor = actor;
    job->kind = std::move(kind);
    job->work = std::move(work);
    engine.database().write([&](store::Connection& connection) {
        connection.execute(
            "INSERT INTO \"job\" (\"id\", \"actor\", \"kind\", \"state\", \"done\", "
            "\"total\", \"at\", \"seen_at\") VALUES (?, ?, ?, 'waiting', 0, 0, ?, ?)",
            {job->id, actor.user, job->kind, now(), now()});
    });
    const Id id = job->id;
    pool_of(engine)->start(std::move(job));
    return id;
}

void read_job(Engine& engine, const Actor& actor, const Id& id, std::string& out)
{
    // Asked before the table: a job that ends in between is told by the table then.
    const auto pool = find_pool(engine);
    const auto running = pool ? pool->find(id) : nullptr;
    auto job = find_job(engine, id);
    if (!job || (job->actor != actor.user && !actor.is_administrator()))
        throw Error(Cause::not_found, "There is no such job.");
    const bool is_over = job->state == "done" || job->state == "failed";
    if (running && !is_over) {
        job->state = running->is_started ? "running" : "waiting";
        job->done = running->done;
        job->total = running->total;
    } else {
        correct_state(engine, *job);
    }
    JsonWriter json(out);
    json.begin_object();
    json.plain_key("id");
    json.plain(format_id(id));
    json.member("kind", job->kind);
    json.member("state", job->state);
    json.member("done", job->done);
    json.member("total", job->total);
    json.plain_key("change");
    if (job->change_set.is_nil())
        json.null();
    else
        json.plain(format_id(job->change_set));
    json.plain_key("error");
    if (job->error.empty())
        json.null();
    else
        json.value(job->error);
    json.plain_key("problem");
    if (job->problem.empty())
        json.null();
    else
        json.raw(job->problem);
    json.end_object();
}

void finish_jobs(Engine& engine, int timeout_ms)
{
    std::shared_ptr<JobPool> pool;
    {
        std::lock_guard lock(pools().mutex);
        const auto found = pools().pools.find(&engine);
        if (found == pools().pools.end())
            return;
        pool = found->second;
        pools().pools.erase(found);
    }
    if (!pool->finish(timeout_ms))
        log_warning("jobs were stopped before their end");
}

} // namespace comity::record
