#include "store/database.h"

#include "base/error.h"
#include "store/postgres_database.h"
#include "store/sqlite_database.h"

namespace comity::store {
namespace {

std::unique_ptr<Database> open_either(const Options& options)
{
    if (options.url.empty())
        return open_sqlite(options);
    if (!options.url.starts_with("postgresql://") && !options.url.starts_with("postgres://"))
        throw Error(Cause::invalid, say("store.address"));
    return open_postgres(options);
}

} // namespace

std::unique_ptr<Database> Database::open(const Options& asked)
{
    Options options = asked;
    if (!options.slow)
        options.slow = std::make_shared<SlowStatements>();
    auto database = open_either(options);
    database->m_slow = options.slow;
    return database;
}

} // namespace comity::store
