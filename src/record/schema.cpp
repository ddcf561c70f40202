#include "record/schema.h"

#include "base/error.h"
#include "base/id.h"
#include "base/log.h"
#include "base/secret.h"
#include "record/object/catalog.h"
#include "record/object/derived_index.h"
#include "record/settings.h"

#include <filesystem>

namespace comity::record {
namespace {

// Raised with each change of a table, column or index, so that no older program writes into what it
// does not know. tests/schemas has a small database of each.
constexpr int schema_generation = 2;

struct Wanted {
    std::vector<store::Table> tables;
    std::string more_sql; // indexes that mechanisms ask for on tables of objects
    std::string digest;   // changes when any table, column, index or generation does
};

std::string digest_of(const Wanted& wanted, const std::string& generations)
{
    std::string text =
        "generation " + std::to_string(schema_generation) + wanted.more_sql + generations;
    for (const store::Table& table : wanted.tables) {
        text += "\n" + table.name + " " + table.counter;
        for (const store::Column& column : table.columns)
            text += "," + column.name + std::to_string(static_cast<int>(column.type));
        for (const store::Index& index : table.indexes) {
            text += index.unique ? ";unique" : ";index";
            for (const std::string& column : index.columns)
                text += " " + column;
            text += index.where;
        }
    }
    return sha256_hex(text);
}

Wanted what_is_wanted(const Catalog& catalog, std::span<const Mechanism> mechanisms)
{
    Wanted wanted;
    wanted.tables = {setting_table()};
    std::string generations;
    for (const Mechanism& mechanism : mechanisms) {
        wanted.tables.insert(wanted.tables.end(), mechanism.tables.begin(), mechanism.tables.end());
        if (mechanism.indexes)
            wanted.more_sql += mechanism.indexes(catalog);
        if (mechanism.generation > 0)
            generations += mechanism.name + " " + std::to_string(mechanism.generation);
    }
    for (const Object& object : catalog.objects()) {
        auto its = Catalog::tables_of(object);
        widen_for_roll_ups(catalog, object, its.front());
        wanted.tables.insert(wanted.tables.end(), std::make_move_iterator(its.begin()),
                             std::make_move_iterator(its.end()));
    }
    wanted.digest = digest_of(wanted, generations);
    return wanted;
}

// Forward only, and on a copy first: what was there can always be had back.
void keep_snapshot(store::Database& database, const std::string& data_folder)
{
    const auto folder = std::filesystem::path(data_folder) / "snapshots";
    std::filesystem::create_directories(folder);
    const auto path = folder / ("before-" + format_id(make_id()) + ".db");
    database.snapshot(path.string());
    log_info("the database was copied to " + path.string() + " before its tables grow");
}

void rebuild_others(store::Connection& connection, const Catalog& catalog,
                    std::span<const Mechanism> mechanisms)
{
    for (const Mechanism& mechanism : mechanisms) {
        if (mechanism.generation == 0)
            continue;
        const std::string wanted = std::to_string(mechanism.generation);
        if (find_setting(connection, mechanism.name) != wanted)
            mechanism.rebuild(connection, catalog);
        put_setting(connection, mechanism.name, wanted);
    }
}

} // namespace

void prepare_schema(store::Database& database, const Catalog& catalog,
                    std::span<const Mechanism> mechanisms, const std::string& data_folder,
                    bool is_read_only)
{
    const Wanted wanted = what_is_wanted(catalog, mechanisms);
    std::optional<std::string> before;
    int generation = schema_generation;
    database.read([&](store::Connection& connection) {
        if (!store::columns_of(connection, "setting"))
            return;
        before = find_setting(connection, "schema");
        generation = std::stoi(find_setting(connection, "schema_generation").value_or("1"));
    });
    if (generation > schema_generation)
        throw Error(Cause::unavailable,
                    "This database was written by a newer Comity; start that one instead. "
                    "Nothing was changed.");
    if (before == wanted.digest)
        return;
    if (is_read_only)
        throw Error(Cause::unavailable,
                    "This database is empty or of an older Comity; run `comity serve` on it once.");
    if (before && !database.dialect().is_postgres())
        keep_snapshot(database, data_folder);
    database.write([&](store::Connection& connection) {
        store::ensure_tables(connection, wanted.tables);
        rebuild_others(connection, catalog, mechanisms);
        connection.execute_script(wanted.more_sql);
        put_setting(connection, "schema", wanted.digest);
        put_setting(connection, "schema_generation", std::to_string(schema_generation));
        if (!find_setting(connection, "node"))
            put_setting(connection, "node", format_id(make_id()));
    });
}

} // namespace comity::record
