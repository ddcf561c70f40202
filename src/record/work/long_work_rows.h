#pragma once
// The table `job`, for long_work*.cpp only.

#include "record/work/long_work.h"

namespace comity::record {

struct LongRun::Row {
    Id id;
    LongRequest request;
    Id actor;
    std::string actor_name;
    Origin origin = Origin::api;
    std::string language, zone;
    std::string place;
    std::string state;
    std::int64_t done = 0, total = 0;
    Id change_set; // that it writes, or has written; nil: it made none
    std::string error, problem;
    Instant at;
    std::optional<Instant> seen_at, not_before;
    std::int64_t attempts = 0;
    bool is_begun = false;
    bool was_taken = false; // by a server before
};

// What became of a run.
struct LongEnd {
    std::string_view state; // done, failed, waiting
    Id change_set = {};
    std::string error = {};
    std::string problem = {}; // JSON: what an Error has to say beside its message
    std::int64_t wait_s = 0;  // waiting: until it is tried again
    bool is_failure = false;  // that counts
};

std::vector<store::Table> job_tables();
void insert_work(store::Connection& connection, const LongRun::Row& row);
std::optional<LongRun::Row> find_work(store::Connection& connection, const Id& id);
std::optional<Id> find_open_work(store::Connection& connection, const std::string& kind,
                                 const Id& about);
// Takes the next one that waits and is due, or was left behind.
std::optional<LongRun::Row> take_work(store::Connection& connection, const Id& server);
bool has_work(store::Connection& connection, const Id& server);
void keep_progress(store::Connection& connection, const Id& id, const Id& server, std::int64_t done,
                   std::int64_t total);
void begin_work(store::Connection& connection, const Id& id);
void name_change_set(store::Connection& connection, const Id& id, const Id& change_set);
// False when another server has taken it.
bool hold_work(store::Connection& connection, const Id& id, const Id& server,
               const std::optional<std::string>& place);
// False when another server has taken it.
bool end_work(store::Connection& connection, const Id& id, const Id& server, const LongEnd& end,
              std::int64_t done, std::int64_t total);
bool retry_work(store::Connection& connection, const Id& id);
std::vector<LongWorkStanding> read_standings(store::Connection& connection, int limit);
// What ended before that moment and nobody will ask for. Returns how many, at most 1,000.
std::int64_t remove_old_work(store::Connection& connection, Instant before);

} // namespace comity::record
