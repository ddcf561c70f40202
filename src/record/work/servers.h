#pragma once
// The servers that work on one database: each has an id of its own for as long as it runs, and on
// PostgreSQL it says every few seconds that it lives. What a server has taken and not finished is
// another's when it is heard of no more, or at once when a server with the same data folder sees
// that it has ended (sign_of_life.h). On SQLite there is only one, so whatever another id has
// taken was left behind by a program that has ended.
//
// Table: server(id, started_at, seen_at, host, pid, version), by the database's clock.

#include "record/mechanism.h"
#include "record/work/sign_of_life.h"
#include "store/database.h"

#include <memory>
#include <string>
#include <vector>

namespace comity::record {

struct ServerStanding {
    Id id;
    std::string host;
    std::int64_t pid = 0;
    std::string version;
    Instant started_at, seen_at;
    bool is_this = false;
};

// This server. Any thread.
class ThisServer {
public:
    explicit ThisServer(Engine& engine);
    // Nobody needs to wait until it is silent.
    ~ThisServer();

    const Id& id() const { return m_id; }
    // Says that it lives, when the last time is some seconds ago. Nothing on SQLite.
    void beat();
    // Those that live, the longest running first; on SQLite this one.
    std::vector<ServerStanding> standings();

private:
    void write_beat(const std::vector<Id>& ended);

    Engine& m_engine;
    const Id m_id = make_id();
    const Instant m_started_at = now();
    std::mutex m_mutex;
    std::unique_ptr<SignOfLife> m_sign;
    std::int64_t m_last_us = 0; // on a clock that does not step
    bool m_has_beaten = false;
};

// The moment as the database has it, so that servers whose clocks differ agree on what is over.
Instant database_time(store::Connection& connection);

// A condition that holds when the server in this column has ended: `values` grows by what it
// compares with.
std::string has_ended_sql(store::Connection& connection, const Id& me, std::string_view column,
                          std::vector<store::Value>& values);

Mechanism servers_mechanism();

} // namespace comity::record
