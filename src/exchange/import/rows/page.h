#pragma once
// Some rows of a batch inside one transaction: links resolved, records found, drafts made, prepared
// and, unless it is a dry run, written.

#include "exchange/exchange.h"
#include "exchange/import/rows/batch.h"
#include "exchange/import/rows/duplicate_rows.h"
#include "exchange/import/rows/links.h"
#include "exchange/import/rows/matcher.h"
#include "exchange/import/rows/scoped_choices.h"

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

namespace comity::exchange {

// What all pages of one import share.
struct ImportState {
    ImportState(Engine& engine, const Catalog& catalog, const Actor& actor, const ImportPlan& plan);

    const Catalog& catalog;
    const Actor& actor;
    const ImportPlan& plan;
    Links links;
    Matcher matcher;
    DuplicateRows duplicates;
    std::vector<std::unique_ptr<ScopedChoices>> choices; // by plan column; null for other ways
    // Keys of rows that a dry run would have written.
    std::unordered_set<std::string> planned_keys;
};

// A text that nothing is called.
struct UnknownText {
    const Field* field;
    std::string text;
};

struct RowOutcome {
    enum class Verb { create, update, unchanged, fail } verb = Verb::fail;
    std::vector<Problem> problems;
    std::vector<UnknownText> unknown;
    int draft = -1; // in Page::drafts()
    // Links to rows that come later: plan column and text.
    std::vector<std::pair<const ImportColumn*, std::string>> pending;
    std::vector<const Field*> beside; // fields that got what another field's column named
    std::vector<std::string> keys;
    std::optional<RowTwin> twin; // who it is likely to be
};
void count_row(ImportCounts& counts, const RowOutcome& outcome);

class Page {
public:
    // Rows [begin, end) of the batch.
    Page(ImportState& state, const RowBatch& batch, std::size_t begin, std::size_t end);

    // Safe to run again from its start. Ends before a row that is about the same record as an
    // earlier one of the page, so that the later row updates what the earlier one wrote.
    void run(Transaction& transaction);

    std::size_t end() const { return m_end; }              // valid after run()
    bool has_updates() const { return !m_loaded.empty(); } // of rows that others may want, too
    const RowOutcome& outcome(std::size_t row) const { return m_outcomes[row - m_begin]; }
    RowOutcome& outcome(std::size_t row) { return m_outcomes[row - m_begin]; }
    std::vector<Draft>& drafts() { return m_drafts; }

private:
    void resolve_links(Transaction& transaction);
    // Makes what rows name that are good in every other way.
    void make_targets(Transaction& transaction);
    bool has_hopeless_link(std::size_t row) const;
    void place_links();
    void place_link(std::size_t row, const ImportColumn& column, const Meanings& meanings);
    void place_beside(std::size_t row, const Meaning& meaning);
    void take_meaning(std::size_t row, const ImportColumn& column, std::string_view text,
                      const Meaning& meaning, std::string& ids);
    void find_records(Transaction& transaction);
    std::size_t first_repeated_row();
    void load_records(Transaction& transaction);
    void make_drafts();
    void choose_scoped(Transaction& transaction);
    void prepare(Transaction& transaction);
    void find_twins(Transaction& transaction);

    const ImportRow& row(std::size_t at) const { return m_batch.rows()[at]; }
    void fail(std::size_t row, std::string field, std::string_view rule, Sentence message);
    bool is_good(std::size_t row) const { return outcome(row).problems.empty(); }
    void apply(std::size_t row, Record& after, bool is_new) const;

    ImportState& m_state;
    const RowBatch& m_batch;
    std::size_t m_begin, m_last, m_end;
    std::vector<RowOutcome> m_outcomes;
    std::vector<Record> m_values;     // of each row, with its links
    std::vector<Meanings> m_meanings; // by plan column
    Matcher::Found m_found;
    std::unordered_map<Id, Loaded> m_loaded;
    std::vector<std::optional<Id>> m_matches; // of each row
    std::vector<Draft> m_drafts;
    std::vector<std::size_t> m_rows; // of each draft
};

} // namespace comity::exchange
