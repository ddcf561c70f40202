#pragma once
// What is kept of sheets that came back: the file, the sheet, and those of its rows that differ.

#include "exchange/exchange.h"
#include "exchange/import/reading/sheet.h"
#include "exchange/round_trip/compare.h"
#include "record/engine.h"

#include <string>
#include <vector>

namespace comity::exchange {

struct KeptSheet {
    Id id, actor;
    std::string object, file_name, state, error;
    std::vector<std::string> exported; // names of the columns that left
    std::int64_t exported_rows = 0;    // 0: not known
    Json told;
    Id change_set;
};

std::vector<store::Table> round_trip_tables();
std::string sheet_file(const Engine& engine, const Id& sheet);
void insert_sheet(Engine& engine, const KeptSheet& sheet);
// state, error, told and change set.
void update_sheet(store::Connection& connection, const KeptSheet& sheet);
// Error{not_found} for other people's.
KeptSheet load_sheet(Engine& engine, const Actor& actor, const Id& sheet);
// Sheets that nobody has touched for a week go, with their rows and files; some at a time.
void forget_old_sheets(Engine& engine);
// Long work (apply.cpp).
Id apply_sheet_in_parts(LongRun& run);

struct KeptRow {
    std::int64_t line = 0;
    std::optional<Id> record;
    std::int64_t version = 0;
    std::string title, state, problem;
    Json cells; // an array; members as docs/wire.md has them, and `part`, `sort`, `now_value`
};
void insert_rows(store::Connection& connection, const Id& sheet,
                 const std::vector<ComparedRow>& rows);
std::vector<KeptRow> load_rows_after(store::Connection& connection, const Id& sheet,
                                     std::int64_t after, const std::string& state, int limit);
void mark_row(store::Connection& connection, const Id& sheet, const KeptRow& row);
void delete_rows(store::Connection& connection, const Id& sheet);

// An export that is meant to come back.
struct KeptExport {
    std::string object;
    std::vector<std::string> columns;
    std::int64_t rows = 0;
};
std::optional<KeptExport> find_export(Engine& engine, const Id& id);

} // namespace comity::exchange
