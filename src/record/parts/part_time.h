#pragma once
// How long one part of something large may take. Whoever writes much does it in steps of some ten
// milliseconds, asks after each, and ends the transaction when it is time.

#include "store/awaited.h"

#include <chrono>
#include <cstddef>

namespace comity::record {

// Records of one step.
inline constexpr std::size_t step_records = 50;

class PartTime {
public:
    explicit PartTime(store::Database& database)
        : m_database(database), m_began(std::chrono::steady_clock::now())
    {
    }

    // After 25 ms, or where nobody waits for it after 200: SQLite alone can tell, and long parts
    // are cheaper there, because each commit writes every page it has touched. On PostgreSQL only
    // those who want the same rows wait, and a commit costs little.
    bool is_over() const
    {
        const auto spent = std::chrono::steady_clock::now() - m_began;
        if (spent < std::chrono::milliseconds(25))
            return false;
        return spent > std::chrono::milliseconds(200) || store::is_awaited(m_database) ||
               m_database.dialect().is_postgres();
    }

private:
    store::Database& m_database;
    const std::chrono::steady_clock::time_point m_began;
};

} // namespace comity::record
