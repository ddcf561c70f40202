#include "http/workers.h"

namespace comity::http {

void Workers::start(unsigned threads)
{
    m_is_stopping = false;
    for (unsigned i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

bool Workers::post(Job job)
{
    {
        std::lock_guard lock(m_mutex);
        if (m_is_stopping || m_jobs.size() >= m_most)
            return false;
        m_jobs.push_back(std::move(job));
    }
    m_arrived.notify_one();
    return true;
}

bool Workers::post_next(Job job)
{
    {
        std::lock_guard lock(m_mutex);
        if (m_is_stopping)
            return false;
        m_steps.push_back(std::move(job));
    }
    m_arrived.notify_one();
    return true;
}

void Workers::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_arrived.wait(lock, [this] { return m_is_stopping || !m_jobs.empty() || may_step(); });
        if (m_is_stopping)
            return;
        // A step first: there are few of them at once, and they do not wait for ever.
        const bool is_step = may_step();
        std::deque<Job>& from = is_step ? m_steps : m_jobs;
        Job job = std::move(from.front());
        from.pop_front();
        m_stepping += is_step;
        lock.unlock();
        job();
        job = nullptr; // what it holds goes before the lock is taken
        lock.lock();
        m_stepping -= is_step;
    }
}

void Workers::stop()
{
    std::deque<Job> dropped;
    std::deque<Job> dropped_steps;
    {
        std::lock_guard lock(m_mutex);
        m_is_stopping = true;
        dropped.swap(m_jobs);
        dropped_steps.swap(m_steps);
    }
    m_arrived.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
}

std::size_t Workers::waiting() const
{
    std::lock_guard lock(m_mutex);
    return m_jobs.size() + m_steps.size();
}

} // namespace comity::http
