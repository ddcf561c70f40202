#pragma once
// What one thread counts; the server adds them up. Only the owner writes, any thread reads.

#include "http/server.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace comity::http {

class Count {
public:
    // One writer, so no locked instruction is needed.
    void add(std::uint64_t n = 1)
    {
        m_value.store(m_value.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
    }
    void subtract(std::uint64_t n = 1)
    {
        m_value.store(m_value.load(std::memory_order_relaxed) - n, std::memory_order_relaxed);
    }
    std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

struct Tally {
    Count requests;
    std::array<Count, 6> by_class;
    Count refused;
    Count accepted;
    Count turned_away;
    Count bytes_out;
    Count in_flight;
    Count connections;
    Count event_streams;
    std::array<Count, Counters::bounds_us.size() + 1> latency;
    Count latency_sum_us;

    void add_answer(int status, std::uint64_t took_us)
    {
        requests.add();
        by_class[static_cast<std::size_t>(status / 100) % 6].add();
        latency_sum_us.add(took_us);
        std::size_t bucket = 0;
        while (bucket < Counters::bounds_us.size() && took_us > Counters::bounds_us[bucket])
            ++bucket;
        latency[bucket].add();
    }

    void add_to(Counters& sum) const
    {
        sum.requests += requests.value();
        for (std::size_t i = 0; i < by_class.size(); ++i)
            sum.by_class[i] += by_class[i].value();
        sum.refused += refused.value();
        sum.accepted += accepted.value();
        sum.turned_away += turned_away.value();
        sum.bytes_out += bytes_out.value();
        sum.in_flight += in_flight.value();
        sum.connections += connections.value();
        sum.event_streams += event_streams.value();
        for (std::size_t i = 0; i < latency.size(); ++i)
            sum.latency[i] += latency[i].value();
        sum.latency_sum_us += latency_sum_us.value();
    }
};

} // namespace comity::http
