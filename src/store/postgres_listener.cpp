#include "store/postgres_listener.h"

#include "base/error.h"
#include "base/log.h"

#include <algorithm>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace comity::store {
namespace {

constexpr int first_pause_ms = 100;
constexpr int longest_pause_ms = 3'000;

// LISTEN takes no values, so the channel's name is asked for as a finished statement.
constexpr const char* listen_sql = "SELECT 'LISTEN ' || quote_ident(left('comity_' || "
                                   "current_schema(), 63))";

} // namespace

PostgresListener::PostgresListener(const Options& options, Listener listener)
    : m_options(options), m_listener(std::move(listener))
{
    open();
    m_stop = eventfd(0, EFD_CLOEXEC);
    CHECK(m_stop >= 0);
    m_thread = std::thread([this] { run(); });
}

PostgresListener::~PostgresListener()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(m_stop, &one, sizeof one);
    m_thread.join();
    close(m_stop);
}

void PostgresListener::open()
{
    auto link = std::make_unique<PostgresLink>(m_options);
    const PostgresResult sql = link->run(listen_sql);
    if (PQntuples(sql.get()) != 1)
        throw_postgres(failure_of(sql.get()), listen_sql);
    const PostgresResult done = link->run(PQgetvalue(sql.get(), 0, 0));
    if (PQresultStatus(done.get()) != PGRES_COMMAND_OK)
        throw_postgres(failure_of(done.get()), "LISTEN");
    m_link = std::move(link);
}

bool PostgresListener::wait(int socket, int timeout_ms)
{
    pollfd ends[2] = {{m_stop, POLLIN, 0}, {socket, POLLIN, 0}};
    poll(ends, socket >= 0 ? 2 : 1, timeout_ms);
    return (ends[0].revents & POLLIN) == 0;
}

void PostgresListener::hand_over()
{
    while (PGnotify* const notice = PQnotifies(m_link->raw())) {
        m_listener(notice->extra);
        PQfreemem(notice);
    }
}

void PostgresListener::run()
{
    int pause_ms = first_pause_ms;
    while (wait(m_link ? PQsocket(m_link->raw()) : -1, m_link ? -1 : pause_ms)) {
        try {
            if (!m_link) {
                open();
                pause_ms = first_pause_ms;
                log_info("postgres: listening again");
                m_listener("");
            }
            const bool is_alive = PQconsumeInput(m_link->raw()) != 0;
            hand_over();
            if (!is_alive) {
                log_warning("postgres: the listening connection was lost");
                m_link.reset();
            }
        } catch (const Error&) {
            pause_ms = std::min(2 * pause_ms, longest_pause_ms);
        }
    }
}

} // namespace comity::store
