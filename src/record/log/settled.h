#pragma once
// Up to which number the log stands: below it nothing more appears. On PostgreSQL numbers are given
// out before they are durable, so a change set with a smaller number may be seen after one with a
// larger; on SQLite there is one writer, and they are seen in their order.

#include <cstdint>
#include <mutex>

namespace comity::store {
class Connection;
}

namespace comity::record {

class SettledLog {
public:
    // The number itself is settled. One that was seen is settled once everybody has ended who was
    // writing then: usually at the next call. Reads only.
    std::int64_t upto(store::Connection& connection);

private:
    // What was seen, and the first transaction that began after it.
    struct Seen {
        std::int64_t seq = 0;
        std::int64_t next_writer = 0;
    };
    std::mutex m_mutex;
    Seen m_waiting;
    std::int64_t m_settled = 0;
};

} // namespace comity::record
