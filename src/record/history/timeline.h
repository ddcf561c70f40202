#pragma once
// What a timeline is merged from. Each source answers its newest entries below a place, by an
// index, so that a page costs the same however long the history is.

#include "base/words/tongue.h"
#include "record/history/titles.h"
#include "store/database.h"

#include <span>
#include <string>
#include <vector>

namespace comity::record {

// Entries are ordered by time and, within it, by id; both descend.
struct TimelinePlace {
    std::int64_t us = 0;
    Id id;
    auto operator<=>(const TimelinePlace&) const = default;
};

struct TimelineEntry {
    TimelinePlace place;
    std::string json; // the whole entry
};

struct TimelineQuery {
    const Catalog& catalog;
    const Actor& actor;
    const People& people;
    const Tongue& tongue; // the actor's
    const Object& object;
    Id record;
    std::vector<std::string> kinds; // empty: all
    std::optional<TimelinePlace> below;
    int limit = 50;
    std::optional<Instant> as_of; // what stood on it at that moment

    bool wants(std::string_view kind) const;
    // Any of the kinds of activities was named, or none at all.
    bool wants_activities() const;
};

// SQL that makes the indexes by which the newest activities of a record are found; may run again.
std::string timeline_indexes(const Catalog& catalog);

// Records of objects whose `timeline` fields point here (activities, files).
void add_activities(store::Connection& connection, const TimelineQuery& query,
                    std::vector<TimelineEntry>& entries);
// The record's own changes: `stage` when its board's field moved, else `change`. Ordered by the
// change set's id, which carries its time. Notes what their values point to.
void add_changes(store::Connection& connection, const TimelineQuery& query,
                 std::vector<TimelineEntry>& entries, TitlesOfReferences& titles);

} // namespace comity::record
