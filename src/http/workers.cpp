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
    return put(std::move(job), true);
}

bool Workers::post_next(Job job)
{
    return put(std::move(job), false);
}

bool Workers::put(Job job, bool is_bounded)
{
    {
        std::lock_guard lock(m_mutex);
        if (m_is_stopping || (is_bounded && m_jobs.size() >= m_most))
            return false;
        m_jobs.push_back(std::move(job));
    }
    m_arrived.notify_one();
    return true;
}

void Workers::work()
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, [this] { return m_is_stopping || !m_jobs.empty(); });
        if (m_is_stopping)
            return;
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
    }
}

void Workers::stop()
{
    std::deque<Job> dropped;
    {
        std::lock_guard lock(m_mutex);
        m_is_stopping = true;
        dropped.swap(m_jobs);
    }
    m_arrived.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
}

std::size_t Workers::waiting() const
{
    std::lock_guard lock(m_mutex);
    return m_jobs.size();
}

} // namespace comity::http
