#pragma once
// What is known of the last copy of the database, in a file beside it: the copy is made by a
// program of its own that only reads.

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace comity::record {

struct BackupNote {
    Instant at;
    std::string file;
    std::int64_t bytes = 0;
    bool is_well = false; // it was opened and checked, and nothing was wrong
};

// Best effort: a copy is none the worse when it cannot be noted.
void note_backup(const std::string& data_folder, const BackupNote& note);
std::optional<BackupNote> find_backup_note(const std::string& data_folder);

} // namespace comity::record
