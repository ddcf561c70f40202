#pragma once
// Work of seconds to hours that somebody started and watches: imports, large undos, merges and bulk
// edits, comparisons, scans. One row from its first to its last server: whoever has a free thread
// takes it (at most two at once on a server), and when that server ends, another goes on where its
// place says.
//
// What ends it: it comes to its end; it fails before it has begun to write; or it has failed again
// after 10 s, 1 min, 10 min and 1 h, and is set aside for an administrator. A server that is
// stopped or a database that is away is no failure.
//
// Table: job(id, kind, about, actor, wish, place, state, done, total, change_set, error, problem,
// at, seen_at, not_before, attempts, holder, …); state is waiting, running, done or failed.

#include "base/json.h"
#include "record/access/actor.h"
#include "record/mechanism.h"
#include "record/work/progress.h"
#include "store/database.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace comity::record {

// What is asked for.
struct LongRequest {
    std::string kind;      // of a LongWork
    Id about = {};         // of what there may be only one at a time; nil: of any number
    Json wish = {};        // what its kind makes of it
    bool is_begun = false; // there is nothing to look at first
};

// One under way, on a thread of this server.
class LongRun : public Progress {
public:
    struct Row;
    LongRun(Engine& engine, const Row& row, Actor actor);
    ~LongRun() override;

    Engine& engine() { return m_engine; }
    const Id& id() const;
    const Json& wish() const;
    // Who asked, with his rights of when he did: taken up after an interruption the program in his
    // name.
    const Actor& actor() const { return m_actor; }
    // The same with his rights of now. Error{unauthenticated} when he is gone.
    Actor actor_now();
    // It was interrupted and goes on, maybe on another server.
    bool is_resumed() const;
    // Nothing stands in its way any more: from here on it goes on, whatever happens. Durable.
    void begin();
    bool has_begun() const;

    // Where the next part begins: any text, "" at first.
    const std::string& place() const { return m_place; }
    // The change set that it writes; the same after an interruption.
    const Id& change_set() const;
    // To be called in each transaction that writes a part: the place is durable with it. Throws
    // Error{unavailable}, so that nothing is written, when another server has taken it meanwhile.
    void keep(store::Connection& connection, const std::string& place);
    // The part was committed, its place is place() from here on.
    void kept(std::string place) { m_place = std::move(place); }
    // As keep(), where there is no place to keep.
    void hold(store::Connection& connection);

    void update(std::int64_t done, std::int64_t total) override;
    bool is_cancelled() const override;
    // A change set of another id than change_set() that it writes.
    void opened(const Id& change_set) override;
    // update(), and Error{unavailable} when the program is being stopped.
    void tell(std::int64_t done, std::int64_t total);
    // Written in the transaction that ends this run, however it ends, so that nobody finds one over
    // and the other not; the last one said counts. Not written when another server has taken it.
    void when_over(std::function<void(store::Connection&)> write)
    {
        m_when_over = std::move(write);
    }
    const std::function<void(store::Connection&)>& when_over() const { return m_when_over; }

    // What others may ask of it while it runs.
    struct Seen {
        std::atomic<std::int64_t> done = 0;
        std::atomic<std::int64_t> total = 0;
        std::atomic<bool> is_stopping = false;
    };
    const std::shared_ptr<Seen>& seen() const { return m_seen; }

private:
    Engine& m_engine;
    const std::unique_ptr<Row> m_row;
    const Actor m_actor;
    std::string m_place;
    std::function<void(store::Connection&)> m_when_over;
    const std::shared_ptr<Seen> m_seen; // with who watches
};

// Of a page for administrators.
struct LongWorkStanding {
    Id id;
    std::string kind, state, error, actor_name;
    std::int64_t done = 0, total = 0, attempts = 0;
    Instant at;
    std::optional<Instant> seen_at, not_before;
    bool may_retry = false; // it was set aside with half of it written
};

// Any thread.
class LongWorks {
public:
    explicit LongWorks(Engine& engine);
    ~LongWorks(); // stop(0)

    // Returns the id at once; it begins when a thread is free. Of one `about` that is not nil the
    // id of the unfinished one that is there already. `also` is written in the same transaction,
    // where none is there; what it throws starts nothing.
    Id start(const Actor& actor, const LongRequest& request,
             const std::function<void(store::Connection&)>& also = nullptr);
    // The unfinished one of that kind about that.
    std::optional<Id> find_unfinished(const std::string& kind, const Id& about);
    // Appends {"id","kind","state","done","total","change","error","problem","next_try_at"};
    // Error{not_found} for other people's.
    void read(const Actor& actor, const Id& id, std::string& out);
    // Takes up what waits for its time or was left behind by another server. Returns how many there
    // are, at most some.
    int look();
    // An administrator lets one that was set aside be tried again; false when it is not.
    bool retry(const Id& id);
    // The latest, unfinished ones first.
    std::vector<LongWorkStanding> standings(int limit);
    // Waits until nothing is running; what still does after that time is asked to end, waited for,
    // and goes on when a server runs again. False when there was such.
    bool stop(int timeout_ms);
    // For tests: waits until nothing is left to do.
    void finish();

private:
    class Pool;
    std::unique_ptr<Pool> m_pool;
};

// Writes what must be told, however long the database is away (its disk is full, it is started
// again): tries once a second until it works or the work is to end, then throws.
void write_patiently(Engine& engine, const Progress& progress,
                     const std::function<void(store::Connection&)>& work);

// Is this change set still being written by a long work?
bool is_being_written(store::Connection& connection, const Id& change_set);
// Has a part of it become durable yet?
bool has_written(store::Connection& connection, const Id& change_set);

Mechanism long_works_mechanism();

} // namespace comity::record
