#include "record/shape/clear.h"

#include "base/error.h"
#include "record/object/annex.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/shape/kinds.h"
#include "store/database.h"
#include "store/table_sql.h"

#include <chrono>
#include <thread>

namespace comity::record {
namespace {

constexpr auto until_forgotten = std::chrono::seconds(1);
constexpr std::int64_t few_rows = 20'000; // that SQLite writes anew within 100 ms
constexpr int page = 2'000;
constexpr int most_tries = 100;
constexpr auto pause = std::chrono::milliseconds(80);

// In a transaction of its own that waits for nobody longer than 50 ms, tried until it is let in.
void alter(Engine& engine, const std::string& sql)
{
    const bool is_postgres = engine.database().dialect().is_postgres();
    for (int tried = 1;; ++tried) {
        try {
            engine.database().write([&](store::Connection& connection) {
                if (is_postgres)
                    connection.execute_script("SET LOCAL lock_timeout = '50ms'");
                connection.execute_script(sql);
            });
            return;
        } catch (const Error& error) {
            if (error.cause() != Cause::unavailable || tried == most_tries)
                throw;
        }
        std::this_thread::sleep_for(pause);
    }
}

bool has_more_than_few(Engine& engine, const std::string& table)
{
    std::int64_t rows = 0;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {"SELECT count(*) FROM (SELECT 1 FROM " + store::quote(table) + " LIMIT ?) r",
             {few_rows + 1}},
            [&](const store::Row& row) { rows = row.integer(0); });
    });
    return rows > few_rows;
}

// SQLite writes a whole table anew to drop a column. A large one keeps it under another name, with
// nothing in it.
void forget_column(Engine& engine, const std::string& table, const std::string& column)
{
    const std::string gone = "gone_" + format_id(make_id());
    alter(engine, "ALTER TABLE " + store::quote(table) + " RENAME COLUMN " + store::quote(column) +
                      " TO " + store::quote(gone));
    std::optional<Id> last = Id{};
    while (last) {
        const Id from = *last;
        last.reset();
        engine.database().write([&](store::Connection& connection) {
            connection.query({"SELECT max(\"id\") FROM (SELECT \"id\" FROM " + store::quote(table) +
                                  " WHERE \"id\" > ? ORDER BY \"id\" LIMIT ?) p",
                              {from, std::int64_t{page}}},
                             [&](const store::Row& row) {
                                 if (!row.is_null(0))
                                     last = row.id(0);
                             });
            if (last)
                connection.execute("UPDATE " + store::quote(table) + " SET " + store::quote(gone) +
                                       " = NULL WHERE \"id\" > ? AND \"id\" <= ? AND " +
                                       store::quote(gone) + " IS NOT NULL",
                                   {from, *last});
        });
    }
}

void drop_indexes(Engine& engine, const Object& object, const Field& field)
{
    Object before = object;
    before.fields.push_back(field);
    for (const store::Table& table : Catalog::tables_of(before))
        for (const store::Index& index : table.indexes)
            if (index.where.find(store::quote(field.name) + " IS NOT NULL") != std::string::npos)
                alter(engine,
                      "DROP INDEX IF EXISTS " + store::quote(store::index_name(table, index)));
}

void clear_field(Engine& engine, const Object& object, const Field& field)
{
    if (facts_of(field).has_many)
        alter(engine,
              "DROP TABLE IF EXISTS " + store::quote(Catalog::many_table_of(object, field)));
    drop_indexes(engine, object, field);
    const bool is_postgres = engine.database().dialect().is_postgres();
    const std::string rows =
        field.annex ? annex_table(object, field.annex) : Catalog::own_table_of(object);
    const std::string past =
        field.annex ? past_annex_table(object, field.annex) : Catalog::own_past_table_of(object);
    for (const std::string& table : {rows, past})
        for (const std::string& column : columns_of_field(field)) {
            if (!is_postgres && has_more_than_few(engine, table))
                forget_column(engine, table, column);
            else
                alter(engine, "ALTER TABLE " + store::quote(table) + " DROP COLUMN " +
                                  (is_postgres ? "IF EXISTS " : "") + store::quote(column));
        }
}

void clear_object(Engine& engine, Object object, const std::vector<Field>& fields)
{
    object.fields = fields;
    for (const Field& field : fields)
        object.annexes = std::max(object.annexes, field.annex);
    std::string sql;
    for (const std::string& view : {object.plural + "_whole", object.plural + "_past_whole"})
        sql += "DROP VIEW IF EXISTS " + store::quote(view) + ";\n";
    for (const store::Table& table : Catalog::tables_of(object))
        sql += "DROP TABLE IF EXISTS " + store::quote(table.name) + ";\n";
    alter(engine, sql);
    for (std::int64_t count = 1; count > 0;)
        engine.database().write([&](store::Connection& connection) {
            count = connection.execute(R"(DELETE FROM "search_entry" WHERE "n" IN
                (SELECT "n" FROM "search_entry" WHERE "object" = ? LIMIT 500))",
                                       {object.name});
        });
}

} // namespace

void clear_values(Engine& engine, const Emptied& emptied)
{
    std::this_thread::sleep_for(until_forgotten);
    if (emptied.is_whole)
        return clear_object(engine, emptied.object, emptied.fields);
    const auto catalog = engine.catalog();
    const Object* live = catalog->find(emptied.object.name);
    const Object& object = live ? *live : emptied.object;
    for (const Field& field : emptied.fields)
        clear_field(engine, object, field);
}

} // namespace comity::record
