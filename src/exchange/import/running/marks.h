#pragma once
// What a run of an import keeps of itself, part by part, in its journal; and how it takes up what
// an interrupted one has kept.

#include "base/error.h"
#include "exchange/exchange.h"
#include "exchange/import/rows/page.h"
#include "exchange/import/running/journal.h"
#include "record/save/save.h"

namespace comity::exchange {

// A link to a row that came later, made when all rows are in.
struct PendingLink {
    Id record;
    const ImportColumn* column;
    std::string text;
    std::int64_t line;
    bool was_unchanged;
};

// What became of a link, and what that makes of the counts.
struct LinkOutcome {
    std::string failure; // why it was not made
    bool is_changed = false;
};
void count_link(ImportCounts& counts, const PendingLink& link, const LinkOutcome& outcome);

class ImportMarks {
public:
    // Without a journal nothing is kept. `begun` is where an interrupted run stopped.
    ImportMarks(const ImportJournal* journal, const ImportPlan& plan, ImportStanding begun)
        : m_journal(journal), m_plan(plan), m_standing(std::move(begun))
    {
    }

    const ImportStanding& standing() const { return m_standing; }
    bool is_kept() const { return m_journal != nullptr; }
    // Whether what this error ended can be gone on with: the database was away, nothing is wrong
    // with the import itself.
    bool may_go_on(const Error& error) const
    {
        return m_journal && error.cause() == Cause::unavailable;
    }
    std::string state_when_stopped() const { return m_journal ? "interrupted" : "failed"; }
    // Why rows failed that are dealt with already, by line; and the links that still wait.
    std::vector<ImportRest> failures(ImportRest::Sort sort) const;
    std::vector<PendingLink> links_to_make() const;

    // In the transaction that writes the page or the links; safe to run again from its start.
    void keep_page(Transaction& transaction, const RowBatch& batch, std::size_t begin, Page& page,
                   const Links& links);
    void keep_links(Transaction& transaction, std::span<const PendingLink> links,
                    std::span<const LinkOutcome> outcomes);
    // What was kept last is durable.
    void settle();
    // A row that failed on its own, with no transaction to keep it in: the next one does.
    void note_failure(std::int64_t line, std::string reason);
    // The import has come to its end.
    void forget() const;

private:
    const ImportJournal* m_journal;
    const ImportPlan& m_plan;
    ImportStanding m_standing; // durable
    ImportStanding m_next;     // in the transaction
    std::vector<ImportRest> m_noted;

    void keep(Transaction& transaction, const std::vector<ImportRest>& rest);
};

// The same for the same bytes and the same things done with them.
std::string digest_of(const ImportPlan& plan, const std::string& path);

} // namespace comity::exchange
