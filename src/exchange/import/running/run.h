#pragma once
// Running one file whose plan is made, alone or as one of several.

#include "exchange/exchange.h"
#include "exchange/import/mapping/plan.h"
#include "exchange/import/running/marks.h"
#include "record/save/many.h"

namespace comity::exchange {

// Who an import is written by: the actor, through an import.
Actor importer_of(const Actor& actor);

struct PlannedFile {
    const ImportPlan& plan;
    std::string path, name, errors_path;
    bool is_whole = true;         // nothing else goes into the change set, so the run ends it
    ImportMarks* marks = nullptr; // what is kept of it, so that it can go on
};

// As run_import says it.
ImportReport run_planned(Engine& engine, const Actor& importer, const PlannedFile& file,
                         ChangeSetInParts& changes, Progress* progress);

} // namespace comity::exchange
