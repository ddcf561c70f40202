#pragma once
// What the steps of a save share. Only save*.cpp, undo*.cpp, merge*.cpp and bulk.cpp include this.

#include "record/object/kind.h"
#include "record/save/many.h"
#include "record/save/save.h"
#include "store/database.h"

#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace comity::record {

// The statements that an object's rows are read and written with, made once for each thread.
struct Shape {
    std::vector<std::string> names; // of the columns, in the order of Record::cells
    std::vector<store::Type> types;
    std::string select;                    // SELECT t0.columns
    std::string from;                      // FROM "deals" t0
    std::string insert;                    // of the cells of the own table
    std::string past;                      // copies the row as it is to the past rows: until, id
    std::vector<std::string> past_annexes; // the same of its annexes: id
    std::vector<int> annexes;              // where each cell stands; empty when all in one table
    std::string past_names;
    std::unordered_map<std::string, std::string> side_inserts; // by field, of many-valued ones
};

// One record that this change set touches, from its first write to its last.
struct Touched {
    const Object* object = nullptr;
    std::optional<Record> before;
    Record after;
    bool is_indexed = false; // the search has it already
};

struct Transaction::State {
    State(Engine& its_engine, const Actor& its_actor, store::Connection& its_connection);

    Engine& engine;
    const Actor& actor;
    store::Connection& connection;
    std::shared_ptr<const Catalog> catalog;
    TextFormat format;
    Instant at;
    Id change_set;

    bool is_program = false;  // rights are not asked
    bool is_undo = false;     // values are put back as they were: no rules, no behaviours
    bool sees_merged = false; // records that were merged into others are there too
    int depth = 0;            // of behaviours that follow each other

    std::vector<store::Statement> waiting; // writes that go to the database with the next read

    // The log so far. `touched` is written and forgotten page by page, so that a change set of a
    // million records needs no more memory than one of a thousand.
    std::vector<Touched> touched;
    std::unordered_map<Id, std::size_t> where; // record → its place in touched
    std::unordered_set<Id> bumped;             // rows whose time had to be moved past a newer one
    std::int64_t position = 0;                 // of the next change row
    std::int64_t records = 0;
    bool has_queued = false;  // something is in the queue once this is durable
    bool has_row = false;     // an earlier part has written the change set's own row
    bool has_flushed = false; // some of what this change set touched is no more in `touched`

    // For the label: what was asked for, not what followed from it.
    const Object* first_object = nullptr;
    std::string first_title;
    std::string_view first_verb;
    std::int64_t asked = 0;
    bool is_one_object = true;
    bool is_one_verb = true;

    std::set<std::string_view> written; // the objects of what was touched
    std::unordered_set<Id> known;       // records that are known to be there for this actor
};

using SaveState = Transaction::State;

std::shared_ptr<const Shape> shape_of(const SaveState& state, const Object& object);

// log.cpp.
void log_change(SaveState& state, Draft& draft, bool is_indexed = false);
// Writes the change rows of what was touched and brings the search up to date.
void flush_log(SaveState& state);
// The change set's own row; nothing when nothing was touched.
void finish_log(SaveState& state, const ChangeSetOptions& options);
std::string make_label(const SaveState& state);
std::string verb_in_label(std::string_view verb); // `Edited ` and the like, of create, delete …
Instant next_instant();

// rows.cpp. Sends what is waiting; a unique index's refusal becomes a problem of the field.
void send_waiting(SaveState& state);
[[noreturn]] void rethrow_unique(const SaveState& state, const Error& error);
bool is_of_this_change_set(const SaveState& state, const Record& row);
// Version, time and author of a row that is about to be written.
void stamp(SaveState& state, Draft& draft);
void write_row(SaveState& state, Draft& draft);
void write_new_rows(SaveState& state, const Object& object, std::span<Draft*> drafts);
bool same_cells(std::span<const Value> a, std::span<const Value> b);
bool differs(const Record& a, const Record& b, const Field& field);

// load.cpp.
std::vector<Loaded> load_rows(SaveState& state, const Object& object, std::span<const Id> ids,
                              Verb verb, bool locks);
// The row locked, or Error{not_found}; Error{forbidden} when `verb` may not be done to it.
Record lock_row(SaveState& state, const Object& object, const Id& id, Verb verb);
Record read_row(const Object& object, const Shape& shape, const store::Row& row, int first = 0);
// `?, ?, …` for that many ids, rounded up to a few sizes so that statement texts repeat.
std::size_t padded(std::size_t count);
void append_marks(std::string& sql, std::size_t count);
void append_ids(std::vector<Value>& values, std::span<const Id> ids, std::size_t count);

// merge.cpp. Who changed these fields last, from the versions after the one that was seen.
struct Theirs {
    const Field* field;
    Value by = Null{};
    Value at = Null{};
};
void find_authors(SaveState& state, const Record& seen, const Record& current,
                  std::vector<Theirs>& conflicts);
// The row as the caller saw it, when somebody has changed it since.
std::optional<Record> load_seen_row(SaveState& state, const Record& current, std::int64_t version);
void merge_fields(SaveState& state, const Record& seen, Draft& draft, const Changes& fields);

// fields.cpp.
void check_field_rights(const SaveState& state, const Object& object, const Changes& fields,
                        std::vector<Problem>& problems);
void read_fields(const SaveState& state, const Changes& fields, Draft& draft);
void begin_record(SaveState& state, Draft& draft);
void fill_defaults(const SaveState& state, Draft& draft);
[[noreturn]] void throw_problems(std::vector<Problem> problems);

// rules.cpp.
void check_reach(const SaveState& state, Draft& draft);
void check_required(Draft& draft);
// What is private is somebody's.
void check_private(Draft& draft);
// Of what there is one there is one.
void check_single(SaveState& state, const Object& object, std::span<Draft> drafts);
void check_move(Draft& draft);

// laid_down.cpp. The rules of administrators (rules.h).
void check_laid_down(SaveState& state, const Object& object, std::span<Draft> drafts);

// others.cpp. What other records say: references, keys of choices, uniqueness.
void check_others(SaveState& state, const Object& object, std::span<Draft> drafts,
                  const Trust& trust);

// rings.cpp. What would stand above itself in a tree (tree.h).
void check_rings(SaveState& state, const Object& object, std::span<Draft> drafts);

// survivors.cpp. References of this draft that were refused because their records were merged
// into others lead to those now; false when there are none of that kind.
bool land_on_survivors(SaveState& state, Draft& draft);

// attempt.cpp. Runs `work`; what it throws takes back only what it did, and is thrown on.
void attempt(SaveState& state, store::FunctionRef<void()> work);

// behaviours.cpp.
void derive_fields(SaveState& state, Draft& draft);
// sealing.cpp. What was typed as a secret, unless it is wrong as it is.
void seal_secrets(SaveState& state, Draft& draft);
void follow(SaveState& state, Draft& draft);

} // namespace comity::record
