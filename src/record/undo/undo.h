#pragma once
// Taking a change set back. Only undo*.cpp include this.
//
// What a record was before and after a change set is read from its past rows, cell by cell, so that
// nothing is lost on the way through text; the log says which records and which versions.

#include "record/merge/steps.h"
#include "record/save/state.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace comity::record {

// A version that the change set gave a record.
struct UndoStep {
    std::int64_t version = 0;
    std::optional<Record> before; // nothing: the change set made it
    Record after;                 // as the change set left it
};

// One record on its way back. There are several steps where somebody else changed it while the
// change set was written in parts: the newest first.
struct UndoRecord {
    Id id;
    Record current;
    std::vector<UndoStep> steps;
};

// What is to become of a field that somebody has changed since.
enum class UndoDecision { ask, force, keep };

// Decisions by name, the nearest first: `deal.<id>.amount`, `deal.<id>`, `deal.amount`, `amount`,
// `*`. `otherwise` is for what has none.
class UndoChoices {
public:
    UndoChoices(const std::vector<std::string>& force, const std::vector<std::string>& keep,
                UndoDecision otherwise = UndoDecision::ask)
        : m_force(force.begin(), force.end()), m_keep(keep.begin(), keep.end()),
          m_otherwise(otherwise)
    {
    }
    UndoDecision of(const Object& object, const Id& record, const std::string& field) const;
    bool has_any() const { return !m_force.empty() || !m_keep.empty(); }

private:
    std::set<std::string> m_force;
    std::set<std::string> m_keep;
    UndoDecision m_otherwise;
};

// conflicts.cpp. The fields that somebody has changed since: all counted, the first hundred
// kept to be shown.
class UndoConflicts {
public:
    void add(const Record& current, const UndoStep& step, const Field& field);
    bool is_empty() const { return m_count == 0; }
    std::int64_t count() const { return m_count; }
    // Error{conflict} with `conflicts`, their `count` and how many are of which field.
    [[noreturn]] void raise(SaveState& state) const;

private:
    struct Shown {
        Record current;
        UndoStep step;
        const Field* field;
    };
    std::vector<Shown> m_shown;
    std::map<std::pair<std::string, std::string>, std::int64_t> m_by_field; // object, field
    std::int64_t m_count = 0;
};

// fields.cpp. The record as it shall be. Adds what stands in the way to `conflicts`.
Record taken_back(const UndoRecord& record, const UndoChoices& choices, Instant at,
                  UndoConflicts& conflicts);

// merge.cpp. The two records of a merge that is taken back, or of an unmerge.
struct UndoneMerge {
    std::string object;
    Id survivor;
    Id other;
    bool is_again = false; // they become one again
};
std::optional<UndoneMerge> find_undone_merge(SaveState& state, const Id& change_set,
                                             const std::string& kind);
// What was changed only because a merge moved it counts as left alone, and what is put back leads
// to survivors, but for the record that this undo itself brings back.
void follow_merges(SaveState& state, const Object& object, std::vector<UndoRecord>& records);
void land_on_survivors(SaveState& state, const Object& object, std::span<Draft> drafts,
                       const std::optional<UndoneMerge>& merge);

// undo.cpp. One change set on its way back, page by page, the last changes first: what followed is
// taken back before what it followed from.
class Undo {
public:
    enum class Pass {
        whole, // check and write in one transaction
        look,  // find every conflict, write nothing
        write  // looked at before: what changed in between stays as it is now
    };
    Undo(Transaction& transaction, const Id& change_set, const UndoChoices& choices,
         UndoConflicts& conflicts, Pass pass)
        : m_transaction(transaction), m_state(transaction.state()), m_change_set(change_set),
          m_choices(choices), m_conflicts(conflicts), m_pass(pass)
    {
        m_state.is_undo = m_state.sees_merged = true;
    }

    // May this be taken back at all? When it is written, locks the change set, so that nobody else
    // takes it back at the same time. `own_undo`: an unfinished one that goes on.
    void check(std::optional<Id> own_undo = {});
    // Takes back one page of the changes before that position; returns how many changes it had, 0
    // at the end.
    std::int64_t run_page(std::int64_t& before, std::size_t size = 500);
    // Call after the last page.
    void finish();

private:
    struct ChangeRow {
        std::int64_t position = 0;
        std::string object;
        Id record;
        std::int64_t version = 0;
    };
    std::vector<ChangeRow> load_page(std::int64_t before, std::size_t size);
    void take_back(const Object& object, const std::vector<ChangeRow>& rows);
    std::vector<UndoRecord> load_records(const Object& object, const std::vector<ChangeRow>& rows);
    using Versions = std::map<std::pair<Id, std::int64_t>, Record>;
    void load_past(const Object& object, const std::vector<ChangeRow>& rows,
                   std::int64_t versions_back, Versions& past);
    void load_version(const Object& object, const Id& id, std::int64_t version, Versions& past);
    std::map<Id, std::vector<std::int64_t>> load_own_versions(std::span<const Id> ids);
    UndoStep make_step(const Object& object, const Record& current, std::int64_t version,
                       Versions& past);
    std::vector<Draft> make_drafts(const Object& object, const std::vector<UndoRecord>& records,
                                   std::set<Id>& in_conflict);
    bool is_free(const UndoRecord& record) const;
    void check_rights(const Object& object, const std::vector<UndoRecord>& records,
                      const std::vector<Draft>& drafts, const std::set<Id>& in_conflict);
    void check_field_rights(const Object& object, const Draft& draft) const;
    void check_survivor() const;

    Transaction& m_transaction;
    SaveState& m_state;
    Id m_change_set;
    const UndoChoices& m_choices;
    UndoConflicts& m_conflicts;
    Pass m_pass;
    bool m_is_own = false;
    std::optional<UndoneMerge> m_merge;
};

// What the undo of a change set is called, and of which kind it is.
ChangeSetOptions undo_options(Engine& engine, const Id& change_set);

} // namespace comity::record
