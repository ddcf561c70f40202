#pragma once
// What is too large for one transaction and must be whole in the end: undos, merges and bulk edits
// of many records. It is one change set, written in parts in the background, so that other writers
// wait no longer than a part. What is to be done is kept in the table `long_write` before the first
// part; one that a crash has interrupted goes on when a server starts.

#include "record/mechanism.h"
#include "record/save/many.h"
#include "record/work/jobs.h"

#include <string>
#include <thread>
#include <vector>

namespace comity::record {

Mechanism long_writes_mechanism();

// What is asked for. `about`: of what there may be only one at a time.
struct LongWriteRequest {
    std::string kind; // undo, merge, bulk
    Id about;
    Json wish;             // what its kind makes of it
    bool is_begun = false; // there is nothing to look at first
};

// One under way, on its job's thread.
class LongWrite {
public:
    struct Run;
    LongWrite(Engine& engine, const Run& run, Actor actor, JobProgress& job);

    Engine& engine() { return m_engine; }
    // After an interruption the program in his name: his rights were asked before it was begun.
    const Actor& actor() const { return m_actor; }
    const Json& wish() const;
    const Id& change_set() const;
    // Parts may have been written: nothing is looked at any more, the rest is done.
    bool is_begun() const { return m_is_begun; }
    bool is_resumed() const; // after an interruption
    // Nothing stands in its way: from here on it goes on, whatever happens.
    void begin();
    // After each step. Error{unavailable} when the server is being stopped.
    void tell(std::int64_t done, std::int64_t total);
    // Writes one part of the change set.
    void write(ChangeSetInParts& parts, const std::function<void(Transaction&)>& work);
    // Inside a part: where the next one begins, durable with it. Any text; "" at first.
    void keep_place(store::Connection& connection, const std::string& place);
    const std::string& place() const;
    bool has_written() const { return m_has_written; }
    JobProgress& job() { return m_job; }

private:
    Engine& m_engine;
    const Run& m_run;
    const Actor m_actor;
    JobProgress& m_job;
    bool m_is_begun = false;
    bool m_has_written = false;
    std::chrono::steady_clock::time_point m_touched_at;
};

// Returns the job's id at once: of one about the same that was interrupted and goes on now, else
// nothing.
std::optional<Id> resume_long_write(Engine& engine, const std::string& kind, const Id& about);
Id start_long_write(Engine& engine, const Actor& actor, const LongWriteRequest& request);

// Is this change set still being written by one of these?
bool is_being_written(store::Connection& connection, const Id& change_set);

// Goes on with what was interrupted, of this server before it was started and of others that are
// no more heard of: looks at once and then every few seconds, on a thread of its own.
class LongWriteWatch {
public:
    explicit LongWriteWatch(Engine& engine);
    ~LongWriteWatch();
    // For tests: looks once. Returns how many go on.
    static int resume_interrupted(Engine& engine);

private:
    std::jthread m_thread;
};

} // namespace comity::record
