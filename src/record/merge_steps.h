#pragma once
// The steps of a merge. Only merge*.cpp and undo*.cpp include this.

#include "record/merge.h"
#include "record/save_state.h"

namespace comity::record {

// merge_fields.cpp. A field without any value, also in the further columns of an address.
bool is_empty(const Record& record, const Field& field);
// What the survivor shall be; what of the wish cannot be is added to `problems`.
struct MergeWish {
    const Record& survivor;
    const Record& other;
    const std::map<std::string, MergeSide>& choose;
};
Record combined(const SaveState& state, const MergeWish& wish, std::vector<Problem>& problems);
// Whose value of the field `result` has: this, other, both, same or none.
std::string_view side_taken(const MergeWish& wish, const Record& result, const Field& field);

// merge_children.cpp. Everything that refers to `from` refers to `to` afterwards, but for those two
// themselves. As the program: also what the actor may not see.
void move_children(Transaction& transaction, const Object& object, const Id& from, const Id& to);
std::vector<MergeMove> count_children(SaveState& state, const Object& object, const Id& of);

// merge.cpp. Both of a merge as they are, survivor first, for reading alone or locked to be
// written; whatever stands in the way of merging them is thrown.
struct MergePair {
    Record survivor;
    Record other;
};
MergePair load_pair(SaveState& state, const Object& object, const Id& survivor, const Id& other,
                    bool locks);

} // namespace comity::record
