// What the database itself finds: SQLite looks through its file and every index of it; PostgreSQL
// does with its extension amcheck, and without it each index is counted and its table too.
#include "record/check/parts.h"

#include "base/error.h"

namespace comity::record {
namespace {

using store::Row;

struct IndexName {
    std::string index;     // as SQL
    std::string table;     // as SQL
    std::string order;     // its columns as SQL
    std::string condition; // of a partial one
    bool is_valid = false;
};

void check_sqlite(store::Connection& connection, CheckReport& report)
{
    connection.query({"PRAGMA integrity_check(20)", {}}, [&](const Row& row) {
        if (row.text(0) != "ok")
            report.findings.push_back({"the file: " + std::string(row.text(0)), 1});
    });
}

std::vector<IndexName> indexes_of(store::Connection& connection)
{
    std::vector<IndexName> indexes;
    connection.query({R"(SELECT i.indexrelid::regclass::text, i.indrelid::regclass::text,
                (SELECT string_agg(pg_get_indexdef(i.indexrelid, k, true), ', ' ORDER BY k)
                 FROM generate_series(1, i.indnkeyatts) k),
                COALESCE(pg_get_expr(i.indpred, i.indrelid), 'true'),
                i.indisvalid AND i.indisready
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
            WHERE c.relnamespace = current_schema()::regnamespace AND m.amname = 'btree'
            ORDER BY 1)",
                      {}},
                     [&](const Row& row) {
                         indexes.push_back({std::string(row.text(0)), std::string(row.text(1)),
                                            std::string(row.text(2)), std::string(row.text(3)),
                                            row.boolean(4)});
                     });
    return indexes;
}

// The function with its schema, where the extension is there and this user may call it.
std::string amcheck_function(store::Connection& connection)
{
    std::string name;
    connection.query({R"(SELECT p.oid::regproc::text FROM pg_proc p
                         WHERE p.proname = 'bt_index_check' AND p.pronargs = 2
                           AND has_function_privilege(p.oid, 'EXECUTE'))",
                      {}},
                     [&](const Row& row) { name = std::string(row.text(0)); });
    return name;
}

void set(store::Connection& connection, std::initializer_list<const char*> names, bool is_on)
{
    for (const char* name : names)
        connection.query({"SELECT set_config('enable_" + std::string(name) + "', '" +
                              (is_on ? "on" : "off") + "', true)",
                          {}},
                         [](const Row&) {});
}

std::int64_t count(store::Connection& connection, std::string sql)
{
    std::int64_t number = 0;
    connection.query({std::move(sql), {}}, [&](const Row& row) { number = row.integer(0); });
    return number;
}

// Whether walking the index meets as many rows as reading the table.
bool has_every_row(store::Connection& connection, const IndexName& index)
{
    const std::string rows = " FROM " + index.table + " WHERE " + index.condition;
    set(connection, {"seqscan", "sort", "bitmapscan"}, false);
    set(connection, {"indexscan", "indexonlyscan"}, true);
    const auto walked = count(connection, "SELECT COUNT(*) FROM (SELECT 1" + rows + " ORDER BY " +
                                              index.order + " OFFSET 0) walked");
    set(connection, {"indexscan", "indexonlyscan"}, false);
    set(connection, {"seqscan", "sort"}, true);
    const auto read = count(connection, "SELECT COUNT(*)" + rows);
    set(connection, {"bitmapscan", "indexscan", "indexonlyscan"}, true);
    return walked == read;
}

void check_postgres(store::Connection& connection, CheckReport& report)
{
    const std::string function = amcheck_function(connection);
    for (const IndexName& index : indexes_of(connection)) {
        std::string what;
        if (!index.is_valid) {
            what = "it is not finished";
        } else if (function.empty()) {
            what = has_every_row(connection, index) ? "" : "it has not the rows of its table";
        } else {
            try {
                connection.attempt([&] {
                    connection.query({"SELECT CAST(" + function + "('" + index.index +
                                          "'::regclass, true) AS TEXT)",
                                      {}},
                                     [](const Row&) {});
                });
            } catch (const Error& error) {
                if (error.cause() == Cause::unavailable)
                    throw;
                what = error.message();
            }
        }
        if (!what.empty())
            report.findings.push_back({"the index " + index.index + ": " + what, 1});
    }
}

} // namespace

void check_storage(store::Connection& connection, CheckReport& report)
{
    if (connection.dialect().is_postgres())
        check_postgres(connection, report);
    else
        check_sqlite(connection, report);
}

} // namespace comity::record
