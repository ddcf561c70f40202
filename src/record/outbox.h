#pragma once
// Work that follows a change and may speak to the world: queued in the transaction of the change,
// done after it is durable, at least once, by one worker of all servers (SKIP LOCKED on
// PostgreSQL). A job that fails is tried again after 10 s, 1 min, 10 min, 1 h, 6 h; then it stays
// as failed, to be seen.

#include "record/engine.h"

#include <condition_variable>
#include <thread>

namespace comity::record {

// Tables: outbox(id, behaviour, object, record, change_set, payload, not_before, attempts, state,
// error).
std::vector<store::Table> outbox_tables();

// Runs due jobs and `every` behaviours on one thread until it is destroyed.
class Worker {
public:
    explicit Worker(Engine& engine);
    ~Worker();
    // Something was queued: look now rather than at the next tick (1 s).
    void wake();
    // Runs what is due and returns how many jobs ran; for tests and the command line.
    static int run_due(Engine& engine);

private:
    Engine& m_engine;
    std::mutex m_mutex;
    std::condition_variable_any m_condition;
    bool m_woken = false;
    std::jthread m_thread;
    void work(std::stop_token stop);
};

} // namespace comity::record
