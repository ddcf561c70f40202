#pragma once
// How long each route takes until its answer is ready, since the start of this program.

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace comity::api {

// Of one route. Any thread.
class RouteTime {
public:
    explicit RouteTime(std::string route) : m_route(std::move(route)) {}

    void note(std::int64_t took_us);
    const std::string& route() const { return m_route; }
    std::int64_t count() const;
    // The time that this share (0.95) of the answers did not take longer than, in microseconds, to
    // within a fifth; 0 when there was none.
    std::int64_t quantile_us(double share) const;

private:
    // Each bucket ends 1.2 times later than the one before: from 100 µs to some minutes.
    static constexpr std::size_t bucket_count = 80;
    static std::int64_t bound_us(std::size_t bucket);

    const std::string m_route;
    std::array<std::atomic<std::int64_t>, bucket_count> m_buckets = {};
};

class RouteTimes {
public:
    // Lives as long as this; routes are added before the server runs.
    RouteTime& add(std::string route);
    // Those with answers, the slowest p95 first.
    std::vector<const RouteTime*> slowest() const;

private:
    mutable std::mutex m_mutex;
    std::deque<RouteTime> m_times;
};

} // namespace comity::api
