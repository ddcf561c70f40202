#include "scratch_database.h"

#include "must.h"
#include "subject.h"

#include <sqlite3.h>

namespace comity::fuzz {
namespace {

void no_function(sqlite3_context* context, int, sqlite3_value**)
{
    sqlite3_result_null(context);
}

void run(sqlite3* db, const std::string& sql)
{
    must(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, sqlite3_errmsg(db));
}

sqlite3* make_database()
{
    sqlite3* db = nullptr;
    must(sqlite3_open(":memory:", &db) == SQLITE_OK, "there is memory");
    sqlite3_create_function(db, "comity_fold", 1, SQLITE_UTF8, nullptr, no_function, nullptr,
                            nullptr);
    for (const record::Object& object : catalog().objects())
        for (const store::Table& table : record::Catalog::tables_of(object)) {
            std::string columns;
            for (const store::Column& column : table.columns)
                columns += (columns.empty() ? "" : ", ") + store::quote(column.name);
            run(db, "CREATE TABLE " + store::quote(table.name) + " (" + columns + ")");
        }
    run(db, "CREATE TABLE search_entry (n INTEGER PRIMARY KEY, record, object, title, body);"
            "CREATE VIRTUAL TABLE search_fts USING fts5(body)");
    return db;
}

} // namespace

void check_statement(const std::string& sql)
{
    static sqlite3* db = make_database();
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    sqlite3_finalize(statement);
    must(code == SQLITE_OK, std::string(sqlite3_errmsg(db)) + ": " + sql);
}

} // namespace comity::fuzz
