#pragma once
// How many rows of a file go into one transaction, so that nobody waits long for his turn.

#include "exchange/exchange.h"
#include "store/awaited.h"

#include <algorithm>
#include <chrono>

namespace comity::exchange {

// While nobody else writes, parts are large: SQLite writes a page of an index once for all rows of
// a part, and takes half of the time that it takes with 1,000. Once somebody has had to wait, and
// for ten seconds more, a part takes some 40 ms. On PostgreSQL only those wait who want the same
// rows: parts that change such are small.
class PartSize {
public:
    explicit PartSize(store::Database& database) : m_database(database) {}

    std::size_t rows() const
    {
        if (Clock::now() > m_small_until)
            return most;
        return std::clamp(m_rows_in_time, least, most);
    }

    // Inside the transaction, before its work and after.
    void begin() { m_began = Clock::now(); }
    void end(bool has_updates)
    {
        const bool is_contended =
            m_database.dialect().is_postgres() ? has_updates : store::is_awaited(m_database);
        if (is_contended)
            m_small_until = Clock::now() + std::chrono::seconds(10);
        m_took = Clock::now() - m_began;
    }
    // After it: so many rows it had.
    void note_rows(std::size_t rows)
    {
        const auto us = std::chrono::duration_cast<std::chrono::microseconds>(m_took).count();
        m_rows_in_time = rows * 40'000 / static_cast<std::size_t>(std::max<long>(us, 1));
    }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t least = 100;
    static constexpr std::size_t most = 8'000;

    store::Database& m_database;
    std::size_t m_rows_in_time = 500;
    Clock::duration m_took{};
    Clock::time_point m_began;
    Clock::time_point m_small_until;
};

} // namespace comity::exchange
