#pragma once
// The wire to one PostgreSQL server.

#include "store/database.h"
#include "store/postgres_error.h"

#include <chrono>
#include <libpq-fe.h>
#include <memory>
#include <string>

namespace comity::store {

struct PostgresResultClearer {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, PostgresResultClearer>;

class PostgresLink {
public:
    // Several hosts in the address are tried in turn, the one that takes writes is kept.
    // Error{unavailable} when none answers.
    explicit PostgresLink(const Options& options);

    PGconn* raw() const { return m_pg.get(); }
    // Whether the server has hung up, as far as is known without waiting.
    bool is_alive();
    // PQgetResult, but when that takes longer than a server may take the connection is given up and
    // there is nothing.
    PostgresResult next();
    bool is_given_up() const { return m_is_given_up; }
    std::chrono::milliseconds patience() const { return m_patience; }
    void set_patience(std::chrono::milliseconds patience) { m_patience = patience; }
    // Outside pipeline mode: runs statements without values and gives the last one's result.
    PostgresResult run(const std::string& sql);

private:
    struct Finisher {
        void operator()(PGconn* pg) const { PQfinish(pg); }
    };

    void configure(const Options& options);
    bool wait_readable(std::chrono::milliseconds patience);

    std::unique_ptr<PGconn, Finisher> m_pg;
    std::chrono::milliseconds m_patience;
    bool m_is_given_up = false;
};

} // namespace comity::store
