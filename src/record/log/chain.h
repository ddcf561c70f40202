#pragma once
// The log cannot be altered unnoticed: its change sets are sealed in the order of their numbers,
// each seal a SHA-256 digest over the one before and over all that the change sets since say. Who
// changes, removes or slips in an entry below a seal would have to write every later seal anew, and
// a seal that was noted down elsewhere would tell it.
//
// Tables: log_seal(seq, digest, at), and open_change_set(id, at) of those that are still written.

#include "record/check_report.h"
#include "record/engine.h"
#include "record/mechanism.h"

#include <optional>
#include <string>

namespace comity::record {

Mechanism seals_mechanism();

struct LogSeal {
    std::int64_t seq = 0; // of the last change set that it covers
    std::string digest;   // 64 hexadecimal digits
    Instant at;
};
std::optional<LogSeal> find_last_seal(store::Connection& connection);
std::optional<LogSeal> find_last_seal(Engine& engine);

// Seals what was made before that moment and is not being written any more, and returns how many
// change sets that was. Safe to call on several servers at once.
std::int64_t extend_log_chain(Engine& engine, Instant until);
// Compares the log with its seals.
void check_log_chain(store::Connection& connection, CheckReport& report);

// A change set in parts is not sealed between its first part and its end; one that never ends and
// that no long work goes on with, for a day.
void open_for_parts(store::Connection& connection, const Id& change_set, Instant at);
void close_after_parts(store::Connection& connection, const Id& change_set);

} // namespace comity::record
