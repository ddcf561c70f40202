#pragma once
// Merging: two records of one object become one. The survivor takes from the other what it has not;
// whatever refers to the other, of any object and also in the bin, refers to the survivor
// afterwards; the other goes to the bin for good, and its id leads to the survivor (survivors.h).
// All of it is one change set, so undo is unmerge, at any time after.
//
// Who may update both and delete the other may merge. What refers to the other moves also where the
// actor may not see it.

#include "record/engine.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace comity::record {

// Whose value a field takes; both: of a field with many values.
enum class MergeSide { this_, other, both };
std::optional<MergeSide> find_merge_side(std::string_view word); // this, other, both

struct MergeRequest {
    Id survivor;
    Id other;
    std::map<std::string, MergeSide> choose = {}; // by field; without a choice nothing is lost
    // The versions that the caller saw.
    std::optional<std::int64_t> version = {};
    std::optional<std::int64_t> other_version = {};
};

// What of one field of one object refers to a record, as far as the actor may see it.
struct MergeMove {
    std::string object;
    std::string field;
    std::int64_t count = 0; // not in the bin
    std::int64_t in_bin = 0;
};

struct MergeOutcome {
    Id change_set;
    std::vector<MergeMove> moved;
};

// Error{not_found} for what the actor may not see, {forbidden}, {conflict} with `conflicts` when
// one of them was changed after the version that the caller saw or is in the bin or merged already,
// {invalid} for what cannot be one record: with every problem, and nothing was changed.
MergeOutcome merge_records(Engine& engine, const Actor& actor, const Object& object,
                           const MergeRequest& request);

// Appends both records' values field by field, what would be taken and what would move
// (docs/wire.md). The same errors, but nothing is written.
void preview_merge(Engine& engine, const Actor& actor, const Object& object, const Id& survivor,
                   const Id& other, std::string& out);

// Appends {"merged":[…]}: what has become a part of this record, newest first, at most 100, each
// with the change set that did it.
void list_merged(Engine& engine, const Actor& actor, const Object& object, const Id& record,
                 std::string& out);

} // namespace comity::record
