#include "store/notices.h"

#include "base/error.h"

namespace comity::store {
namespace {

constexpr std::size_t most_waiting = 100'000;

} // namespace

Notices::~Notices()
{
    stop();
}

void Notices::stop()
{
    {
        std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable())
        m_thread.join();
    std::lock_guard lock(m_mutex);
    m_listener = nullptr;
}

void Notices::listen(std::function<void(std::string_view)> listener)
{
    if (!listener)
        return stop();
    std::lock_guard lock(m_mutex);
    CHECK(!m_listener);
    m_stopping = false;
    m_listener = std::move(listener);
    m_thread = std::thread([this] { run(); });
}

void Notices::publish(std::vector<std::string> payloads)
{
    if (payloads.empty())
        return;
    {
        std::lock_guard lock(m_mutex);
        if (!m_listener)
            return;
        if (m_waiting.size() + payloads.size() > most_waiting)
            m_waiting.assign(1, std::string());
        else
            for (std::string& payload : payloads)
                m_waiting.push_back(std::move(payload));
    }
    m_changed.notify_one();
}

void Notices::run()
{
    std::deque<std::string> taken;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
            if (m_waiting.empty())
                return;
            taken.swap(m_waiting);
        }
        for (const std::string& payload : taken)
            m_listener(payload);
        taken.clear();
    }
}

} // namespace comity::store
