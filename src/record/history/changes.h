#pragma once
// Reading the change log: what happened, who did it, through what. Permission-filtered like
// everything.
//
// Tables (store/table.h terms): change_set(id, seq counter…) and change(change_set, position,
// object, record, verb, title, fields JSON text). They are append-only: no code updates or deletes
// a row.

#include "record/engine.h"
#include "record/mechanism.h"

#include <optional>
#include <string>

namespace comity::record {

struct ChangeQuery {
    std::optional<Id> record = {};
    std::optional<Id> actor = {};
    std::string object = {};
    std::string origin = {};
    std::string text = {};             // words of the label as the actor reads it
    std::optional<Instant> from = {};  // not before
    std::optional<Instant> until = {}; // before, not at
    std::string after = {};            // cursor
    int limit = 50;
};

// Appends `{"changes":[ChangeSet…],"titles":{…},"next":…}`, newest first. A page may have fewer
// than `limit` though there are more: one question looks through so much of the log only.
void list_changes(Engine& engine, const Actor& actor, const ChangeQuery& query, std::string& out);
// Appends one ChangeSet with a page of its records and their `titles`.
void read_change(Engine& engine, const Actor& actor, const Id& change_set, std::string_view after,
                 std::string& out);

// A durable change as live updates send it, before it is filtered for each listener.
struct LiveChange {
    std::int64_t seq = 0;
    Id change_set;
    Id actor;
    std::string actor_name;
    std::string origin;
    std::string label; // as it is kept
    struct Touched {
        std::string object;
        Id record;
        std::string title;
        std::string verb;
        std::int64_t version = 0;
        std::vector<std::string> fields;
    };
    std::vector<Touched> records; // at most 100
    bool more = false;
};
std::optional<LiveChange> load_live_change(Engine& engine, const Id& change_set);
// The ids of change sets after that sequence number, oldest first, at most `limit`.
std::vector<Id> change_sets_after(Engine& engine, std::int64_t seq, int limit);
std::int64_t last_change_seq(Engine& engine);

// The part of a live change that this actor may see, as the `data:` line of an event; empty when
// none of it.
std::string live_event(Engine& engine, const Actor& actor, const LiveChange& change);

// The tables of the log, for the engine's schema.
Mechanism history_mechanism();

} // namespace comity::record
