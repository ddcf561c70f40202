#pragma once
// Where in time something changed: what a slider through the past is marked with and steps along.
//
// Of a record it is read from the log, of all records of an object from the moments that its tables
// know (made, changed, binned). Each question looks at a bounded number of rows, so that counts of
// busy days are "at least".

#include "record/engine.h"

#include <optional>
#include <string>

namespace comity::record {

struct ChangesAbout {
    const Object& object;
    std::optional<Id> record; // else all records of the object that the actor may see
};

// Appends `{"first":…,"zone":…,"days":[{"day":"2026-03-01","count":3}…]}`, oldest first, days in
// the actor's zone, of the last ten years. `first` is when the first record of the firm was made.
void list_change_days(Engine& engine, const Actor& actor, const ChangesAbout& about,
                      std::string& out);

// Appends `{"last":…,"previous":…,"next":…}`: the nearest moments before and after `at` at which
// something changed, and of a record the change that made it what it was then.
void find_change_steps(Engine& engine, const Actor& actor, const ChangesAbout& about, Instant at,
                       std::string& out);

} // namespace comity::record
