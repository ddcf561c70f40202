#include "api/route_times.h"

#include <algorithm>
#include <cmath>

namespace comity::api {

std::int64_t RouteTime::bound_us(std::size_t bucket)
{
    return std::llround(100.0 * std::pow(1.2, static_cast<double>(bucket)));
}

void RouteTime::note(std::int64_t took_us)
{
    const double steps =
        took_us <= 100 ? 0 : std::log(static_cast<double>(took_us) / 100) / std::log(1.2);
    const auto bucket =
        std::min(static_cast<std::size_t>(std::ceil(std::max(0.0, steps))), bucket_count - 1);
    m_buckets[bucket].fetch_add(1, std::memory_order_relaxed);
}

std::int64_t RouteTime::count() const
{
    std::int64_t count = 0;
    for (const auto& bucket : m_buckets)
        count += bucket.load(std::memory_order_relaxed);
    return count;
}

std::int64_t RouteTime::quantile_us(double share) const
{
    const auto wanted = static_cast<std::int64_t>(std::ceil(static_cast<double>(count()) * share));
    std::int64_t seen = 0;
    for (std::size_t i = 0; i < bucket_count; ++i) {
        seen += m_buckets[i].load(std::memory_order_relaxed);
        if (seen >= wanted && seen > 0)
            return bound_us(i);
    }
    return 0;
}

RouteTime& RouteTimes::add(std::string route)
{
    std::lock_guard lock(m_mutex);
    return m_times.emplace_back(std::move(route));
}

std::vector<const RouteTime*> RouteTimes::slowest() const
{
    std::vector<const RouteTime*> times;
    {
        std::lock_guard lock(m_mutex);
        for (const RouteTime& time : m_times)
            if (time.count() > 0)
                times.push_back(&time);
    }
    std::ranges::stable_sort(times, std::ranges::greater(),
                             [](const RouteTime* time) { return time->quantile_us(0.95); });
    return times;
}

} // namespace comity::api
