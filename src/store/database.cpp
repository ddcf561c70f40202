#include "store/database.h"

#include "base/error.h"
#include "store/postgres_database.h"
#include "store/sqlite_database.h"

namespace comity::store {

std::unique_ptr<Database> Database::open(const Options& options)
{
    if (options.url.empty())
        return open_sqlite(options);
    if (!options.url.starts_with("postgresql://") && !options.url.starts_with("postgres://"))
        throw Error(Cause::invalid, say("store.address"));
    return open_postgres(options);
}

} // namespace comity::store
