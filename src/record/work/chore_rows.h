#pragma once
// The table `chore`: who of several servers runs a chore, and what became of its last run.

#include "record/work/chores.h"
#include "store/database.h"

#include <unordered_map>

namespace comity::record {

// What is kept of a chore between runs.
struct ChoreRow {
    std::optional<Instant> ran_at;
    std::int64_t took_us = 0;
    std::int64_t failures = 0;
    std::string error;
    std::optional<Instant> failed_at;
};

std::vector<store::Table> chore_tables();
// By name.
std::unordered_map<std::string, ChoreRow> read_chores(store::Connection& connection);
// Takes it for this server for `lease_us`, unless another has it or began it less than `gap_us`
// ago.
bool take_chore(store::Connection& connection, const std::string& name, const Id& server,
                std::int64_t lease_us, std::int64_t gap_us);
// Gives it back.
void keep_chore(store::Connection& connection, const std::string& name, const ChoreRow& row);

} // namespace comity::record
