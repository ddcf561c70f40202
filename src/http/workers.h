#pragma once
// The threads on which slow answers run, and the bounded queue before them.

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
    // For the next step of something that was let in already: past the bound. False only when
    // stopped.
    bool post_next(Job job);
    // Drops what waits, returns when nothing runs.
    void stop();
    std::size_t waiting() const;

private:
    bool put(Job job, bool is_bounded);
    void work();

    const std::size_t m_most;
    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<Job> m_jobs;
    std::vector<std::thread> m_threads;
    bool m_is_stopping = true;
};

} // namespace comity::http
