#pragma once
// The files that hang on another system's records: a table says what they are and on what they
// hang (Attachment.csv, ContentVersion.csv), the archive beside it has their bytes.

#include "exchange/exchange.h"
#include "exchange/import/mapping/planned.h"
#include "exchange/import_together.h"
#include "record/save/many.h"

namespace comity::exchange {

// Runs such a table. `planned`: what a dry run would have made before; null in a real run.
ImportReport run_files(Engine& engine, const Actor& importer, const LinkedFile& file,
                       const Planned* planned, ChangeSetInParts& changes, Progress* progress);
// Rows of a table that is no import of its own.
std::int64_t count_rows(const LinkedFile& file);

} // namespace comity::exchange
