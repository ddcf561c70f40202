#include "record/work/outbox.h"

#include "base/error.h"
#include "base/excerpt.h"
#include "base/log.h"
#include "record/object/shelf.h"
#include "record/save/idempotency.h"
#include "store/database.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>

namespace comity::record {
namespace {

constexpr std::array<std::int64_t, 5> retry_s = {10, 60, 600, 3600, 6 * 3600};
// A job whose server died is somebody else's after this long.
constexpr std::int64_t lease_s = 15 * 60;
constexpr int page_size = 20;

std::atomic<bool> has_queued = false;

struct QueuedJob {
    Id id;
    std::string behaviour, object;
    Id record, change_set;
    std::string payload;
    std::int64_t attempts = 0;
};

Instant after_s(Instant from, std::int64_t seconds)
{
    return {from.us + seconds * 1'000'000};
}

// Takes due jobs for this worker: they are marked and leased in a transaction of their own, so that
// no other worker runs them beside it.
std::vector<QueuedJob> claim(Engine& engine)
{
    const Instant current = now();
    bool has_due = false;
    engine.database().read([&](store::Connection& connection) {
        connection.query({"SELECT 1 FROM \"outbox\" WHERE \"state\" <> 'failed' AND "
                          "\"not_before\" <= ? LIMIT 1",
                          {current}},
                         [&](const store::Row&) { has_due = true; });
    });
    std::vector<QueuedJob> jobs;
    if (!has_due)
        return jobs;
    engine.database().write([&](store::Connection& connection) {
        jobs.clear();
        const bool is_postgres = connection.dialect().is_postgres();
        connection.query(
            {"SELECT \"id\", \"behaviour\", \"object\", \"record\", \"change_set\", \"payload\", "
             "\"attempts\" FROM \"outbox\" WHERE \"state\" <> 'failed' AND \"not_before\" <= ? "
             "ORDER BY \"not_before\", \"id\" LIMIT " +
                 std::to_string(page_size) + (is_postgres ? " FOR UPDATE SKIP LOCKED" : ""),
             {current}},
            [&](const store::Row& row) {
                jobs.push_back({row.id(0), std::string(row.text(1)), std::string(row.text(2)),
                                row.id(3), row.id(4), std::string(row.text(5)),
                                row.integer(6) + 1});
            });
        std::vector<store::Statement> marks;
        for (const QueuedJob& job : jobs)
            marks.push_back({"UPDATE \"outbox\" SET \"state\" = 'running', \"attempts\" = ?, "
                             "\"not_before\" = ? WHERE \"id\" = ?",
                             {job.attempts, after_s(current, lease_s), job.id}});
        connection.batch(marks);
    });
    return jobs;
}

void finish(Engine& engine, const QueuedJob& job)
{
    engine.database().write([&](store::Connection& connection) {
        connection.execute("DELETE FROM \"outbox\" WHERE \"id\" = ?", {job.id});
    });
}

void put_off(Engine& engine, const QueuedJob& job, const std::string& why)
{
    const bool is_last = job.attempts > static_cast<std::int64_t>(retry_s.size());
    const Instant next =
        after_s(now(), is_last ? 0 : retry_s[static_cast<std::size_t>(job.attempts - 1)]);
    log_warning("outbox: " + job.behaviour + " failed: " + why);
    engine.database().write([&](store::Connection& connection) {
        connection.execute(
            "UPDATE \"outbox\" SET \"state\" = ?, \"not_before\" = ?, "
            "\"error\" = ? WHERE \"id\" = ?",
            {std::string(is_last ? "failed" : "waiting"), next, excerpt(why, 2000), job.id});
    });
}

void run(Engine& engine, const QueuedJob& queued)
{
    const auto& behaviours = engine.shelf().behaviours;
    const auto behaviour =
        std::find_if(behaviours.begin(), behaviours.end(), [&](const Behaviour& candidate) {
            return candidate.name == queued.behaviour;
        });
    if (behaviour == behaviours.end() || !behaviour->later)
        throw Error(Cause::not_found, "There is no behaviour called " + queued.behaviour + ".");
    Job job{engine, queued.object, queued.record, queued.change_set, parse_json(queued.payload)};
    behaviour->later(job);
}

int run_queued(Engine& engine)
{
    int count = 0;
    for (;;) {
        const auto jobs = claim(engine);
        for (const QueuedJob& job : jobs) {
            ++count;
            try {
                run(engine, job);
            } catch (const std::exception& error) {
                put_off(engine, job, error.what());
                continue;
            }
            finish(engine, job);
        }
        if (jobs.size() < page_size)
            return count;
    }
}

// True for one worker of all servers when the behaviour's time has come.
bool claim_turn(Engine& engine, const Behaviour& behaviour)
{
    const Instant current = now();
    const Instant latest = after_s(current, -std::int64_t{behaviour.when.every_s});
    bool is_due = true;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {"SELECT \"ran_at\" FROM \"outbox_clock\" WHERE \"behaviour\" = ?", {behaviour.name}},
            [&](const store::Row& row) { is_due = row.instant(0) <= latest; });
    });
    if (!is_due)
        return false;
    std::int64_t taken = 0;
    engine.database().write([&](store::Connection& connection) {
        taken = connection.execute(
            "INSERT INTO \"outbox_clock\" (\"behaviour\", \"ran_at\") VALUES (?, ?) "
            "ON CONFLICT (\"behaviour\") DO UPDATE SET \"ran_at\" = excluded.\"ran_at\" "
            "WHERE \"outbox_clock\".\"ran_at\" <= ?",
            {behaviour.name, current, latest});
    });
    return taken > 0;
}

int run_every(Engine& engine)
{
    int count = 0;
    for (const Behaviour& behaviour : engine.shelf().behaviours) {
        if (behaviour.when.event != When::Event::every || !behaviour.later ||
            !claim_turn(engine, behaviour))
            continue;
        ++count;
        try {
            Job job{engine, behaviour.when.object, {}, {}, {}};
            behaviour.later(job);
        } catch (const std::exception& error) {
            log_warning("outbox: " + behaviour.name + " failed: " + error.what());
        }
    }
    return count;
}

} // namespace

void note_queued()
{
    has_queued = true;
}

namespace {

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
                      {"error", Type::text}};
    outbox.primary_key = {"id"};
    outbox.indexes = {{{"not_before", "id"}, false, "\"state\" <> 'failed'"}};
    store::Table clock;
    clock.name = "outbox_clock";
    clock.columns = {{"behaviour", Type::text, true}, {"ran_at", Type::instant, true}};
    clock.primary_key = {"behaviour"};
    return {outbox, clock};
}

} // namespace

Mechanism outbox_mechanism()
{
    return {.name = "outbox", .tables = outbox_tables()};
}

Worker::Worker(Engine& engine)
    : m_engine(engine), m_thread([this](std::stop_token stop) { work(stop); })
{
    m_listening = m_engine.on_notice([this](const Notice&) {
        if (has_queued.exchange(false))
            wake();
    });
}

Worker::~Worker()
{
    m_thread.request_stop();
    wake();
}

void Worker::wake()
{
    {
        std::lock_guard lock(m_mutex);
        m_is_woken = true;
    }
    m_changed.notify_one();
}

int Worker::run_due(Engine& engine)
{
    return run_queued(engine) + run_every(engine);
}

void Worker::work(std::stop_token stop)
{
    using namespace std::chrono;
    auto swept = steady_clock::now() - hours(1);
    while (!stop.stop_requested()) {
        try {
            run_due(m_engine);
            if (steady_clock::now() - swept >= hours(1)) {
                forget_old_answers(m_engine);
                swept = steady_clock::now();
            }
        } catch (const std::exception& error) {
            log_warning(std::string("outbox: ") + error.what());
        }
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, seconds(1), [this] { return m_is_woken; });
        m_is_woken = false;
    }
}

} // namespace comity::record
