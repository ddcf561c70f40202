#pragma once
// Bringing a table of text in: a file is read once to learn its shape (headers, format, guesses),
// then run, dry or real, as one change set, in constant memory. docs/wire.md "Importing" has the
// shapes.

#include "exchange/exchange.h"
#include "record/mechanism.h"
#include "record/work/long_work.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace comity::exchange {

struct ImportOptions {
    std::string object = {};
    std::map<std::string, std::string> map = {}; // header → field; "" leaves the column out
    std::vector<std::string> match = {};         // fields that find the record a row is about
    std::vector<std::string> create = {}; // reference or choice fields whose unknown texts are made
    std::vector<std::string> leave = {};  // references whose unknown texts are left out, and told
    std::map<std::string, std::map<std::string, std::string>> same = {}; // field → text → text
    std::map<std::string, std::string> set = {}; // field → text, for every row
    bool dry_run = false;
    bool create_only = false;    // rows about existing records are left alone
    std::string duplicates = {}; // tell; skip: rows that are likely there already are left out
    bool guess = false;          // guessed columns are taken too, not only told
    std::string label = {};
    // Of the file; empty values are found out. Ambiguous dates are an error until said.
    std::string encoding = {}, delimiter = {}, decimal = {}, date_order = {};
    std::string sheet = {}; // of a workbook; the first one when empty
};
ImportOptions parse_import_options(const Json& json); // Error{invalid} naming every unknown member
Json json_of(const ImportOptions& options);

struct ImportCounts {
    std::int64_t rows = 0, created = 0, updated = 0, unchanged = 0, failed = 0;
    std::map<std::string, std::int64_t> also_created; // by object
};

// Everything that is told about one import (and kept in the table `import`).
struct ImportReport {
    Id id;
    std::string object, file_name, state, error;
    ImportOptions options;
    ImportCounts counts;
    std::int64_t done = 0;
    Id change_set;
    bool can_resume = false; // it was interrupted and can go on where it stopped
    Json told; // headers, map, guesses, format, sample, suggestions, missing, notes, preview
    std::int64_t in_file = -1;            // rows, counted before the first one was looked at
    Json together = {};                   // the options of several files; null for one
    std::vector<ImportReport> files = {}; // of several, unless it was read from the table

    // Whether every row of the file is accounted for.
    bool is_reconciled() const;
};

// Runs an import to its end on this thread. `errors_path` receives the failed rows as CSV with two
// more columns (line, reason) when there are any. Throws only when the file cannot be read at all
// (with line and reason); a row that fails is counted, written to the errors file, and does not
// stop the others.
// What the change set of an import is called: as whoever began it said, or by the file.
Sentence import_label(const std::string& given, const std::string& file_name);

ImportReport run_import(Engine& engine, const Actor& actor, const std::string& file_path,
                        const std::string& file_name, const ImportOptions& options,
                        const std::string& errors_path, Progress* progress);

// "created 8,800 · updated 0 · unchanged 0 · failed 0 (also created 1 pipeline, 4 stages)" and, on
// further lines, what is missing, what was probably meant, and the notes.
std::string format_import_report(const ImportReport& report);

// The object that a file's rows are, when its headers are those of another program's export; "".
// Error{invalid} when it cannot be read.
std::string recognise_object(const std::string& file_path);

// For the API: keeps the file and its errors under the engine's data folder, runs as a job.
Mechanism imports_mechanism();
Id start_import(Engine& engine, const Actor& actor, const std::string& spooled_file,
                const std::string& file_name, const ImportOptions& options);
void restart_import(Engine& engine, const Actor& actor, const Id& import,
                    const ImportOptions& options);
// One file or several, with their options as JSON.
void restart_import(Engine& engine, const Actor& actor, const Id& import, const Json& options);
void read_import(Engine& engine, const Actor& actor, const Id& import, std::string& out);
void list_imports(Engine& engine, const Actor& actor, int limit, std::string& out);
// The file that was uploaded, and what it was called there. Error{not_found} when it is gone.
struct ImportFile {
    std::string path, name;
};
ImportFile file_of_import(Engine& engine, const Actor& actor, const Id& import);
// A path; `file` is the name of one of several. Error{not_found} when no row failed.
std::string errors_file_of(Engine& engine, const Actor& actor, const Id& import,
                           const std::string& file = {});

} // namespace comity::exchange
