#include "record/work/queue.h"

#include "base/error.h"
#include "base/log.h"
#include "record/engine.h"
#include "record/object/shelf.h"
#include "record/work/queue_rows.h"
#include "record/work/servers.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace comity::record {
namespace {

constexpr std::array<std::int64_t, 5> usual_retries_s = {10, 60, 600, 3600, 6 * 3600};
constexpr std::size_t worker_count = 4;
constexpr int taken_at_once = 4;
constexpr auto pause_after_failure = std::chrono::seconds(1);

const Behaviour* find_behaviour(const Engine& engine, const std::string& name)
{
    const auto& behaviours = engine.shelf().behaviours;
    const auto found = std::ranges::find(behaviours, name, &Behaviour::name);
    return found == behaviours.end() ? nullptr : &*found;
}

void run_job(Engine& engine, const QueuedJob& queued, const std::stop_token& stop)
{
    const Behaviour* behaviour = find_behaviour(engine, queued.behaviour);
    if (!behaviour || !behaviour->later)
        throw Error(Cause::not_found,
                    say("work.no_behaviour_called_behaviour", {{"behaviour", queued.behaviour}}));
    Job job{engine,
            queued.object,
            queued.record,
            queued.change_set,
            parse_json(queued.payload),
            behaviour->label,
            stop};
    behaviour->later(job);
}

// How long it waits after this many attempts; nothing: it was the last.
std::optional<std::int64_t> wait_after(const Engine& engine, const QueuedJob& job)
{
    const Behaviour* behaviour = find_behaviour(engine, job.behaviour);
    const std::span<const std::int64_t> retries_s =
        behaviour && !behaviour->retries_s.empty()
            ? std::span<const std::int64_t>(behaviour->retries_s)
            : std::span<const std::int64_t>(usual_retries_s);
    const auto done = static_cast<std::size_t>(job.attempts);
    return done > retries_s.size() ? std::nullopt : std::optional(retries_s[done - 1]);
}

} // namespace

struct Queue::Crew {
    explicit Crew(Engine& its_engine) : engine(its_engine) {}

    Engine& engine;
    std::mutex mutex;
    std::condition_variable_any changed;
    std::uint64_t wakes = 0;
    std::chrono::milliseconds look_every = {};
    std::vector<std::jthread> threads;

    void work(const std::stop_token& stop);
    int run_some(const std::stop_token& stop);
    std::vector<QueuedJob> take();
    void run(const QueuedJob& job, const std::stop_token& stop);
    void finish(const QueuedJob& job, const std::optional<std::string>& failure);
};

// They are marked in a transaction of their own, so that nobody else takes them.
std::vector<QueuedJob> Queue::Crew::take()
{
    bool has_due = false;
    engine.database().read(
        [&](store::Connection& connection) { has_due = has_due_entries(connection); });
    std::vector<QueuedJob> jobs;
    if (has_due)
        engine.database().write([&](store::Connection& connection) {
            jobs = take_entries(connection, engine.part<ThisServer>().id(), taken_at_once);
        });
    return jobs;
}

void Queue::Crew::finish(const QueuedJob& job, const std::optional<std::string>& failure)
{
    engine.database().write([&](store::Connection& connection) {
        if (failure)
            put_off_entry(connection, job, wait_after(engine, job), *failure);
        else
            remove_entry(connection, job.id);
    });
}

// What was done must be noted, or it would stand as being done for as long as this program runs.
void Queue::Crew::run(const QueuedJob& job, const std::stop_token& stop)
{
    std::optional<std::string> failure;
    try {
        run_job(engine, job, stop);
    } catch (const std::exception& error) {
        failure = error.what();
        log_warning("the queue: " + job.behaviour + " failed: " + error.what());
    }
    for (;;)
        try {
            return finish(job, failure);
        } catch (const Error& error) {
            log_warning("the queue: the end of " + job.behaviour +
                        " could not be noted: " + error.message());
            if (stop.stop_requested())
                return;
            std::this_thread::sleep_for(pause_after_failure);
        }
}

// Those that are taken and not begun when the program is to stop are left to the next one.
int Queue::Crew::run_some(const std::stop_token& stop)
{
    const auto jobs = take();
    int done = 0;
    for (const QueuedJob& job : jobs) {
        if (stop.stop_requested())
            break;
        run(job, stop);
        ++done;
    }
    return done;
}

void Queue::Crew::work(const std::stop_token& stop)
{
    std::uint64_t seen = 0;
    while (!stop.stop_requested()) {
        bool has_done_some = false;
        try {
            has_done_some = run_some(stop) > 0;
        } catch (const std::exception& error) {
            log_warning(std::string("the queue: ") + error.what());
        }
        if (has_done_some)
            continue; // more of their keys may stand behind them
        std::unique_lock lock(mutex);
        changed.wait_for(lock, stop, look_every, [&] { return wakes != seen; });
        seen = wakes;
    }
}

Queue::Queue(Engine& engine) : m_crew(std::make_unique<Crew>(engine))
{
}

Queue::~Queue()
{
    stop();
}

void Queue::start(std::chrono::milliseconds look_every)
{
    m_crew->look_every = look_every;
    for (std::size_t i = 0; i < worker_count; ++i)
        m_crew->threads.emplace_back(
            [crew = m_crew.get()](const std::stop_token& stop) { crew->work(stop); });
}

void Queue::stop()
{
    for (std::jthread& thread : m_crew->threads)
        thread.request_stop();
    m_crew->changed.notify_all();
    m_crew->threads.clear();
}

void Queue::wake()
{
    {
        std::lock_guard lock(m_crew->mutex);
        ++m_crew->wakes;
    }
    m_crew->changed.notify_all();
}

int Queue::run_due()
{
    int count = 0;
    for (;;) {
        const int done = m_crew->run_some({});
        if (done == 0)
            return count;
        count += done;
    }
}

QueueStanding Queue::standing()
{
    QueueStanding standing;
    m_crew->engine.database().read(
        [&](store::Connection& connection) { standing = read_standing(connection); });
    return standing;
}

std::vector<QueueEntry> Queue::set_aside(int limit, std::optional<Id> after)
{
    std::vector<QueueEntry> entries;
    m_crew->engine.database().read(
        [&](store::Connection& connection) { entries = read_set_aside(connection, limit, after); });
    return entries;
}

bool Queue::retry(const Id& entry)
{
    std::int64_t changed = 0;
    m_crew->engine.database().write([&](store::Connection& connection) {
        changed = connection.execute(R"(UPDATE "outbox" SET "state" = 'waiting', "attempts" = 0,
                                        "not_before" = ? WHERE "id" = ? AND "state" = 'failed')",
                                     {now(), entry});
    });
    if (changed > 0)
        wake();
    return changed > 0;
}

bool Queue::discard(const Id& entry)
{
    std::int64_t changed = 0;
    m_crew->engine.database().write([&](store::Connection& connection) {
        changed = connection.execute(
            R"(DELETE FROM "outbox" WHERE "id" = ? AND "state" = 'failed')", {entry});
    });
    return changed > 0;
}

Mechanism queue_mechanism()
{
    return {.name = "queue",
            .tables = outbox_tables(),
            .begin = [](Engine& engine, OneOfEach& parts) { parts.make<Queue>(engine); }};
}

} // namespace comity::record
