#pragma once
// PostgreSQL's failures as the program's errors.

#include <libpq-fe.h>
#include <string>
#include <string_view>

namespace comity::store {

// What is worth knowing of a failed result, after it is gone.
struct PostgresFailure {
    std::string state; // SQLSTATE, or empty when the connection was lost
    std::string message;
    std::string constraint;

    bool is_set() const { return !message.empty(); }
    // Nothing is wrong but that two transactions met: running again may well succeed.
    bool may_pass_again() const;
    // The server goes away or has become a standby: another connection is needed.
    bool ends_connection() const;
};

PostgresFailure failure_of(const PGresult* result);
PostgresFailure lost_connection(PGconn* connection);
[[noreturn]] void throw_postgres(const PostgresFailure& failure, std::string_view sql);

} // namespace comity::store
