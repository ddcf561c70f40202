#pragma once
// Writing: every change to every record goes through a Transaction, which is one change set, one
// database transaction, and one list of steps (save.cpp).

#include "base/words/sentence.h"
#include "record/access/access.h"
#include "record/engine.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace comity::record {

// Fields by name with new values, as the API has them.
using Changes = Json;

struct Saved {
    Id id;
    std::int64_t version = 0;
    bool changed = true; // false when nothing differed: no new version, nothing in the log
};

// A write under way. Lives inside write_change_set() only, on one thread.
class Transaction {
public:
    Engine& engine();
    const Catalog& catalog() const;
    const Actor& actor() const;
    store::Connection& connection();
    Instant at() const; // the one time that everything in this change set carries
    const Id& change_set() const;

    // The verbs. All problems of a record are found before it throws. Rights of the actor are
    // checked unless `as_program()` holds.
    Saved create(const Object& object, const Changes& fields);
    // `seen_version`: what the caller saw; other people's edits of other fields merge, of the same
    // field throw Error{conflict} with `conflicts` (docs/wire.md). Nothing means last writer wins.
    Saved update(const Object& object, const Id& id, const Changes& fields,
                 std::optional<std::int64_t> seen_version = {});
    // To the bin. `seen_version`: Error{conflict} when it is another one by now.
    Saved remove(const Object& object, const Id& id, std::optional<std::int64_t> seen_version = {});
    Saved restore(const Object& object, const Id& id); // out of the bin

    // Locks and reads, for what will be written from what is read; Error{not_found} also for what
    // the actor may not see and for what is in the bin.
    Record load(const Object& object, const Id& id);
    // Reads without locking.
    std::optional<Record> find(const Object& object, const Id& id);
    // Rows that a filter finds (AIP-160 text), at most `limit`, in id order after `after`.
    std::vector<Record> find_all(const Object& object, std::string_view filter, int limit,
                                 std::optional<Id> after = {});

    // From here on nobody else writes records of this object until this has ended: what is looked
    // for and not found stays away. For what is written rarely.
    void hold_all(const Object& object);

    // What runs inside is done as the program: rights are not asked, read-only fields may be
    // written.
    void as_program(const std::function<void()>& work);
    // Puts work into the queue (work/queue.h); it exists only if this transaction commits. What has
    // one `key` is done one after another; without one what the behaviour does for the record.
    void later(std::string behaviour, const Object& object, const Id& record, Json payload = {},
               Instant not_before = {}, std::string key = {});

    // Internals that the steps in save*.cpp share.
    struct State;
    explicit Transaction(State& state) : m_state(state) {}
    State& state() { return m_state; }

private:
    State& m_state;
};

struct ChangeSetOptions {
    Sentence label;                // for people; made from what was done when empty
    std::optional<Id> undoes = {}; // the change set that this takes back
    std::string kind = {};         // "merge", "unmerge", or nothing out of the ordinary
};

// Runs `work` as one change set and returns its id once it is durable; nil when nothing changed.
// Whatever `work` throws leaves nothing behind.
Id write_change_set(Engine& engine, const Actor& actor, const ChangeSetOptions& options,
                    const std::function<void(Transaction&)>& work);

// Undo as a new change set, whole or not at all. Error{conflict} with `conflicts` when a field has
// changed since and stands neither among `force_fields`, which are put back all the same, nor among
// `keep_fields`, which stay as they are now; Error{conflict} when it was undone already. Both name
// `deal.<id>.amount`, `deal.<id>`, `deal.amount`, `amount` or `*`; the nearest name decides. For
// what is too long to keep other writers waiting: undo/job.h.
Id undo_change_set(Engine& engine, const Actor& actor, const Id& change_set,
                   const std::vector<std::string>& force_fields = {},
                   const std::vector<std::string>& keep_fields = {});

} // namespace comity::record
