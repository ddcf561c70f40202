#include "store/postgres_database.h"

#include "base/error.h"

namespace comity::store {

std::unique_ptr<Database> open_postgres(const Options&)
{
    throw Error(Cause::unavailable, "PostgreSQL is not built in yet.");
}

} // namespace comity::store
