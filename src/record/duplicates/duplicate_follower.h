#pragma once
// Keeps what the matcher knows in step with the records, and compares all of them anew when enough
// has changed or somebody asks for it: on one thread, in the background, a small share of the
// database's time. Of several servers on one database one does the work.

#include "record/engine.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace comity::record {

class DuplicateFollower {
public:
    explicit DuplicateFollower(Engine& engine);
    ~DuplicateFollower();

    // Does all that is due on this thread; for tests and the command line.
    static void run_due(Engine& engine);

private:
    void work(std::stop_token stop);

    Engine& m_engine;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::set<Id> m_noted;
    bool m_is_woken = true; // what happened while there was no server
    std::jthread m_thread;
    Listening m_listening; // last: hears until all of this goes
};

} // namespace comity::record
