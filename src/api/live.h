#pragma once
// Live updates: every durable change, told to every listener who may see some of it.
//
// One thread reads each change once, groups listeners by who they are, and shares the bytes among
// all listeners of one person; a thousand listeners cost a thousand queue entries.

#include "http/events.h"
#include "record/engine.h"
#include "record/history/changes.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace comity::api {

class LiveUpdates {
public:
    explicit LiveUpdates(record::Engine& engine);
    ~LiveUpdates();

    // A stream for this person; changes after `last_seq` that were missed come first.
    std::shared_ptr<http::EventChannel> open(const record::Actor& actor,
                                             std::optional<std::int64_t> last_seq);

private:
    struct Listener {
        Id user;
        Id viewer; // who looks as that user; mostly nil
        std::shared_ptr<http::EventChannel> channel;
    };

    void work(std::stop_token stop);
    void tell(const Id& change_set);
    void tell_reset();
    void tell_definitions();
    std::shared_ptr<const std::string> bytes_for(const Listener& listener,
                                                 const record::LiveChange& change);
    std::vector<Listener> listeners_now();

    record::Engine& m_engine;
    std::mutex m_mutex;
    std::condition_variable_any m_condition;
    std::deque<record::Notice> m_waiting;
    std::vector<Listener> m_listeners;
    std::jthread m_thread;
    record::Listening m_listening; // last: hears until all of this goes
};

} // namespace comity::api
