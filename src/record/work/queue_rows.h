#pragma once
// The table `outbox`, for queue.cpp only.

#include "record/work/queue.h"
#include "store/database.h"

#include <span>

namespace comity::record {

struct QueuedJob {
    Id id;
    std::string behaviour, object;
    Id record, change_set;
    std::string payload;
    std::int64_t attempts = 0; // this one counted
};

std::vector<store::Table> outbox_tables();
bool has_due_entries(store::Connection& connection);
// Takes up to `most` for this server: each the first of its key.
std::vector<QueuedJob> take_entries(store::Connection& connection, const Id& server, int most);
void remove_entry(store::Connection& connection, const Id& entry);
// `wait_s` from now; nothing: it is set aside.
void put_off_entry(store::Connection& connection, const QueuedJob& job,
                   std::optional<std::int64_t> wait_s, const std::string& why);
QueueStanding read_standing(store::Connection& connection);
std::vector<QueueEntry> read_set_aside(store::Connection& connection, int limit,
                                       std::optional<Id> after);

} // namespace comity::record
