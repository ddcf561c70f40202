#include "record/work/servers.h"

#include "base/error.h"
#include "base/log.h"
#include "base/version.h"
#include "record/engine.h"

#include <chrono>
#include <unistd.h>

namespace comity::record {
namespace {

constexpr std::int64_t beat_us = 5'000'000;
constexpr std::int64_t silence_us = 30'000'000;

std::int64_t steady_us()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string host_name()
{
    char name[256] = {};
    return gethostname(name, sizeof name - 1) == 0 ? name : "";
}

std::vector<store::Table> server_tables()
{
    using store::Type;
    store::Table server;
    server.name = "server";
    server.columns = {{"id", Type::uuid, true},         {"started_at", Type::instant, true},
                      {"seen_at", Type::instant, true}, {"host", Type::text},
                      {"pid", Type::integer},           {"version", Type::text}};
    server.primary_key = {"id"};
    return {server};
}

} // namespace

Instant database_time(store::Connection& connection)
{
    Instant at = now();
    if (connection.dialect().is_postgres())
        connection.query({"SELECT clock_timestamp()", {}},
                         [&](const store::Row& row) { at = row.instant(0); });
    return at;
}

std::string has_ended_sql(store::Connection& connection, const Id& me, std::string_view column,
                          std::vector<store::Value>& values)
{
    const std::string holder(column);
    values.push_back(me);
    if (!connection.dialect().is_postgres())
        return "(" + holder + " <> ?)";
    values.push_back(Instant{database_time(connection).us - silence_us});
    return "(" + holder + R"( <> ? AND NOT EXISTS (SELECT 1 FROM "server" s WHERE s."id" = )" +
           holder + R"( AND s."seen_at" > ?)))";
}

ThisServer::ThisServer(Engine& engine) : m_engine(engine)
{
}

ThisServer::~ThisServer()
{
    if (!m_has_beaten)
        return;
    try {
        m_engine.database().write([&](store::Connection& connection) {
            connection.execute(R"(DELETE FROM "server" WHERE "id" = ?)", {m_id});
        });
    } catch (const Error& error) {
        log_warning("the other servers could not be told of the end: " + error.message());
    }
}

void ThisServer::beat()
{
    if (!m_engine.database().dialect().is_postgres() || m_engine.is_read_only())
        return;
    std::lock_guard lock(m_mutex);
    if (m_has_beaten && steady_us() - m_last_us < beat_us)
        return;
    if (!m_sign)
        m_sign = std::make_unique<SignOfLife>(m_engine.data_folder(), m_id);
    const std::vector<Id> ended = m_sign->ended();
    write_beat(ended);
    for (const Id& id : ended)
        m_sign->forget(id);
    m_has_beaten = true;
    m_last_us = steady_us();
}

void ThisServer::write_beat(const std::vector<Id>& ended)
{
    m_engine.database().write([&](store::Connection& connection) {
        const Instant at = database_time(connection);
        connection.execute(R"(INSERT INTO "server" ("id", "started_at", "seen_at", "host", "pid",
                              "version") VALUES (?, ?, ?, ?, ?, ?)
                              ON CONFLICT ("id") DO UPDATE SET "seen_at" = excluded."seen_at")",
                           {m_id, at, at, host_name(), static_cast<std::int64_t>(getpid()),
                            std::string(program_version)});
        // Those that nobody has heard of for days are no news.
        if (!m_has_beaten)
            connection.execute(R"(DELETE FROM "server" WHERE "seen_at" < ?)",
                               {Instant{at.us - 7 * 86'400'000'000}});
        for (const Id& id : ended)
            connection.execute(R"(DELETE FROM "server" WHERE "id" = ?)", {id});
    });
}

std::vector<ServerStanding> ThisServer::standings()
{
    if (!m_engine.database().dialect().is_postgres())
        return {
            {m_id, host_name(), getpid(), std::string(program_version), m_started_at, now(), true}};
    std::vector<ServerStanding> servers;
    m_engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT "id", "host", "pid", "version", "started_at", "seen_at"
                             FROM "server" WHERE "seen_at" > ? ORDER BY "started_at", "id")",
                          {Instant{database_time(connection).us - silence_us}}},
                         [&](const store::Row& row) {
                             servers.push_back({row.id(0), std::string(row.text(1)), row.integer(2),
                                                std::string(row.text(3)), row.instant(4),
                                                row.instant(5), row.id(0) == m_id});
                         });
    });
    return servers;
}

Mechanism servers_mechanism()
{
    return {.name = "servers",
            .tables = server_tables(),
            .begin = [](Engine& engine, OneOfEach& parts) { parts.make<ThisServer>(engine); },
            .chores = {{.name = "beat",
                        .label = "Says that this server lives",
                        .on = Chore::On::each_server,
                        .every_s = 5,
                        .run = [](ChoreRun& run) { run.engine.part<ThisServer>().beat(); }}}};
}

} // namespace comity::record
