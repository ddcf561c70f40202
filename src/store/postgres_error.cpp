#include "store/postgres_error.h"

#include "base/error.h"
#include "base/text.h"
#include "store/warn.h"

namespace comity::store {
namespace {

std::string field_of(const PGresult* result, int code)
{
    const char* const text = PQresultErrorField(result, code);
    return text ? text : "";
}

// 08P01 is what a wrong number of values is called.
bool is_connection_state(std::string_view state)
{
    return state.starts_with("08") && state != "08P01";
}

// The detail is for the log: it may name hosts, which are nobody else's business.
[[noreturn]] void throw_unavailable(std::string message, const std::string& detail = "")
{
    warn_now_and_then(message + " " + detail);
    throw Error(Cause::unavailable, std::move(message)).with_retry_after(2);
}

} // namespace

bool PostgresFailure::may_pass_again() const
{
    return state == "40001" || state == "40P01" ||
           (state == "0A000" && message.starts_with("cached plan")) || state == "26000";
}

bool PostgresFailure::ends_connection() const
{
    return state.empty() || is_connection_state(state) || state.starts_with("57P") ||
           state == "25006";
}

PostgresFailure failure_of(const PGresult* result)
{
    PostgresFailure failure{field_of(result, PG_DIAG_SQLSTATE),
                            field_of(result, PG_DIAG_MESSAGE_PRIMARY),
                            field_of(result, PG_DIAG_CONSTRAINT_NAME)};
    if (failure.message.empty())
        failure.message = std::string(trim(PQresultErrorMessage(result)));
    if (failure.message.empty())
        failure.message = "the connection was lost";
    return failure;
}

PostgresFailure lost_connection(PGconn* connection)
{
    std::string message(trim(PQerrorMessage(connection)));
    return {"", message.empty() ? "the connection was lost" : message, ""};
}

void throw_postgres(const PostgresFailure& failure, std::string_view sql)
{
    const std::string& state = failure.state;
    if (failure.may_pass_again())
        throw_unavailable("Too many changes met each other.");
    if (state == "23505")
        throw Error(Cause::conflict, "There is such a record already.",
                    {{failure.constraint, "unique", "is taken already"}});
    if (state.empty() || is_connection_state(state) || state.starts_with("57P"))
        throw_unavailable("The connection to the database was lost.", failure.message);
    if (state == "53100")
        throw_unavailable("The disk is full, so nothing could be saved.");
    if (state.starts_with("53") || state.starts_with("58"))
        throw_unavailable("The database is out of resources.", failure.message);
    if (state == "57014")
        throw_unavailable("The database took too long and was stopped.");
    if (state == "55P03")
        throw_unavailable("The record is being changed by somebody else for too long.");
    if (state == "25006")
        throw_unavailable("The database takes no changes at the moment.");
    if (state == "54000" || state == "54001")
        throw Error(Cause::too_large, "That is more than the database can do at once.");
    if (state.starts_with("22"))
        throw Error(Cause::invalid, "The database cannot keep such a value: " + failure.message);
    if (state.starts_with("23"))
        throw Error(Cause::broken, "A rule of the database was broken: " + failure.message);
    throw Error(Cause::broken, "The database refused a statement: " + failure.message + " in " +
                                   std::string(sql.substr(0, 500)));
}

} // namespace comity::store
