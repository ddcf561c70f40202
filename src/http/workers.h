#pragma once
// The threads on which slow answers run, and the bounded queue before them.

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace comity::http {

class Workers {
public:
    using Job = std::function<void()>; // must not throw

    explicit Workers(std::size_t most_waiting) : m_most(most_waiting) {}
    ~Workers() { stop(); }

    void start(unsigned threads);
    // False when the queue is full or the pool has stopped: the job will not run. Any thread.
    bool post(Job job);
    // For the next step of something long that was let in already (an export, an upload): past the
    // bound, but only as many of them run at once as there are processors, so that what is short
    // finds one. False only when stopped.
    bool post_next(Job job);
    // Drops what waits, returns when nothing runs.
    void stop();
    std::size_t waiting() const;

private:
    bool may_step() const { return !m_steps.empty() && m_stepping < m_most_stepping; }
    void work();

    const std::size_t m_most;
    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<Job> m_jobs;
    std::deque<Job> m_steps;
    std::size_t m_stepping = 0;
    const std::size_t m_most_stepping = std::max(2u, std::thread::hardware_concurrency());
    std::vector<std::thread> m_threads;
    bool m_is_stopping = true;
};

} // namespace comity::http
