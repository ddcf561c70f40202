#include "http/events.h"

#include <utility>

namespace comity::http {

bool EventChannel::send(std::shared_ptr<const std::string> bytes)
{
    static const auto reset = std::make_shared<const std::string>(format_event({}, "reset", "{}"));
    std::lock_guard lock(m_mutex);
    if (m_is_gone || m_is_ending)
        return false;
    if (m_queue.size() >= m_limits.events || m_queued_bytes + bytes->size() > m_limits.bytes) {
        // What is lost is loaded anew anyway.
        m_queue.clear();
        m_queue.push_back(reset);
        m_is_ending = true;
        wake_up();
        return false;
    }
    m_queued_bytes += bytes->size();
    m_queue.push_back(std::move(bytes));
    wake_up();
    return true;
}

void EventChannel::close()
{
    std::lock_guard lock(m_mutex);
    if (m_is_gone || m_is_ending)
        return;
    m_is_ending = true;
    wake_up();
}

bool EventChannel::is_open() const
{
    std::lock_guard lock(m_mutex);
    return !m_is_gone && !m_is_ending;
}

// Under the lock, so that the door is never called after detach has returned.
void EventChannel::wake_up()
{
    if (!m_wake || m_is_awake)
        return;
    m_is_awake = true;
    m_wake();
}

void EventChannel::attach(std::function<void()> wake)
{
    std::lock_guard lock(m_mutex);
    m_wake = std::move(wake);
    if (!m_queue.empty() || m_is_ending)
        wake_up();
}

EventChannel::Batch EventChannel::take()
{
    std::lock_guard lock(m_mutex);
    m_is_awake = false;
    m_queued_bytes = 0;
    return {std::exchange(m_queue, {}), m_is_ending};
}

void EventChannel::detach()
{
    std::lock_guard lock(m_mutex);
    m_is_gone = true;
    m_wake = nullptr;
    m_queue = {};
    m_queued_bytes = 0;
}

std::string format_event(std::string_view id, std::string_view event, std::string_view data)
{
    std::string text;
    text.reserve(id.size() + event.size() + data.size() + 32);
    if (!id.empty())
        text.append("id: ").append(id).append("\n");
    if (!event.empty())
        text.append("event: ").append(event).append("\n");
    for (;;) {
        const std::size_t end = data.find('\n');
        text.append("data: ").append(data.substr(0, end)).append("\n");
        if (end == data.npos)
            break;
        data.remove_prefix(end + 1);
    }
    text.append("\n");
    return text;
}

} // namespace comity::http
