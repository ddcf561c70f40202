#pragma once
// Where an import stands, written in the transaction of each part that it writes: one that was
// interrupted (its server was killed, its database was gone) goes on from there, no row twice and
// none left out (docs/decisions/0025-imports-go-on.md).
//
// Tables: import_standing, one row for each import that is not over; import_rest, what of the rows
// dealt with is still needed: which failed and why, which wait for a link to a row that came later.

#include "base/words/tongue.h"
#include "exchange/exchange.h"
#include "exchange/import.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity::exchange {

struct ImportStanding {
    Id import;
    std::string digest;      // of the file and of what is done with it
    Id change_set;           // that its parts are written in
    std::int64_t rows = 0;   // of the file, that are dealt with
    std::int64_t linked = 0; // of the links to rows that came later
    ImportCounts counts;
};

struct ImportRest {
    enum class Sort { failed, broken_link, link } sort = Sort::failed;
    std::int64_t line = 0;
    std::string text;           // the reason, or what the link names
    Id record;                  // that gets the link
    std::int64_t column = 0;    // of the plan
    bool was_unchanged = false; // until then
};

std::vector<store::Table> import_journal_tables();

class ImportJournal {
public:
    ImportJournal(Engine& engine, const Id& import) : m_engine(engine), m_import(import) {}

    // Where the import stands; nothing when it has not written anything, or is over.
    std::optional<ImportStanding> find() const;
    // In the transaction that writes the part: `rest` is what the part adds. Safe to run again from
    // its start.
    void keep(store::Connection& connection, const ImportStanding& standing,
              std::span<const ImportRest> rest) const;
    // Everything kept of that sort, in the order of the file.
    void each(ImportRest::Sort sort, const std::function<void(const ImportRest&)>& hear) const;
    // It is over.
    void forget() const;

    const Id& import() const { return m_import; }

private:
    Engine& m_engine;
    Id m_import;
};

// What an interrupted import is told as, in the reader's language: how far it came, whether it can
// go on and, if not, why.
void tell_interruption(store::Connection& connection, const std::string& file_path,
                       ImportReport& report, const Tongue& tongue);

// The same of several files in one change set, which can only be taken back.
void tell_several_interrupted(ImportReport& report, const Tongue& tongue);

// The import of these bytes with these options that was interrupted and not taken back since.
std::optional<ImportStanding> find_interrupted(Engine& engine, const std::string& digest);

} // namespace comity::exchange
