#pragma once
// The steps of a merge. Only merge*.cpp and undo*.cpp include this.

#include "record/merge/merge.h"
#include "record/save/state.h"
#include "store/database.h"

namespace comity::record {

// fields.cpp. A field without any value, also in the further columns of an address.
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

// children.cpp. Everything that refers to `from` refers to `to` afterwards, but for those two
// themselves. As the program: also what the actor may not see.
void move_children(Transaction& transaction, const Object& object, const Id& from, const Id& to);
// The same in parts.
enum class ChildPass {
    whole, // a child that may not move refuses all
    look,  // the same, but nothing is written
    write  // looked at before: what may not move now is passed over
};
struct ChildPlace {
    std::size_t referrer = 0; // of the catalog's, beyond the last one at the end
    Id after;
};
// From that place until `is_over`, which is asked after each page. Returns how many pages that
// took, also of none; 0 only at the end.
std::size_t move_children(Transaction& transaction, const Object& object, const Id& from,
                          const Id& to, ChildPass pass, ChildPlace& place,
                          store::FunctionRef<bool()> is_over);
std::vector<MergeMove> count_children(SaveState& state, const Object& object, const Id& of);

// merge.cpp. Both of a merge as they are, survivor first, for reading alone or locked to be
// written; whatever stands in the way of merging them is thrown.
struct MergePair {
    Record survivor;
    Record other;
};
MergePair load_pair(SaveState& state, const Object& object, const Id& survivor, const Id& other,
                    bool locks);
// What was changed after the versions that the caller saw is thrown, field by field.
void check_seen(SaveState& state, const MergePair& pair, const MergeRequest& request);
// The other goes to the bin for good and the survivor is written; the children stay where they are.
void merge_pair(Transaction& transaction, const MergeRequest& request, MergePair pair);
// The same, but nothing is written.
void look_at_pair(Transaction& transaction, const MergeRequest& request, MergePair pair);
// Without names: who may see the one need not be one who may see the other.
Sentence merge_label(const Object& object);

} // namespace comity::record
