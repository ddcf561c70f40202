#include "store/postgres_error.h"

#include "base/error.h"
#include "base/text.h"
#include "base/words/tongue.h"
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
[[noreturn]] void throw_unavailable(std::string_view key, const std::string& detail = "")
{
    Sentence message = say(key);
    warn_now_and_then(in_english(message) + " " + detail);
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
        throw_unavailable("store.collisions");
    if (state == "23505")
        throw Error(Cause::conflict, say("store.there_already"),
                    {{failure.constraint, "unique", say("store.taken")}});
    if (state.empty() || is_connection_state(state) || state.starts_with("57P"))
        throw_unavailable("store.lost", failure.message);
    if (state == "53100")
        throw_unavailable("store.disk_full");
    if (state.starts_with("53") || state.starts_with("58"))
        throw_unavailable("store.no_resources", failure.message);
    if (state == "57014")
        throw_unavailable("store.too_long");
    if (state == "55P03")
        throw_unavailable("store.held");
    if (state == "25006")
        throw_unavailable("store.no_changes");
    if (state == "54000" || state == "54001")
        throw Error(Cause::too_large, say("store.too_much"));
    if (state.starts_with("22"))
        throw Error(Cause::invalid, say("store.value_refused", {{"what", failure.message}}));
    if (state.starts_with("23"))
        throw Error(Cause::broken, "A rule of the database was broken: " + failure.message);
    throw Error(Cause::broken, "The database refused a statement: " + failure.message + " in " +
                                   std::string(sql.substr(0, 500)));
}

} // namespace comity::store
