#pragma once
// One change to many records, set-wise, as one change set.

#include "base/error.h"
#include "record/jobs.h"

#include <string>
#include <vector>

namespace comity::record {

struct BulkChange {
    std::string filter; // or
    std::vector<Id> ids;
    Json set;           // fields to write, or
    std::string action; // delete, restore, or an action that may run on a list
    Json input;
};

struct BulkOutcome {
    Id change_set;
    std::int64_t matched = 0;
    std::int64_t changed = 0;
    struct Failure {
        Id id;
        std::vector<Problem> problems;
    };
    std::vector<Failure> failed; // the first 100; these records were left as they were
};

// How many records it would touch (counted up to `limit` + 1).
std::int64_t count_matches(Engine& engine, const Actor& actor, const Object& object,
                           const BulkChange& change, std::int64_t limit);
BulkOutcome run_bulk(Engine& engine, const Actor& actor, const Object& object,
                     const BulkChange& change, JobProgress* progress);

} // namespace comity::record
