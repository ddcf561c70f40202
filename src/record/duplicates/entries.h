#pragma once
// The matcher's own tables: of each matched record its profile, and a row for each of its blocking
// keys, so that the few that a question is about are looked up and not held in memory. They are
// derived from the records and follow them by some moments (follow.h); nobody's rights are asked
// here.

#include "match/blocks.h"
#include "match/commonness.h"
#include "record/duplicates/kept_commonness.h"
#include "store/database.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity::record {

// match_object(object, code, records, changed, generation, scanned_at), match_common(object, piece,
// text), match_entry(n, code, record, profile), match_key(key, entry), match_state(name, value),
// duplicate_pair(object, a, b, bits, found_at).
std::vector<store::Table> match_tables();

// What is known of one object's entries.
struct MatchIndex {
    std::string object;
    std::int64_t code = 0;
    std::int64_t records = 0;
    std::int64_t changed = 0;                        // since all were compared
    Id generation;                                   // of what is counted; nil before that
    std::shared_ptr<const match::Commonness> common; // null unless it was asked for

    // Keys of different objects are different.
    std::int64_t key(match::Key key) const { return code << 32 | key; }
};
std::optional<MatchIndex> find_index(store::Connection& connection, const std::string& object);
// With what is common in it, for who weighs.
std::optional<MatchIndex> find_index(store::Connection& connection, const std::string& object,
                                     KeptCommonness& kept);

struct Entry {
    std::int64_t n = 0;
    Id record;
    match::Profile profile;
};
std::vector<Entry> load_entries(store::Connection& connection, std::span<const std::int64_t> ns);
// The next entries by number.
std::vector<Entry> entries_after(store::Connection& connection, const MatchIndex& index,
                                 std::int64_t after, int limit);
// Which entries share a key with the subject: none of keys that too many have.
std::vector<std::int64_t> entries_sharing(store::Connection& connection, const MatchIndex& index,
                                          const match::Subject& subject);

// --- Writing: in the transaction of whoever holds the turn. ---

// One writer of all servers at a time, until the transaction ends. False: another has it.
enum class IfTaken { give_up, wait };
bool take_turn(store::Connection& connection, IfTaken if_taken = IfTaken::give_up);
// Whose profile is empty is to be found no more.
struct Fresh {
    Id record;
    std::string profile;
};
// Leaves those that are kept otherwise, so that nothing is written for what changes nothing here.
void keep_differing(store::Connection& connection, std::vector<Fresh>& fresh);
enum class Keys { now, later };
// Brings the entries of these records up to date, and answers which have changed. `later`: keys are
// left to insert_keys() below, which is cheaper for many.
std::vector<Id> write_entries(store::Connection& connection, const std::string& object,
                              std::span<const Fresh> fresh, Keys keys);
// Pairs of an object's key and an entry, sorted; those that are there already are left.
void insert_keys(store::Connection& connection,
                 std::span<const std::pair<std::int64_t, std::int64_t>> keys);
void keep_commonness(store::Connection& connection, const std::string& object,
                     const match::Commonness& common);

// The name of the state that says from which entry on an object's keys are missing; 0: none are.
std::string unkeyed_state(const std::string& object);
std::int64_t read_state(store::Connection& connection, const std::string& name);
void keep_state(store::Connection& connection, const std::string& name, std::int64_t value);

} // namespace comity::record
