#pragma once
// The cellar's face: connections and transactions on SQLite or PostgreSQL, with the same behaviour.

#include "store/slow.h"
#include "store/table.h"
#include "store/value.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace comity::store {

// A reference to something callable, without allocating; must not outlive what it refers to.
template <class Signature> class FunctionRef;
template <class Result, class... Arguments> class FunctionRef<Result(Arguments...)> {
public:
    template <class Callable>
    requires(!std::is_same_v<std::remove_cvref_t<Callable>, FunctionRef>)
        FunctionRef(Callable&& callable) // NOLINT: meant to convert
        : m_object(const_cast<void*>(static_cast<const void*>(&callable))),
          m_call([](void* object, Arguments... arguments) -> Result {
              return (*static_cast<std::remove_reference_t<Callable>*>(object))(
                  std::forward<Arguments>(arguments)...);
          })
    {
    }
    Result operator()(Arguments... arguments) const
    {
        return m_call(m_object, std::forward<Arguments>(arguments)...);
    }

private:
    void* m_object;
    Result (*m_call)(void*, Arguments...);
};

using OnRow = FunctionRef<void(const Row&)>;

// One connection inside one transaction, lent to one thread for the length of a callback.
// Failures: Error{unavailable} (disk full, locked, connection lost, time limit), Error{conflict}
// with a problem of rule "unique" whose field is the index's name (`TABLE_pkey` for a primary key),
// Error{invalid} for a value that cannot be kept (not a number, a zero byte in text, a date outside
// the years 1 to 9999), Error{broken} for SQL that is wrong. After such a failure the transaction
// can only be rolled back, on both databases alike, except to the start of attempt().
class Connection {
public:
    explicit Connection(std::shared_ptr<SlowStatements> slow) : m_slow(std::move(slow)) {}
    virtual ~Connection() = default;

    // Prepared once and cached by its text. Rows are handed over one by one.
    void query(const Statement& statement, OnRow on_row);
    // The number of rows it touched.
    std::int64_t execute(const Statement& statement);
    std::int64_t execute(std::string sql, std::vector<Value> values = {});
    // Several statements in one round trip where the database can (PostgreSQL's pipeline mode);
    // rows come with the statement's position. The first failure ends the batch and is thrown.
    void batch(std::span<const Statement> statements,
               FunctionRef<void(std::size_t statement, const Row&)> on_row);
    void batch(std::span<const Statement> statements);
    // The fastest way in (COPY, or one prepared insert): rows hold values for `columns`, in order.
    void bulk_insert(std::string_view table, std::span<const std::string> columns,
                     std::span<const Type> types, std::span<const std::vector<Value>> rows);
    // Statements without values, separated by semicolons: schema only.
    void execute_script(std::string_view sql);
    // Told to every listener of every server once this transaction is durable. At most 7,000 bytes.
    void notify(std::string payload);

    // Runs `work` under a savepoint: what it throws undoes what it did and is thrown on, and the
    // transaction goes on as if it had not begun. May be nested.
    void attempt(FunctionRef<void()> work);

    virtual const Dialect& dialect() const = 0;

protected:
    // A statement has failed: nothing more may run before a rollback.
    void set_failed(bool failed) { m_failed = failed; }
    bool has_failed() const { return m_failed; }
    // Before a transaction is committed: Error{broken} when a failure in it was swallowed.
    void prepare_to_commit();
    std::vector<std::string> take_notices();

    virtual void do_query(const Statement&, OnRow) = 0;
    virtual std::int64_t do_execute(const Statement&) = 0;
    virtual void do_batch(std::span<const Statement>,
                          FunctionRef<void(std::size_t, const Row&)>) = 0;
    virtual void do_bulk_insert(std::string_view, std::span<const std::string>,
                                std::span<const Type>, std::span<const std::vector<Value>>) = 0;
    virtual void do_script(std::string_view) = 0;

private:
    void enter(std::string_view sql);

    const std::shared_ptr<SlowStatements> m_slow; // may be null
    std::vector<std::string> m_notices;
    int m_attempts = 0;
    bool m_failed = false;
};

struct Options {
    std::string data_folder;         // SQLite lives here as comity.db; also uploads and snapshots
    std::string url;                 // postgresql://…; empty means SQLite
    int readers = 0;                 // connections for reading; 0 chooses by the number of cores
    bool read_only = false;          // looks, never writes; may stand beside a running server
    int busy_timeout_ms = 5000;      // how long a connection, a lock or a turn may take to be had
    int statement_limit_ms = 30'000; // how long the database may work on one row or one change
    std::shared_ptr<SlowStatements> slow = {}; // where statements that take long are noted
};

class Database {
public:
    // Opens or makes the database. Error{unavailable} when it cannot be reached or when another
    // process holds the SQLite file, with a message that names that process.
    static std::unique_ptr<Database> open(const Options& options);
    virtual ~Database() = default;

    // Runs `work` on a snapshot that does not change under it. Any thread; never inside write().
    virtual void read(FunctionRef<void(Connection&)> work) = 0;
    // Runs `work` in one transaction and returns once it is durable. What `work` throws rolls
    // everything back and is thrown here. On SQLite all writes run on one thread, one after
    // another, and are committed in groups; on PostgreSQL they run beside each other on this thread
    // and are tried again on serialization failures, so `work` must be safe to run twice from its
    // start.
    virtual void write(FunctionRef<void(Connection&)> work) = 0;

    // Builds an index on a table that people work with, outside any transaction and however long it
    // takes. PostgreSQL: nobody waits. SQLite: writers wait until it is built, readers do not. An
    // index that is there already is left; one that an interrupted build left behind is made anew.
    // Error{conflict} when rows are not unique or when another server is building.
    virtual void build_index(const Table& table, const Index& index) = 0;

    // `listener` hears every notify() of every server on this database, after it is durable, on a
    // thread of the database's own; it must be quick and must not throw. "" means: something may
    // have been missed (the connection was away). Set before work begins; null takes it away.
    virtual void listen(std::function<void(std::string_view payload)> listener) = 0;

    // A consistent copy: a SQLite file at `path`, or for PostgreSQL nothing (its own tools do it
    // better).
    virtual void snapshot(const std::string& path) = 0;
    virtual const Dialect& dialect() const = 0;
    virtual bool is_ready() = 0; // answers within a second
    // Bytes on disk, with logs.
    virtual std::int64_t size_bytes() = 0;
    // Of this program since its start; those that took most in all first.
    std::vector<SlowStatement> slow_statements(std::size_t limit) const
    {
        return m_slow ? m_slow->worst(limit) : std::vector<SlowStatement>{};
    }

    // For tests: called before each call of every connection, with its SQL (each statement of a
    // batch alone, `COPY table`, `NOTIFY`, and `COMMIT` before each write is committed); may throw
    // to stand for a database that fails there. From any thread. Null to take it away again.
    static void set_fault_hook(std::function<void(std::string_view sql)> hook);

private:
    std::shared_ptr<SlowStatements> m_slow;
};

} // namespace comity::store
