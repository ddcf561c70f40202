#pragma once
// One change to many records, set-wise, as one change set.

#include "base/error.h"
#include "record/engine.h"
#include "record/mechanism.h"

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
// In one transaction, whole or not at all: for what touches a thousand records at most.
BulkOutcome run_bulk(Engine& engine, const Actor& actor, const Object& object,
                     const BulkChange& change);

// In parts and in the background (work/long_work.h), so that other writers wait no longer than a
// part; whole in the end. Returns the job's id. What the records are by the time their turn comes
// is what counts.
Id start_bulk(Engine& engine, const Actor& actor, const Object& object, const BulkChange& change);
Mechanism bulk_mechanism();

} // namespace comity::record
