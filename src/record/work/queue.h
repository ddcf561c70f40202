#pragma once
// Work that follows a change and may speak to the world: put down in the transaction of the change
// (Transaction::later), done after it is durable, at least once, by one worker of all servers.
//
// Entries of one key are done one after another in the order in which they were put down; different
// keys go beside each other, so that one's trouble stops no other. An entry that fails is tried
// again after 10 s, 1 min, 10 min, 1 h, 6 h (or its behaviour's own times) while those behind it
// wait; then it is set aside, to be seen and retried by an administrator, and those behind it go
// on. One that is done is gone.
//
// Table: outbox(id, key, behaviour, object, record, change_set, payload, not_before, attempts,
// state, error, holder); state is waiting, running or failed (set aside).

#include "record/mechanism.h"

#include <memory>
#include <string>
#include <vector>

namespace comity::record {

struct Actor;

struct QueueStanding {
    std::int64_t waiting = 0; // running ones among them
    std::int64_t set_aside = 0;
    std::optional<Instant> oldest; // of those that wait and could have been done
};

struct QueueEntry {
    Id id;
    std::string behaviour;
    std::string object;
    Id record;
    Id change_set;
    std::int64_t attempts = 0;
    Instant last_at; // of the last attempt
    std::string error;
};

// Any thread.
class Queue {
public:
    explicit Queue(Engine& engine);
    ~Queue(); // ends the threads

    // Begins to work; a program that serves nobody does not. What comes due by itself, or was put
    // down by other servers, is looked for every so often.
    void start(std::chrono::milliseconds look_every = std::chrono::seconds(1));
    // What is in hand is finished.
    void stop();
    // Something was put down and is durable now.
    void wake();

    // Does what is due on this thread and returns how many entries that was; for tests and
    // commands.
    int run_due();
    QueueStanding standing();
    // Those that were set aside, the latest first, at most `limit`; after that one.
    std::vector<QueueEntry> set_aside(int limit, std::optional<Id> after = {});
    // Tries one again, or gives it up for good; false when it is not set aside (any more).
    bool retry(const Id& entry);
    bool discard(const Id& entry);

private:
    struct Crew;
    std::unique_ptr<Crew> m_crew;
};

Mechanism queue_mechanism();

} // namespace comity::record
