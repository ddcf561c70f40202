#include "record/log/settled.h"

#include "store/database.h"

#include <algorithm>

namespace comity::record {

std::int64_t SettledLog::upto(store::Connection& connection)
{
    if (!connection.dialect().is_postgres())
        return INT64_MAX;
    // A writer of the log has begun its transaction before it takes a number, so whoever has a
    // number up to the largest that is seen here is among those who have begun.
    Seen seen;
    std::int64_t first_writer = 0;
    connection.query({"SELECT (SELECT COALESCE(max(\"seq\"), 0) FROM \"change_set\"), "
                      "pg_snapshot_xmin(pg_current_snapshot())::text::bigint, "
                      "pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
                      {}},
                     [&](const store::Row& row) {
                         seen.seq = row.integer(0);
                         first_writer = row.integer(1);
                         seen.next_writer = row.integer(2);
                     });
    std::lock_guard lock(m_mutex);
    if (first_writer >= seen.next_writer)
        m_settled = std::max(m_settled, seen.seq);
    else if (first_writer >= m_waiting.next_writer) {
        m_settled = std::max(m_settled, m_waiting.seq);
        m_waiting = seen;
    }
    return m_settled;
}

} // namespace comity::record
