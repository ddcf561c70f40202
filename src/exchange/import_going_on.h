#pragma once
// Imports that go on after an interruption: what they have done is kept with each part that they
// write (docs/importing.md "Going on").

#include "exchange/exchange.h"
#include "exchange/import.h"

namespace comity::exchange {

struct KeptRun {
    // Of the table `import`; nil for a run from the command line, which is known by its file and
    // its options.
    Id import = {};
    bool goes_on = false; // where an interrupted run has stopped
    bool anew = false;    // also when the same file was interrupted before
};

// As run_import. Going on, it writes into the same change set, unless that was closed or is older
// than most of a day, with the same outcome as without the interruption. Error{not_found} when
// nothing of that kind was interrupted, Error{conflict} when the file, its options or the fields
// are others than they were, when what was written was taken back, or when the file was
// interrupted before and nothing is said about it.
ImportReport run_kept_import(Engine& engine, const Actor& actor, const std::string& file_path,
                             const std::string& file_name, const ImportOptions& options,
                             const std::string& errors_path, Progress* progress,
                             const KeptRun& run);

// Starts the job that goes on with an interrupted import. Error{conflict} when it was not
// interrupted, runs already or was taken back; Error{not_found} when its file is lost.
void resume_import(Engine& engine, const Actor& actor, const Id& import);

} // namespace comity::exchange
