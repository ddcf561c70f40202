#pragma once
// When the log (WAL) is moved into the database file. Only the writer's thread does it, between
// groups.

#include "store/sqlite_connection.h"

namespace comity::store {

// Keeps the log small without making writers wait: a passive move each 16 MB, and when readers
// keep the log from starting over beyond 64 MB, a short wait for them.
class SqliteCheckpoints {
public:
    void after_group(SqliteConnection& connection);
    // Nothing has been written for a while: empties the log for good.
    void at_idle(SqliteConnection& connection);

private:
    // True when the whole log was moved.
    bool move(SqliteConnection& connection, int mode);

    int m_next_pages = first_pages;
    int m_next_restart = restart_pages;

    static constexpr int first_pages = 2'000;
    static constexpr int restart_pages = 8'000;
};

} // namespace comity::store
