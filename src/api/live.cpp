#include "api/live.h"

#include "base/error.h"
#include "base/log.h"
#include "record/history/changes.h"

#include <map>

namespace comity::api {

using namespace record;

namespace {

constexpr std::size_t most_waiting = 10'000;
constexpr int most_missed = 200;

std::shared_ptr<const std::string> event_of(Engine& engine, const Actor& actor,
                                            const LiveChange& change)
{
    const std::string line = live_event(engine, actor, change);
    if (line.empty())
        return nullptr;
    return std::make_shared<const std::string>(
        http::format_event(std::to_string(change.seq), "change", line));
}

std::shared_ptr<const std::string> reset_event(std::int64_t seq)
{
    return std::make_shared<const std::string>(
        http::format_event(std::to_string(seq), "reset", "{}"));
}

} // namespace

LiveUpdates::LiveUpdates(Engine& engine)
    : m_engine(engine), m_thread([this](std::stop_token stop) { work(stop); })
{
    m_listening = m_engine.on_notice([this](const Notice& notice) {
        {
            std::lock_guard lock(m_mutex);
            if (m_listeners.empty())
                return;
            // Too far behind to tell each: everybody reads again.
            if (m_waiting.size() >= most_waiting) {
                m_waiting.clear();
                m_waiting.push_back({});
            } else {
                m_waiting.push_back(notice);
            }
        }
        m_condition.notify_one();
    });
}

LiveUpdates::~LiveUpdates()
{
    m_thread.request_stop();
    m_condition.notify_all();
}

std::vector<LiveUpdates::Listener> LiveUpdates::listeners_now()
{
    std::lock_guard lock(m_mutex);
    std::erase_if(m_listeners,
                  [](const Listener& listener) { return !listener.channel->is_open(); });
    return m_listeners;
}

std::shared_ptr<http::EventChannel> LiveUpdates::open(const Actor& actor,
                                                      std::optional<std::int64_t> last_seq)
{
    auto channel = std::make_shared<http::EventChannel>();
    // Listening begins before the missed ones are read: some may come twice, none is lost.
    {
        std::lock_guard lock(m_mutex);
        m_listeners.push_back({actor.user, actor.viewer, channel});
    }
    const std::int64_t newest = last_change_seq(m_engine);
    if (!last_seq) {
        channel->send(std::make_shared<const std::string>("id: " + std::to_string(newest) +
                                                          "\nevent: hello\ndata: {}\n\n"));
        return channel;
    }
    const auto missed = change_sets_after(m_engine, *last_seq, most_missed + 1);
    if (missed.size() > most_missed) {
        channel->send(reset_event(newest));
        return channel;
    }
    for (const Id& change_set : missed)
        if (const auto change = load_live_change(m_engine, change_set))
            if (auto bytes = event_of(m_engine, actor, *change))
                channel->send(std::move(bytes));
    return channel;
}

// Whoever may not ask any more is told nothing more; the others still are.
std::shared_ptr<const std::string> LiveUpdates::bytes_for(const Listener& listener,
                                                          const LiveChange& change)
{
    try {
        Actor actor = m_engine.actor_for(listener.user, Origin::screen);
        actor.viewer = listener.viewer;
        // Who may not look as somebody else any more hears nothing more.
        const bool may_view =
            listener.viewer.is_nil() ||
            m_engine.actor_for(listener.viewer, Origin::screen).is_administrator();
        if (!may_view)
            throw Error(Cause::unauthenticated, say("request.this_account_is_no_administrator"));
        return event_of(m_engine, actor, change);
    } catch (const Error& error) {
        if (error.cause() == Cause::unauthenticated)
            listener.channel->close();
        else
            log_warning("a live update could not be told: " + error.message());
        return nullptr;
    }
}

void LiveUpdates::tell(const Id& change_set)
{
    const auto change = load_live_change(m_engine, change_set);
    if (!change)
        return;
    std::map<std::pair<Id, Id>, std::shared_ptr<const std::string>> by_user;
    for (const Listener& listener : listeners_now()) {
        const std::pair who{listener.user, listener.viewer};
        const auto known = by_user.find(who);
        if (known == by_user.end())
            by_user[who] = bytes_for(listener, *change);
        if (const auto& bytes = by_user[who])
            listener.channel->send(bytes);
    }
}

void LiveUpdates::tell_reset()
{
    const auto bytes = reset_event(last_change_seq(m_engine));
    for (const Listener& listener : listeners_now())
        listener.channel->send(bytes);
}

// Objects or fields are others now: whoever listens reads them again.
void LiveUpdates::tell_definitions()
{
    const auto bytes = std::make_shared<const std::string>(
        http::format_event(std::to_string(last_change_seq(m_engine)), "definitions", "{}"));
    for (const Listener& listener : listeners_now())
        listener.channel->send(bytes);
}

void LiveUpdates::work(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        Notice notice;
        {
            std::unique_lock lock(m_mutex);
            if (!m_condition.wait(lock, stop, [&] { return !m_waiting.empty(); }))
                return;
            notice = m_waiting.front();
            m_waiting.pop_front();
        }
        try {
            if (notice.has_definitions)
                tell_definitions();
            else if (notice.change_set.is_nil())
                tell_reset();
            else
                tell(notice.change_set);
        } catch (const std::exception& exception) {
            log_warning(std::string("a live update could not be told: ") + exception.what());
        }
    }
}

} // namespace comity::api
