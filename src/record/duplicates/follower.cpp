#include "record/duplicates/duplicate_follower.h"

#include "record/duplicates/follow.h"
#include "record/duplicates/scan.h"

#include "base/error.h"
#include "base/log.h"

#include <algorithm>
#include <chrono>

namespace comity::record {
namespace {

using namespace std::chrono;

// Changes are followed together: each pass costs a write that is made durable.
constexpr auto least_pause = milliseconds(700);
// At most this share of the time is spent on it while others write.
constexpr int pauses_per_pass = 10;
constexpr auto longest_pause = seconds(20);
constexpr auto pause_after_failure = seconds(5);

struct Stopped {};

} // namespace

DuplicateFollower::DuplicateFollower(Engine& engine)
    : m_engine(engine), m_thread([this](std::stop_token stop) { work(stop); })
{
    m_listening = m_engine.on_notice([this](const Notice& notice) {
        {
            std::lock_guard lock(m_mutex);
            if (!notice.change_set.is_nil())
                m_noted.insert(notice.change_set);
            m_is_woken = true;
        }
        m_changed.notify_one();
    });
}

DuplicateFollower::~DuplicateFollower()
{
    m_thread.request_stop();
    m_changed.notify_all();
}

void DuplicateFollower::run_due(Engine& engine)
{
    Following following(engine);
    following.follow();
    if (following.wants_scan())
        scan_duplicates(engine, [](double) {});
}

void DuplicateFollower::work(std::stop_token stop)
{
    Following following(m_engine);
    milliseconds pause = least_pause;
    // Waits; true when there is something to do.
    const auto is_due = [&] {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, pause, [] { return false; });
        m_changed.wait(lock, stop, [&] { return m_is_woken; });
        m_is_woken = false;
        for (const Id& id : std::exchange(m_noted, {}))
            following.note(id);
        return !stop.stop_requested();
    };
    const auto wake_again = [&] {
        std::lock_guard lock(m_mutex);
        m_is_woken = true;
    };
    while (is_due())
        try {
            const auto begin = steady_clock::now();
            bool is_done = following.follow();
            pause = std::clamp(duration_cast<milliseconds>(steady_clock::now() - begin) *
                                   pauses_per_pass,
                               least_pause, duration_cast<milliseconds>(longest_pause));
            if (is_done && following.wants_scan())
                is_done = scan_duplicates(m_engine, [&](double) {
                    if (stop.stop_requested())
                        throw Stopped{};
                });
            if (!is_done) { // another server is at it: looked at again later
                pause = longest_pause;
                wake_again();
            }
        } catch (const Stopped&) {
            return;
        } catch (const std::exception& error) {
            log_warning(std::string("duplicates could not be looked for: ") + error.what());
            pause = pause_after_failure;
            wake_again();
        }
}

} // namespace comity::record
