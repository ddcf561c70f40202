#pragma once
// Statements that took long, by their text without values: what an administrator is shown.

#include "base/time.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace comity::store {

struct SlowStatement {
    std::string sql; // the first 2,000 bytes
    std::int64_t count = 0;
    std::int64_t total_us = 0;
    std::int64_t worst_us = 0;
    Instant last_at;
};

// Of this program since its start: bounded, any thread.
class SlowStatements {
public:
    static constexpr std::int64_t slow_us = 100'000; // from here on a statement is slow

    void note(std::string_view sql, std::int64_t took_us);
    // Those that took most in all first, at most `limit`.
    std::vector<SlowStatement> worst(std::size_t limit) const;

private:
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, SlowStatement> m_statements;
};

} // namespace comity::store
