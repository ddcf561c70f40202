#pragma once
// A list leaves as a sheet, is edited anywhere and comes back: what was exported, what the sheet
// says and what is here now are compared cell by cell, and what the actor takes of it is written as
// one change set. docs/round_trip.md tells the rules, docs/wire.md the shapes.

#include "base/error.h"
#include "exchange/exchange.h"
#include "record/find/find.h"
#include "record/mechanism.h"
#include "record/work/long_work.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace comity::exchange {

// The columns that lead back: every row of an export that is meant to come back has them.
namespace key_column {
constexpr std::string_view id = "id";
constexpr std::string_view version = "version";
constexpr std::string_view export_ = "export";
} // namespace key_column

Mechanism sheets_mechanism();

// An export that is meant to come back, so that its columns and rows are known then.
Id note_export(Engine& engine, const Actor& actor, const Object& object,
               const std::vector<std::string>& columns);
void note_exported_rows(Engine& engine, const Id& export_id, std::int64_t rows);

// Whether a file with these headers was exported to come back.
bool is_round_trip(const std::vector<std::string>& headers);

// Keeps the file and compares it as a job; the sheet's id. Error{invalid} at once for what is no
// such export, comes from another installation or is about another object than `object` (which
// may be empty). Nothing is changed.
Id start_sheet(Engine& engine, const Actor& actor, const std::string& spooled_file,
               const std::string& file_name, const std::string& object);

struct SheetQuery {
    std::int64_t after = 0; // a line
    int limit = 50;
    std::string state; // of rows; all when empty
};
// Appends the sheet and a page of its rows. Error{not_found} for other people's.
void read_sheet(Engine& engine, const Actor& actor, const Id& sheet, const SheetQuery& query,
                std::string& out);

// What is taken of a sheet. Conflicts keep what is here unless they are said to take the sheet's.
struct SheetChoice {
    bool all = false;
    std::set<std::int64_t> rows;                                // by line
    std::map<std::int64_t, std::set<std::string>> cells;        // line → columns
    std::map<std::int64_t, std::set<std::string>> keep;         // never these
    bool conflicts_take_sheet = false;                          // every conflict that is taken
    std::map<std::int64_t, std::map<std::string, bool>> settle; // one conflict: take the sheet's?
    bool create = false;                                        // rows without an id too
};
SheetChoice parse_sheet_choice(const Json& json); // Error{invalid} naming every unknown member

struct SheetOutcome {
    Id change_set; // nil when nothing was written
    std::int64_t rows = 0, cells = 0, created = 0;
    struct Failure {
        std::int64_t line;
        std::vector<Problem> problems;
    };
    std::vector<Failure> failed; // the first 100; these rows were left as they were
};

// How many rows of the sheet the choice takes, at most.
std::int64_t count_chosen(Engine& engine, const Actor& actor, const Id& sheet,
                          const SheetChoice& choice);
// Writes one change set. What somebody has changed after the comparison is left and told. Rows
// that were written are `done`.
SheetOutcome apply_sheet(Engine& engine, const Actor& actor, const Id& sheet,
                         const SheetChoice& choice);
// The same as long work, for many: returns its id. `choice` as parse_sheet_choice reads it.
Id start_apply_sheet(Engine& engine, const Actor& actor, const Id& sheet, const Json& choice);

} // namespace comity::exchange
