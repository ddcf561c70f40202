#pragma once
// Undo of any size in the background (work/long_work.h). Everything that stands in the way is found
// before the first part is written; what somebody changes after that stays as he left it.

#include "record/engine.h"
#include "record/mechanism.h"

#include <string>
#include <vector>

namespace comity::record {

struct UndoRequest {
    Id change_set;
    std::vector<std::string> force_fields = {};
    std::vector<std::string> keep_fields = {};
};

// Returns the job's id at once. The job ends with the change set of the undo, or with what
// undo_change_set throws (its conflicts are the job's `problem`). Error{not_found}, {conflict} at
// once for what is not there or was undone already.
Id start_undo(Engine& engine, const Actor& actor, const UndoRequest& request);

// The long work of a large one.
Mechanism undo_mechanism();

} // namespace comity::record
