#pragma once
// The matcher's tables follow the records: after a change set is durable, in batches, by the change
// log with a position that is kept in the database. Nothing is done while records are saved. A
// server that finds another one at it leaves it to that one.

#include "record/engine.h"

#include <map>
#include <set>
#include <span>
#include <stop_token>
#include <vector>

namespace comity::store {
class Connection;
}

namespace comity::record {

// One thread.
class Following {
public:
    explicit Following(Engine& engine) : m_engine(engine) {}

    // A change set that is durable: its number may be lower than the position by then, or it has
    // grown (imports are written in parts).
    void note(const Id& change_set);
    // Follows what there is; false when another server is at it, or when it was asked to stop: what
    // it was at is begun anew.
    bool follow(const std::stop_token& stop = {});
    // Whether enough has changed for all to be compared anew, or somebody asked for it.
    bool wants_scan();

private:
    struct Set {
        Id id;
        std::int64_t seq = 0, records = 0;
    };
    // Nothing left, some left, another server is at it or this one is to stop.
    enum class Way { idle, more, left };
    using Touched = std::map<std::string, std::set<Id>>; // by object

    Way follow_some();
    std::vector<Set> sets_to_follow(store::Connection& connection, std::int64_t position);
    Touched touched_by(store::Connection& connection, std::span<const Set> sets);
    bool refresh(const std::string& object, std::span<const Id> ids, std::vector<Id>& changed);
    bool refresh_all(const Touched& touched);
    std::set<Id> employed_by(const std::string& object, std::span<const Id> employers,
                             std::string& employed);
    // These two answer false when they were stopped.
    bool find_pairs(const std::string& object, std::span<const Id> changed);
    bool compare_again(const std::set<Id>& sayings);

    Engine& m_engine;
    std::stop_token m_stop;
    std::set<Id> m_noted;
    std::map<Id, std::int64_t> m_followed; // how many records of recent sets
};

// Asks for a comparison of all; the server that follows runs it.
void want_scan(store::Connection& connection);

} // namespace comity::record
