#include "exchange/round_trip/sheet_store.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/round_trip.h"
#include "store/database.h"

#include <filesystem>

namespace comity::exchange {
namespace {

constexpr std::int64_t week_us = std::int64_t{7} * 86'400 * 1'000'000;

std::string lines_of(const std::vector<std::string>& texts)
{
    std::string lines;
    for (const std::string& text : texts)
        lines += (lines.empty() ? "" : "\n") + text;
    return lines;
}

std::vector<std::string> texts_of(std::string_view lines)
{
    std::vector<std::string> texts;
    for (const std::string_view line : split(lines, '\n'))
        if (!line.empty())
            texts.emplace_back(line);
    return texts;
}

Json cell_json(const ComparedCell& cell)
{
    return Json::Object{{"column", cell.column->name},
                        {"field", cell.column->field->name},
                        {"label", cell.column->field->label},
                        {"state", cell.state},
                        {"exported", cell.exported},
                        {"sheet", cell.sheet},
                        {"now", cell.now},
                        {"problem", cell.problem.empty() ? Json() : Json(cell.problem)},
                        {"value", cell.value},
                        {"now_value", cell.now_value},
                        {"part", static_cast<std::int64_t>(cell.column->part)},
                        {"sort", static_cast<int>(cell.column->sort)}};
}

} // namespace

std::vector<store::Table> round_trip_tables()
{
    using store::Type;
    store::Table exports;
    exports.name = "round_trip";
    exports.columns = {{"id", Type::uuid, true},      {"actor", Type::uuid, true},
                       {"object", Type::text, true},  {"columns", Type::text},
                       {"rows", Type::integer, true}, {"at", Type::instant, true}};
    exports.primary_key = {"id"};
    store::Table sheets;
    sheets.name = "sheet";
    sheets.columns = {{"id", Type::uuid, true},
                      {"actor", Type::uuid, true},
                      {"object", Type::text, true},
                      {"file_name", Type::text},
                      {"state", Type::text, true},
                      {"error", Type::text},
                      {"exported", Type::text},
                      {"exported_rows", Type::integer, true},
                      {"told", Type::text},
                      {"change_set", Type::uuid},
                      {"created_at", Type::instant, true}};
    sheets.primary_key = {"id"};
    sheets.indexes.push_back({{"created_at"}});
    store::Table rows;
    rows.name = "sheet_row";
    rows.columns = {{"sheet", Type::uuid, true}, {"line", Type::integer, true},
                    {"record", Type::uuid},      {"version", Type::integer, true},
                    {"title", Type::text},       {"state", Type::text, true},
                    {"problem", Type::text},     {"cells", Type::text}};
    rows.primary_key = {"sheet", "line"};
    return {exports, sheets, rows};
}

Id note_export(Engine& engine, const Actor& actor, const Object& object,
               const std::vector<std::string>& columns)
{
    const Id id = make_id();
    engine.database().write([&](store::Connection& connection) {
        connection.execute(R"(INSERT INTO "round_trip" ("id", "actor", "object", "columns", "rows",
                              "at") VALUES (?, ?, ?, ?, 0, ?))",
                           {id, actor.user, object.name, lines_of(columns), now()});
    });
    return id;
}

void note_exported_rows(Engine& engine, const Id& export_id, std::int64_t rows)
{
    engine.database().write([&](store::Connection& connection) {
        connection.execute(R"(UPDATE "round_trip" SET "rows" = ? WHERE "id" = ?)",
                           {rows, export_id});
    });
}

std::optional<KeptExport> find_export(Engine& engine, const Id& id)
{
    std::optional<KeptExport> found;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {R"(SELECT "object", "columns", "rows" FROM "round_trip" WHERE "id" = ?)", {id}},
            [&](const store::Row& row) {
                found = KeptExport{std::string(row.text(0)), texts_of(row.text(1)), row.integer(2)};
            });
    });
    return found;
}

std::string sheet_file(const Engine& engine, const Id& sheet)
{
    return engine.data_folder() + "/sheets/" + format_id(sheet);
}

void insert_sheet(Engine& engine, const KeptSheet& sheet)
{
    engine.database().write([&](store::Connection& connection) {
        connection.execute(R"(INSERT INTO "sheet" ("id", "actor", "object", "file_name", "state",
                              "exported", "exported_rows", "created_at")
                              VALUES (?, ?, ?, ?, ?, ?, ?, ?))",
                           {sheet.id, sheet.actor, sheet.object, sheet.file_name, sheet.state,
                            lines_of(sheet.exported), sheet.exported_rows, now()});
    });
}

void update_sheet(store::Connection& connection, const KeptSheet& sheet)
{
    connection.execute(
        R"(UPDATE "sheet" SET "state" = ?, "error" = ?, "told" = ?, "change_set" = ?
           WHERE "id" = ?)",
        {sheet.state, sheet.error, format_json(sheet.told),
         sheet.change_set.is_nil() ? Value(Null{}) : Value(sheet.change_set), sheet.id});
}

KeptSheet load_sheet(Engine& engine, const Actor& actor, const Id& sheet)
{
    std::optional<KeptSheet> kept;
    engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT "id", "actor", "object", "file_name", "state", "error",
                             "exported", "exported_rows", "told", "change_set"
                             FROM "sheet" WHERE "id" = ?)",
                          {sheet}},
                         [&](const store::Row& row) {
                             kept = KeptSheet{row.id(0),
                                              row.id(1),
                                              std::string(row.text(2)),
                                              std::string(row.text(3)),
                                              std::string(row.text(4)),
                                              std::string(row.text(5)),
                                              texts_of(row.text(6)),
                                              row.integer(7),
                                              {},
                                              row.is_null(9) ? Id{} : row.id(9)};
                             const std::string_view told = row.text(8);
                             kept->told = parse_json(told.empty() ? "{}" : told);
                         });
    });
    if (!kept || kept->actor != actor.user)
        throw Error(Cause::not_found, say("sheet.no_such_sheet"));
    return std::move(*kept);
}

void forget_old_sheets(Engine& engine)
{
    std::vector<Id> old;
    engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT "id" FROM "sheet" WHERE "created_at" < ? LIMIT 20)",
                          {Instant{now().us - week_us}}},
                         [&](const store::Row& row) { old.push_back(row.id(0)); });
    });
    for (const Id& id : old) {
        engine.database().write([&](store::Connection& connection) {
            delete_rows(connection, id);
            connection.execute(R"(DELETE FROM "sheet" WHERE "id" = ?)", {id});
        });
        std::error_code ignored;
        std::filesystem::remove(sheet_file(engine, id), ignored);
    }
}

void insert_rows(store::Connection& connection, const Id& sheet,
                 const std::vector<ComparedRow>& rows)
{
    for (const ComparedRow& row : rows) {
        Json::Array cells;
        for (const ComparedCell& cell : row.cells)
            cells.push_back(cell_json(cell));
        connection.execute(R"(INSERT INTO "sheet_row" ("sheet", "line", "record", "version",
                              "title", "state", "problem", "cells")
                              VALUES (?, ?, ?, ?, ?, ?, ?, ?))",
                           {sheet, row.line, row.record ? Value(*row.record) : Value(Null{}),
                            row.version, row.title, std::string(row.state), row.problem,
                            format_json(cells)});
    }
}

std::vector<KeptRow> load_rows_after(store::Connection& connection, const Id& sheet,
                                     std::int64_t after, const std::string& state, int limit)
{
    Sql sql;
    sql += R"(SELECT "line", "record", "version", "title", "state", "problem", "cells"
              FROM "sheet_row" WHERE "sheet" = )";
    (sql.bind(sheet) += R"( AND "line" > )").bind(after);
    if (!state.empty())
        (sql += R"( AND "state" = )").bind(state);
    (sql += R"( ORDER BY "line" LIMIT )").bind(static_cast<std::int64_t>(limit));
    std::vector<KeptRow> rows;
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        rows.push_back({row.integer(0), row.is_null(1) ? std::nullopt : std::optional(row.id(1)),
                        row.integer(2), std::string(row.text(3)), std::string(row.text(4)),
                        std::string(row.text(5)), parse_json(row.text(6))});
    });
    return rows;
}

void mark_row(store::Connection& connection, const Id& sheet, const KeptRow& row)
{
    connection.execute(
        R"(UPDATE "sheet_row" SET "record" = ?, "version" = ?, "state" = ?, "problem" = ?,
           "cells" = ?
           WHERE "sheet" = ? AND "line" = ?)",
        {row.record ? Value(*row.record) : Value(Null{}), row.version, row.state, row.problem,
         format_json(row.cells), sheet, row.line});
}

void delete_rows(store::Connection& connection, const Id& sheet)
{
    connection.execute(R"(DELETE FROM "sheet_row" WHERE "sheet" = ?)", {sheet});
}

} // namespace comity::exchange
