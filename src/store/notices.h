#pragma once
// Hands notices to the one listener on a thread of its own, in order.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace comity::store {

// Any thread may publish. A listener that falls far behind hears "" (something may have been
// missed) in place of what it did not take, so that memory stays bounded.
class Notices {
public:
    Notices() = default;
    ~Notices();
    Notices(const Notices&) = delete;
    Notices& operator=(const Notices&) = delete;

    // One at a time, before anything is published that should be heard; null takes it away and
    // waits until it has heard the last.
    void listen(std::function<void(std::string_view)> listener);
    void publish(std::vector<std::string> payloads);

private:
    void run();
    void stop();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::string> m_waiting;
    std::function<void(std::string_view)> m_listener;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace comity::store
