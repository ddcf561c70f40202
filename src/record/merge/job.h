#pragma once
// A merge of records with many children in the background (work/long_work.h). What stands in its
// way is found before anything is written. The two become one in the first part, so that from then
// on the old id leads to the survivor; then what referred to the other moves, part by part.

#include "record/mechanism.h"
#include "record/merge/merge.h"

namespace comity::record {

// Returns the job's id at once; the job ends with the merge's change set, or with what
// merge_records throws. What can be told of the two alone is thrown at once.
Id start_merge(Engine& engine, const Actor& actor, const Object& object,
               const MergeRequest& request);

// The long work of a large one.
Mechanism merge_mechanism();

} // namespace comity::record
