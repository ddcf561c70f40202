#pragma once
// What the table `import` keeps of an import, and where its files lie in the data folder.

#include "exchange/exchange.h"
#include "exchange/import_together.h"

#include <filesystem>

namespace comity::exchange {

struct Kept {
    ImportReport report;
    Id actor;
    Instant touched_at;
    bool is_worked_on = false; // a long work of it has not ended
};

std::filesystem::path import_folder(const Engine& engine);
std::string import_file_of(const Engine& engine, const Id& import);   // a path
std::string import_errors_of(const Engine& engine, const Id& import); // a path

// The options of one file or of several, as the table has them.
std::string options_json(const ImportReport& report);
// Error{not_found} for other people's. One that ended with its server is told as failed, in the
// actor's language.
Kept load_import(Engine& engine, const Actor& actor, const Id& import);
// One's own, or everybody's for administrators.
std::vector<Kept> latest_imports(Engine& engine, const Actor& actor, int limit);
std::vector<store::Table> import_tables();
// How it ended, in the transaction that ends its work.
void keep_report(store::Connection& connection, const ImportReport& report);

// Puts it into the table and starts its job. When it cannot be begun nothing of it is kept but its
// files.
void begin_import(Engine& engine, const Actor& actor, const ImportReport& report);

// Several files are kept in a folder of the import's own.
std::filesystem::path files_folder_of(const Engine& engine, const Id& import);
// Their names and where they lie. Error{not_found} when they are gone.
std::vector<GivenFile> load_files_of(const Engine& engine, const Id& import);
// Runs what the folder has; `report` has the options.
ImportReport run_kept_files(Engine& engine, const Actor& actor, const ImportReport& report,
                            Progress* progress);
// What is wrong with the files and these options is refused; a dry run is told it.
void check_files(Engine& engine, const Id& import, const TogetherOptions& options);

} // namespace comity::exchange
