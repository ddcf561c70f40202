#pragma once
// Undo of any size in the background: a change set in parts, so that other writers wait no longer
// than a part. Everything that stands in the way is found before the first part is written; what
// somebody changes after that stays as he left it. One that a crash has interrupted goes on when a
// server starts.

#include "record/jobs.h"

#include <string>
#include <thread>
#include <vector>

namespace comity::record {

// The table of undos under way.
std::vector<store::Table> undo_tables();

struct UndoRequest {
    Id change_set;
    std::vector<std::string> force_fields = {};
    std::vector<std::string> keep_fields = {};
};

// Returns the job's id at once. The job ends with the change set of the undo, or with what
// undo_change_set throws (its conflicts are the job's `problem`). Error{not_found}, {conflict} at
// once for what is not there or was undone already.
Id start_undo(Engine& engine, const Actor& actor, const UndoRequest& request);

// Goes on with what was interrupted, of this server before it was started and of others that are
// no more heard of: looks at once and then every few seconds, on a thread of its own.
class UndoWatch {
public:
    explicit UndoWatch(Engine& engine);
    ~UndoWatch();
    // For tests: looks once. Returns how many undos go on.
    static int resume_interrupted(Engine& engine);

private:
    std::jthread m_thread;
};

} // namespace comity::record
