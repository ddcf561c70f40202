#include "store/sqlite_checkpoints.h"

#include "base/log.h"

#include <string>

namespace comity::store {
namespace {

constexpr int wait_for_readers_ms = 20;

} // namespace

void SqliteCheckpoints::after_group(SqliteConnection& connection)
{
    const int pages = connection.log_pages();
    if (pages < first_pages) {
        // The log has started over.
        m_next_pages = first_pages;
        m_next_restart = restart_pages;
        return;
    }
    if (pages < m_next_pages)
        return;
    m_next_pages = pages + first_pages;
    if (pages < m_next_restart) {
        move(connection, SQLITE_CHECKPOINT_PASSIVE);
        return;
    }
    // Readers come and go but never all at once: once all is moved, new ones no longer need the
    // log, so it is enough to wait for those who began before.
    if (!move(connection, SQLITE_CHECKPOINT_RESTART))
        m_next_restart = pages + restart_pages;
}

void SqliteCheckpoints::at_idle(SqliteConnection& connection)
{
    if (connection.log_pages() == 0)
        return;
    if (move(connection, SQLITE_CHECKPOINT_TRUNCATE)) {
        connection.set_log_pages(0);
        m_next_pages = first_pages;
        m_next_restart = restart_pages;
    }
}

bool SqliteCheckpoints::move(SqliteConnection& connection, int mode)
{
    int in_log = 0;
    int moved = 0;
    const int code = connection.checkpoint(mode, wait_for_readers_ms, in_log, moved);
    // A failure here loses nothing: all of it is safe in the log and is moved another time.
    if (code != SQLITE_OK && code != SQLITE_BUSY)
        log_warning(std::string("sqlite: the log could not be moved: ") + sqlite3_errstr(code));
    return code == SQLITE_OK && in_log == moved;
}

} // namespace comity::store
