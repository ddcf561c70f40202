#include "store/postgres_link.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <poll.h>

namespace comity::store {
namespace {

// What the address does not say itself. Keepalives and the user timeout notice a server that has
// gone without a word, within seconds instead of a quarter of an hour.
PGconn* connect(const Options& options)
{
    const std::string connect_s = std::to_string(std::max(2, options.busy_timeout_ms / 1000));
    const std::string server = options.read_only ? "any" : "read-write";
    const std::array keywords = {"application_name",     "connect_timeout",
                                 "keepalives_idle",      "keepalives_interval",
                                 "keepalives_count",     "tcp_user_timeout",
                                 "target_session_attrs", "dbname",
                                 "client_encoding",      static_cast<const char*>(nullptr)};
    const std::array values = {"comity",
                               connect_s.c_str(),
                               "10",
                               "5",
                               "3",
                               "15000",
                               server.c_str(),
                               options.url.c_str(),
                               "UTF8",
                               static_cast<const char*>(nullptr)};
    return PQconnectdbParams(keywords.data(), values.data(), 1);
}

} // namespace

PostgresLink::PostgresLink(const Options& options)
    : m_pg(connect(options)),
      // The server stops a statement first; this is for a server that does not answer at all.
      m_patience(options.statement_limit_ms + options.busy_timeout_ms + 5'000)
{
    if (PQstatus(m_pg.get()) != CONNECTION_OK)
        throw Error(Cause::unavailable,
                    say("store.unreachable_because", {{"what", trim(PQerrorMessage(m_pg.get()))}}))
            .with_retry_after(2);
    PQsetNoticeProcessor(
        m_pg.get(), [](void*, const char*) {}, nullptr);
    configure(options);
}

// The just-in-time compiler costs more than our short statements.
void PostgresLink::configure(const Options& options)
{
    const auto result = run("SET TimeZone = 'UTC'; SET jit = off; SET statement_timeout = " +
                            std::to_string(options.statement_limit_ms) +
                            "; SET lock_timeout = " + std::to_string(options.busy_timeout_ms) +
                            "; SET client_min_messages = error");
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw_postgres(failure_of(result.get()), "SET");
}

bool PostgresLink::wait_readable(std::chrono::milliseconds patience)
{
    pollfd socket{PQsocket(m_pg.get()), POLLIN, 0};
    return poll(&socket, 1, static_cast<int>(patience.count())) != 0;
}

bool PostgresLink::is_alive()
{
    // The last words of a server that hangs up and the hanging up itself are two looks.
    for (int look = 0; look < 4; ++look) {
        if (m_is_given_up || PQstatus(m_pg.get()) != CONNECTION_OK)
            return false;
        if (!wait_readable(std::chrono::milliseconds(0)))
            return true;
        if (!PQconsumeInput(m_pg.get()))
            return false;
    }
    return PQstatus(m_pg.get()) == CONNECTION_OK;
}

PostgresResult PostgresLink::next()
{
    const auto deadline = std::chrono::steady_clock::now() + m_patience;
    while (PQisBusy(m_pg.get())) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0 || !wait_readable(left)) {
            m_is_given_up = true;
            return nullptr;
        }
        if (!PQconsumeInput(m_pg.get()))
            break; // PQgetResult tells why
    }
    return PostgresResult(PQgetResult(m_pg.get()));
}

PostgresResult PostgresLink::run(const std::string& sql)
{
    return PostgresResult(PQexec(m_pg.get(), sql.c_str()));
}

} // namespace comity::store
