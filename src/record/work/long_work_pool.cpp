#include "record/work/long_work_pool.h"

#include "base/error.h"
#include "base/log.h"
#include "base/words/tongue.h"
#include "record/engine.h"
#include "record/work/servers.h"

#include <array>

namespace comity::record {
namespace {

constexpr std::size_t most_at_once = 2;
constexpr std::array<std::int64_t, 4> retries_s = {10, 60, 600, 3600};
constexpr std::int64_t wait_for_database_s = 1;
constexpr auto beat_every = std::chrono::seconds(3);

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

Actor actor_of(const LongRun::Row& row)
{
    Actor actor = Actor::program(row.actor_name, row.origin);
    actor.user = row.actor;
    if (!row.language.empty())
        actor.language = row.language;
    if (!row.zone.empty())
        actor.zone = row.zone;
    return actor;
}

} // namespace

const LongWork* find_long_work(const Engine& engine, const std::string& kind)
{
    for (const Mechanism& mechanism : engine.mechanisms())
        for (const LongWork& work : mechanism.long_works)
            if (work.kind == kind)
                return &work;
    return nullptr;
}

void LongWorks::Pool::need_thread()
{
    m_may_have_more = true;
    if (m_is_ending)
        return;
    if (m_threads.size() < most_at_once && m_busy == m_threads.size()) {
        ++m_busy;
        m_threads.emplace_back([this] { work(); });
    }
    if (!m_beating.joinable())
        m_beating = std::jthread([this](const std::stop_token& stop) { beat_until(stop); });
}

void LongWorks::Pool::wake(const Id& id, const Actor& actor)
{
    {
        std::lock_guard lock(m_mutex);
        m_asked.emplace(id, actor);
        need_thread();
    }
    m_changed.notify_all();
}

void LongWorks::Pool::wake()
{
    {
        std::lock_guard lock(m_mutex);
        need_thread();
    }
    m_changed.notify_all();
}

std::shared_ptr<LongRun::Seen> LongWorks::Pool::find(const Id& id)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_running.find(id);
    return found == m_running.end() ? nullptr : found->second;
}

std::optional<LongRun::Row> LongWorks::Pool::take()
{
    const Id& server = engine.part<ThisServer>().id();
    try {
        engine.part<ThisServer>().beat();
        bool has_some = false;
        engine.database().read(
            [&](store::Connection& connection) { has_some = has_work(connection, server); });
        std::optional<LongRun::Row> row;
        if (has_some)
            engine.database().write(
                [&](store::Connection& connection) { row = take_work(connection, server); });
        return row;
    } catch (const Error& error) {
        log_warning("long work could not be looked for: " + error.message());
        return std::nullopt; // what was not committed is not taken
    }
}

void LongWorks::Pool::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_is_ending) {
            --m_busy;
            m_changed.notify_all();
            return;
        }
        m_may_have_more = false;
        lock.unlock();
        const auto row = take();
        if (row)
            run(*row);
        lock.lock();
        if (row || m_may_have_more)
            continue;
        --m_busy;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_is_ending || m_may_have_more; });
        ++m_busy;
    }
}

// Who asked has his rights of now; after an interruption it is the program in his name: his rights
// were asked before it was begun.
Actor LongWorks::Pool::actor_for(const LongRun::Row& row)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_asked.find(row.id);
    if (found == m_asked.end())
        return actor_of(row);
    Actor actor = std::move(found->second);
    m_asked.erase(found);
    return actor;
}

void LongWorks::Pool::run(const LongRun::Row& row)
{
    LongRun run(engine, row, actor_for(row));
    {
        std::lock_guard lock(m_mutex);
        run.seen()->is_stopping = m_is_ending;
        m_running[row.id] = run.seen();
    }
    if (row.was_taken)
        log_info(row.request.kind + " " + format_id(row.id) + " was interrupted and goes on");
    end(run, end_of(run, row));
    std::lock_guard lock(m_mutex);
    m_running.erase(row.id);
}

LongEnd LongWorks::Pool::end_of(LongRun& run, const LongRun::Row& row)
{
    try {
        if (row.request.wish.is_null()) // begun by a program that could not go on with it
            return {"failed", {}, "Interrupted: the server was stopped while this was running."};
        const LongWork* kind = find_long_work(engine, row.request.kind);
        if (!kind)
            throw Error(Cause::broken,
                        say("work.nobody_knows_how_to_go", {{"kind", row.request.kind}}));
        return {"done", kind->run(run)};
    } catch (const Error& error) {
        return end_after(run, row, error);
    } catch (const std::exception& error) {
        return end_after(run, row, Error(Cause::broken, error.what()));
    }
}

LongEnd LongWorks::Pool::end_after(const LongRun& run, const LongRun::Row& row, const Error& error)
{
    log_warning("long " + row.request.kind + " " + format_id(row.id) + ": " + error.message());
    if (error.cause() == Cause::unavailable)
        return {.state = "waiting", .wait_s = run.is_cancelled() ? 0 : wait_for_database_s};
    LongEnd end{.state = "failed", .error = error.message(), .problem = problem_of(error)};
    const LongWork* kind = find_long_work(engine, row.request.kind);
    bool must_be_whole = false;
    if (kind && kind->must_be_whole)
        engine.database().read([&](store::Connection& connection) {
            must_be_whole = has_written(connection, row.change_set);
        });
    if (!must_be_whole)
        return end;
    end.change_set = row.change_set;
    end.is_failure = true;
    if (static_cast<std::size_t>(row.attempts) < retries_s.size()) {
        end.state = "waiting";
        end.wait_s = retries_s[static_cast<std::size_t>(row.attempts)];
    }
    return end;
}

void LongWorks::Pool::end(LongRun& run, const LongEnd& end)
{
    try {
        write_patiently(engine, run, [&](store::Connection& connection) {
            const bool is_ours = end_work(connection, run.id(), engine.part<ThisServer>().id(), end,
                                          run.seen()->done, run.seen()->total);
            if (is_ours && run.when_over())
                run.when_over()(connection);
        });
    } catch (const std::exception& failure) {
        log_error(std::string("the end of long work could not be kept: ") + failure.what());
    }
}

void LongWorks::Pool::beat_until(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        m_changed.wait_for(lock, stop, beat_every, [] { return false; });
        const auto running = m_running;
        if (m_busy < m_threads.size())
            need_thread(); // what waits for its time, or was left behind by another server
        m_changed.notify_all();
        if (running.empty())
            continue;
        lock.unlock();
        try {
            engine.part<ThisServer>().beat();
            const Id& server = engine.part<ThisServer>().id();
            engine.database().write([&](store::Connection& connection) {
                for (const auto& [id, seen] : running)
                    keep_progress(connection, id, server, seen->done, seen->total);
            });
        } catch (const std::exception& error) {
            log_warning(std::string("progress could not be kept: ") + error.what());
        }
        lock.lock();
    }
}

bool LongWorks::Pool::stop(int timeout_ms)
{
    bool was_idle = true;
    {
        std::unique_lock lock(m_mutex);
        m_is_ending = true;
        was_idle = m_changed.wait_for(lock, std::chrono::milliseconds(timeout_ms),
                                      [this] { return m_running.empty(); });
        for (const auto& [id, seen] : m_running)
            seen->is_stopping = true;
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
    m_beating = {};
    return was_idle;
}

void LongWorks::Pool::finish()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_busy == 0 && !m_may_have_more; });
}

} // namespace comity::record
