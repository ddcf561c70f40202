#include "store/sqlite_empty_index.h"

#include "base/error.h"
#include "store/sqlite_connection.h"
#include "store/table_sql.h"

#include <sqlite3.h>

namespace comity::store {
namespace {

// The schema cannot be written by statements otherwise, not even by ours.
class OpenSchema {
public:
    explicit OpenSchema(Connection& connection)
        : m_db(dynamic_cast<SqliteConnection&>(connection).raw())
    {
        sqlite3_db_config(m_db, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    }
    ~OpenSchema()
    {
        sqlite3_db_config(m_db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0, nullptr);
        sqlite3_db_config(m_db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    }
    OpenSchema(const OpenSchema&) = delete;
    OpenSchema& operator=(const OpenSchema&) = delete;

private:
    sqlite3* m_db;
};

} // namespace

void give_empty_index(Connection& connection, const Table& table, const Index& index)
{
    const OpenSchema open(connection);
    std::int64_t version = 0;
    connection.execute_script("CREATE TABLE \"comity_seed\" (\"x\"); "
                              "CREATE INDEX \"comity_seed_idx\" ON \"comity_seed\" (\"x\"); "
                              "PRAGMA writable_schema = ON");
    std::string sql = index_sql(table, index);
    // As SQLite keeps it: without what only matters while it is made.
    const std::string_view unless_there = "IF NOT EXISTS ";
    sql.erase(sql.find(unless_there), unless_there.size());
    const auto moved =
        connection.execute("UPDATE sqlite_schema SET \"name\" = ?, \"tbl_name\" = ?, \"sql\" = ? "
                           "WHERE \"name\" = 'comity_seed_idx'",
                           {index_name(table, index), table.name, std::move(sql)});
    CHECK(moved == 1);
    connection.query({"PRAGMA schema_version", {}},
                     [&](const Row& row) { version = row.integer(0); });
    // The new number makes every connection read the schema again; RESET does so here and now.
    connection.execute_script("PRAGMA schema_version = " + std::to_string(version + 1) +
                              "; PRAGMA writable_schema = RESET; DROP TABLE \"comity_seed\"");
}

} // namespace comity::store
