#pragma once
// The threads that run the long works of one engine. long_work.cpp alone includes this.

#include "record/work/long_work.h"
#include "record/work/long_work_rows.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace comity::record {

const LongWork* find_long_work(const Engine& engine, const std::string& kind);

// The threads of one engine: at most two that work, and one that tells the database that they live.
class LongWorks::Pool {
public:
    explicit Pool(Engine& its_engine) : engine(its_engine) {}

    Engine& engine;

    // There is something to be taken; `actor` is who asked, with all rights of now.
    void wake(const Id& id, const Actor& actor);
    void wake();
    std::shared_ptr<LongRun::Seen> find(const Id& id);
    bool stop(int timeout_ms);
    void finish();

private:
    void work();
    std::optional<LongRun::Row> take();
    void run(const LongRun::Row& row);
    LongEnd end_of(LongRun& run, const LongRun::Row& row);
    LongEnd end_after(const LongRun& run, const LongRun::Row& row, const Error& error);
    void end(LongRun& run, const LongEnd& end);
    void beat_until(const std::stop_token& stop);
    void need_thread();
    Actor actor_for(const LongRun::Row& row);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_may_have_more = false;
    bool m_is_ending = false;
    std::size_t m_busy = 0; // threads that look or work
    std::map<Id, std::shared_ptr<LongRun::Seen>> m_running;
    std::map<Id, Actor> m_asked; // who asked for what this server has not begun yet
    std::vector<std::thread> m_threads;
    std::jthread m_beating;
};

} // namespace comity::record
