#include "record/work/storage.h"

#include "base/time.h"
#include "record/engine.h"
#include "store/database.h"
#include "store/table_sizes.h"

#include <algorithm>
#include <map>

namespace comity::record {
namespace {

constexpr int kept_days = 400;

std::vector<store::Table> storage_tables()
{
    using store::Type;
    store::Table sample;
    sample.name = "storage_sample";
    sample.columns = {{"day", Type::date, true},
                      {"name", Type::text, true},
                      {"bytes", Type::integer, true},
                      {"rows", Type::integer, true}};
    sample.primary_key = {"day", "name"};
    return {sample};
}

using Sizes = std::map<std::string, store::TableSize>;

// Of the last sample that is not younger than that day; else of the first there is.
Sizes sizes_at(store::Connection& connection, Date day)
{
    Sizes sizes;
    connection.query(
        {R"(SELECT "name", "bytes", "rows" FROM "storage_sample" WHERE "day" = COALESCE(
            (SELECT MAX("day") FROM "storage_sample" WHERE "day" <= ?),
            (SELECT MIN("day") FROM "storage_sample")))",
         {day}},
        [&](const store::Row& row) {
            const std::string name(row.text(0));
            sizes[name] = {name, row.integer(1), row.integer(2)};
        });
    return sizes;
}

std::int64_t grown(const Sizes& before, const store::TableSize& now)
{
    const auto found = before.find(now.name);
    return now.bytes - (found == before.end() ? 0 : found->second.bytes);
}

} // namespace

StorageReport read_storage(Engine& engine)
{
    StorageReport report;
    engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT MAX("day") FROM "storage_sample")", {}},
                         [&](const store::Row& row) {
                             if (!row.is_null(0))
                                 report.day = row.date(0);
                         });
        if (!report.day)
            return;
        const Sizes week = sizes_at(connection, {report.day->days - 7});
        const Sizes month = sizes_at(connection, {report.day->days - 30});
        for (const auto& [name, size] : sizes_at(connection, *report.day))
            report.tables.push_back(
                {name, size.bytes, size.rows, grown(week, size), grown(month, size)});
        connection.query({R"(SELECT "day", CAST(SUM("bytes") AS BIGINT) FROM "storage_sample"
                             WHERE "day" > ? GROUP BY "day" ORDER BY "day")",
                          {Date{report.day->days - 30}}},
                         [&](const store::Row& row) {
                             report.days.push_back({row.date(0), row.integer(1)});
                         });
    });
    std::ranges::sort(report.tables, std::ranges::greater(), &StorageStanding::bytes);
    return report;
}

void sample_storage(Engine& engine)
{
    std::vector<store::TableSize> sizes;
    engine.database().read(
        [&](store::Connection& connection) { sizes = store::table_sizes(connection); });
    const Date today = today_in("UTC");
    engine.database().write([&](store::Connection& connection) {
        std::vector<store::Statement> statements = {
            {R"(DELETE FROM "storage_sample" WHERE "day" < ?)", {Date{today.days - kept_days}}}};
        for (const store::TableSize& size : sizes)
            statements.push_back({R"(INSERT INTO "storage_sample" ("day", "name", "bytes", "rows")
                                     VALUES (?, ?, ?, ?) ON CONFLICT ("day", "name") DO UPDATE SET
                                     "bytes" = excluded."bytes", "rows" = excluded."rows")",
                                  {today, size.name, size.bytes, size.rows}});
        connection.batch(statements);
    });
}

std::string_view database_system(Engine& engine)
{
    return engine.database().dialect().is_postgres() ? "postgresql" : "sqlite";
}

std::int64_t database_bytes(Engine& engine)
{
    return engine.database().size_bytes();
}

std::vector<store::SlowStatement> slow_statements(Engine& engine, std::size_t limit)
{
    return engine.database().slow_statements(limit);
}

Mechanism storage_mechanism()
{
    return {.name = "storage",
            .tables = storage_tables(),
            .chores = {{.name = "sample_storage",
                        .label = "Notes how large each table is",
                        .every_s = 86'400,
                        .run = [](ChoreRun& run) { sample_storage(run.engine); }}}};
}

} // namespace comity::record
