#include "store/postgres_index.h"

#include "base/error.h"
#include "store/table_sql.h"

#include <cstring>

namespace comity::store {
namespace {

constexpr std::chrono::hours longest(24);

PostgresResult run(PostgresLink& link, const std::string& sql)
{
    PostgresResult result = link.run(sql);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw_postgres(result ? failure_of(result.get()) : lost_connection(link.raw()), sql);
    return result;
}

bool says(PostgresLink& link, const std::string& sql)
{
    const PostgresResult result = run(link, sql);
    return PQntuples(result.get()) == 1 && std::strcmp(PQgetvalue(result.get(), 0, 0), "t") == 0;
}

} // namespace

void build_concurrently(PostgresLink& link, const Table& table, const Index& index)
{
    link.set_patience(longest);
    run(link, "SET statement_timeout = 0; SET lock_timeout = 0");
    if (!says(link, "SELECT pg_try_advisory_lock(hashtext('comity indexes'), "
                    "hashtext(current_schema()::text))"))
        throw Error(Cause::conflict, say("store.index_in_work"));
    const std::string name = index_name(table, index);
    if (says(link, "SELECT NOT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = "
                   "i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = "
                   "current_schema() WHERE c.relname = '" +
                       name + "'"))
        run(link, "DROP INDEX CONCURRENTLY IF EXISTS " + quote(name));
    run(link, index_sql(table, index, "CONCURRENTLY"));
}

} // namespace comity::store
