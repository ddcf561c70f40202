#pragma once
// Server-sent events: one channel is one listener.
//
// The desk makes a channel, keeps a shared_ptr for as long as is_open(), and answers with it. Any
// thread may send; the same bytes are shared by all listeners and never copied. A listener that
// does not keep up is told `event: reset` and closed: it reloads instead of costing memory.
// The door adds a heartbeat comment every 15 s (Options::limits) and closes channels when it stops.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace comity::http {

class EventChannel {
public:
    struct Limits {
        std::size_t events = 256;
        std::size_t bytes = 64 * 1024;
    };

    EventChannel() = default;
    explicit EventChannel(Limits limits) : m_limits(limits) {}
    EventChannel(const EventChannel&) = delete;
    EventChannel& operator=(const EventChannel&) = delete;

    // Queues whole events (see format_event) and returns at once. False when the listener is gone.
    // May be called before the answer is given: what is queued comes first.
    bool send(std::shared_ptr<const std::string> bytes);
    // Sends what is queued, then ends the stream.
    void close();
    bool is_open() const;

    // What follows is for the door.
    struct Batch {
        std::vector<std::shared_ptr<const std::string>> bytes;
        bool is_last = false;
    };
    // `wake` is called when there is something to take after nothing was; it must not call back.
    void attach(std::function<void()> wake);
    Batch take();
    // The listener is gone.
    void detach();

private:
    void wake_up();

    mutable std::mutex m_mutex;
    Limits m_limits;
    std::vector<std::shared_ptr<const std::string>> m_queue;
    std::size_t m_queued_bytes = 0;
    std::function<void()> m_wake;
    bool m_is_awake = false; // the door was told and has not taken yet
    bool m_is_ending = false;
    bool m_is_gone = false;
};

// `id:`, `event:` and `data:` lines and the empty line; empty id and event are left out.
std::string format_event(std::string_view id, std::string_view event, std::string_view data);

} // namespace comity::http
