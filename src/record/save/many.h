#pragma once
// Many records at once, through the same steps as one (save.cpp), set-wise: a page of some hundred
// drafts costs a few queries, not a few each. Imports, bulk edits and undo write through this.

#include "base/error.h"
#include "record/save/save.h"

#include <span>
#include <vector>

namespace comity::record {

// One record on its way to disk.
struct Draft {
    std::optional<Record> before;  // the row as it is, locked; nothing: the record is new
    Record after;                  // the row as it shall be
    std::vector<Problem> problems; // a draft with problems is never written
    bool is_changed = true;        // set by prepare_drafts: does `after` say anything new?
    bool is_first = true;          // set by stamp: does its change set write it for the first time?

    bool is_good() const { return problems.empty(); }
};

Draft make_draft(const Object& object); // of a new record
Draft make_draft(Record before);        // of an existing one: `after` begins as a copy

// What the caller has seen to already, so that it is not asked again.
struct Trust {
    bool references = false; // every reference is to a record that exists and may be seen
    bool choices = false;    // every choice of `choices_from` is one of the scope's keys
    bool unique = false;     // no unique value is taken, also not within the drafts
};

// From "may this actor change these fields" to "uniqueness": gives new records their id, system
// columns and defaults, runs the behaviours' before_write, then checks rules, legal moves,
// references and uniqueness (also among the drafts), adding to each draft's problems. Writes
// nothing, so a dry run is this and no more. Draft `after` cells are parsed already
// (FieldKind::parse or parse_text). Any number of drafts; some hundred at a time are best.
void prepare_drafts(Transaction& transaction, const Object& object, std::span<Draft> drafts,
                    const Trust& trust = {});

// Writes the drafts that are good and changed: rows, past rows, side tables, search, log; then runs
// the behaviours' `then` and queues their `later`. Returns how many were written. Afterwards
// draft.after has its new version. A `then` that throws ends it, and the transaction with it.
std::int64_t write_drafts(Transaction& transaction, const Object& object, std::span<Draft> drafts);

// Locks and reads these records, also those in the bin; what does not exist or may not be read is
// missing from the result. `may_write` tells for each whether the actor's reach for `verb` has it.
struct Loaded {
    Record record;
    bool may_write = false;
};
std::vector<Loaded> load_many(Transaction& transaction, const Object& object,
                              std::span<const Id> ids, Verb verb = Verb::update);

// One change set over several database transactions, for what is too long to keep other writers
// waiting: an import of a million rows. Each run() is durable when it returns; listeners are told
// once, by finish(). What an interrupted one has written so far is in the log under its change set
// and undone as a whole.
class ChangeSetInParts {
public:
    ChangeSetInParts(Engine& engine, const Actor& actor, ChangeSetOptions options);
    // One whose id was given out before; goes on where an interrupted one has ended.
    ChangeSetInParts(Engine& engine, const Actor& actor, ChangeSetOptions options, const Id& begun);
    // Called in each part's transaction when all of it is written; what it throws takes the part
    // back.
    void in_each_part(std::function<void(store::Connection&)> hook) { m_hook = std::move(hook); }
    // May be tried again by the database: `work` must be safe to run twice from its start.
    void run(const std::function<void(Transaction&)>& work);
    // The change set's id; nil when nothing was written.
    Id finish();
    const Id& change_set() const { return m_id; }
    std::int64_t records() const { return m_records; }

private:
    Engine& m_engine;
    Actor m_actor;
    ChangeSetOptions m_options;
    Id m_id;
    Instant m_at;
    std::int64_t m_records = 0;
    std::int64_t m_position = 0;
    std::set<std::string> m_written; // objects of the records so far
    std::function<void(store::Connection&)> m_hook;
};

} // namespace comity::record
