#pragma once
// Work that follows a change and may speak to the world: queued in the transaction of the change,
// done after it is durable, at least once, by one worker of all servers (SKIP LOCKED on
// PostgreSQL). A job that fails is tried again after 10 s, 1 min, 10 min, 1 h, 6 h; then it stays
// as failed, to be seen. One that is done is gone.

#include "record/engine.h"
#include "record/mechanism.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace comity::record {

// Tables: outbox(id, behaviour, object, record, change_set, payload, not_before, attempts, state,
// error) and outbox_clock(behaviour, ran_at), when an `every` behaviour last ran.
Mechanism outbox_mechanism();

// Runs due jobs and `every` behaviours on one thread until it is destroyed. Wakes by itself when a
// change set of this server that queued something has become durable; jobs that are due later, or
// were queued by other servers, wait for the next tick (1 s).
class Worker {
public:
    explicit Worker(Engine& engine);
    ~Worker();
    // Something was queued: look now rather than at the next tick.
    void wake();
    // Runs what is due and returns how many jobs ran; for tests and the command line.
    static int run_due(Engine& engine);

private:
    Engine& m_engine;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_is_woken = false;
    std::jthread m_thread;
    Listening m_listening; // last: hears until all of this goes
    void work(std::stop_token stop);
};

// Called where something is queued, so that the worker looks once it is durable.
void note_queued();

} // namespace comity::record
