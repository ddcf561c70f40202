#pragma once
// The one thread that writes to a SQLite file.

#include "store/database.h"
#include "store/notices.h"
#include "store/sqlite_checkpoints.h"
#include "store/sqlite_connection.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace comity::store {

// Works wait in a queue; those that wait at the same time share one transaction, a savepoint each,
// and one fsync. Any thread may call run(), except from inside a work.
class SqliteWriter {
public:
    // `on_rest` is called on the writer's thread when nothing has been written for ten seconds.
    SqliteWriter(std::string path, const Options& options, Notices& notices,
                 std::function<void()> on_rest);
    // Finishes what is waiting.
    ~SqliteWriter();
    SqliteWriter(const SqliteWriter&) = delete;
    SqliteWriter& operator=(const SqliteWriter&) = delete;

    // Returns once `work` is durable; throws what it threw, or Error{unavailable} when its turn did
    // not come in time or the group could not be committed.
    void run(FunctionRef<void(Connection&)> work);
    // Whether anybody but the work that runs now waits for its end.
    bool is_awaited();
    // Since the last work ended; nothing while one runs or waits.
    std::chrono::milliseconds quiet_for();

private:
    // Where a thread waits; outlives the ticket, so that it can be woken after the lock is free.
    struct Seat {
        std::mutex mutex;
        std::condition_variable changed;
        bool is_done = false;
    };
    // A caller that waits. Lives on the caller's stack until it is done.
    struct Ticket {
        explicit Ticket(FunctionRef<void(Connection&)> its_work);

        FunctionRef<void(Connection&)> work;
        int tries = 0;
        std::exception_ptr failure;
        std::vector<std::string> notices;
        std::shared_ptr<Seat> seat; // the thread's own
    };
    using Group = std::vector<Ticket*>;

    void loop();
    Ticket* take();
    Ticket* wait_for_one();
    void rest(int pauses);
    void give_back(const Group& group);
    bool withdraw(Ticket& ticket);
    void set_has_group(bool has_group);
    void set_working(bool is_working);

    void run_group(Ticket* first);
    void begin();
    void run_in_savepoint(Ticket& ticket);
    // True when the group's transaction is still there after a failure.
    bool roll_back_to_savepoint();
    void commit(const Group& group);
    void abandon();
    void reopen_if_broken();
    static void finish(Ticket& ticket);

    const std::string m_path;
    const Options m_options;
    Notices& m_notices;
    const std::function<void()> m_on_rest;
    std::unique_ptr<SqliteConnection> m_connection;
    SqliteCheckpoints m_checkpoints;
    bool m_is_broken = false;

    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<Ticket*> m_waiting;
    bool m_has_group = false; // works before the one that runs wait for the same commit
    bool m_is_working = false;
    std::chrono::steady_clock::time_point m_last_end = std::chrono::steady_clock::now();
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace comity::store
