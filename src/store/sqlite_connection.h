#pragma once
// One connection to a SQLite file. One thread at a time may use it.

#include "store/database.h"
#include "store/sqlite_statements.h"

#include <chrono>
#include <memory>
#include <sqlite3.h>
#include <string>

namespace comity::store {

class SqliteConnection final : public Connection {
public:
    // The writer makes the file when it is missing and is the one that moves the log into it
    // (checkpoints); readers only look and never move anything: SQLite before 3.51.3 can lose a
    // commit when two connections do.
    enum class Role { writer, reader };

    SqliteConnection(const std::string& path, Role role, const Options& options);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    const Dialect& dialect() const override;

    // A transaction's ends: one statement of ours without values.
    void run(std::string_view sql);
    // Forgets a failure, after a rollback.
    void start_afresh();
    // False once SQLite has rolled back by itself (disk full, time limit).
    bool is_in_transaction() const { return sqlite3_get_autocommit(m_db) == 0; }
    void commit_hook() { prepare_to_commit(); }
    std::vector<std::string> notices() { return take_notices(); }

    sqlite3* raw() const { return m_db; }
    int log_pages() const { return m_log_pages; } // in the log (WAL) after the last commit
    void set_log_pages(int pages) { m_log_pages = pages; }
    // sqlite3_wal_checkpoint_v2, waiting for others no longer than that; its code.
    int checkpoint(int mode, int wait_ms, int& in_log, int& moved);
    std::size_t cached_statements() const { return m_statements->size(); }

protected:
    void do_query(const Statement& statement, OnRow on_row) override;
    std::int64_t do_execute(const Statement& statement) override;
    void do_batch(std::span<const Statement> statements,
                  FunctionRef<void(std::size_t, const Row&)> on_row) override;
    void do_bulk_insert(std::string_view table, std::span<const std::string> columns,
                        std::span<const Type> types,
                        std::span<const std::vector<Value>> rows) override;
    void do_script(std::string_view sql) override;

private:
    using Clock = std::chrono::steady_clock;

    void configure(const Options& options);
    void set_up(const char* sql);
    SqliteStatements::Lease lend(std::string_view sql);
    void bind(sqlite3_stmt* statement, std::string_view sql, std::span<const Value> values);
    // True while there are rows.
    bool step(sqlite3_stmt* statement, std::string_view sql);
    [[noreturn]] void fail(int code, std::string_view sql);
    static int on_progress(void* self);
    static int on_commit(void* self, sqlite3* db, const char* name, int pages);

    sqlite3* m_db = nullptr;
    std::unique_ptr<SqliteStatements> m_statements;
    Role m_role;
    int m_busy_timeout_ms;
    std::chrono::milliseconds m_limit;
    Clock::time_point m_deadline{}; // of the step that runs; zero until it has run for a while
    bool m_is_limited = true;
    int m_log_pages = 1; // not known before the first commit: a crash may have left some
};

} // namespace comity::store
