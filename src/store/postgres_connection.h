#pragma once
// One connection to PostgreSQL, in pipeline mode: what is sent is answered in order, and is only
// waited for when the answer is needed. One thread at a time.

#include "store/database.h"
#include "store/postgres_link.h"
#include "store/postgres_statements.h"

#include <deque>
#include <string>

namespace comity::store {

class PostgresConnection final : public Connection {
public:
    explicit PostgresConnection(const Options& options);

    const Dialect& dialect() const override;

    // Transactions. `BEGIN` goes out with the first statement; commit() waits until it is durable;
    // the end of a read and a rollback are not waited for.
    void begin_read();
    void begin_write();
    void commit();
    void roll_back() noexcept;

    // Whether it can be used for another transaction.
    bool is_fit();
    // The failure of this transaction may pass when it is run again.
    bool may_pass_again() const { return m_may_pass_again; }
    // For this transaction: how long the server may take to answer.
    void set_patience(std::chrono::milliseconds patience) { m_link.set_patience(patience); }
    std::size_t cached_statements() const { return m_statements.size(); }
    std::int64_t round_trips() const { return m_round_trips; }

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
    // Runs `exchange`; when it is a transaction's first and the server has hung up since the last
    // one, once more on a new wire: nothing has been told yet that could turn out otherwise.
    void exchange_with_server(FunctionRef<void()> exchange);
    void reconnect();

    // What the server owes us an answer to.
    struct Expected {
        enum class Kind { ignored, quiet, prepared, answer, sync } kind;
        std::size_t position = 0; // of the statement in its batch
        std::string name = {};    // of what is being prepared
    };
    using OnAnswer = FunctionRef<void(std::size_t position, PostgresResult)>;

    void begin(const char* sql);
    void check_values(const Statement& statement);
    void send_begin();
    void send_plain(const char* sql, Expected::Kind kind);
    void send(const Statement& statement, std::size_t position);
    void send_values(const std::string& name, std::span<const Value> values);
    void send_sync();
    void expect_sent(int sent);
    // Reads all that is owed; throws the first failure. `sql_of` gives the text for its message.
    void settle(OnAnswer on_answer, FunctionRef<std::string_view(std::size_t)> sql_of);
    PostgresResult answer_to(const Statement& statement);
    void take(const Expected& expected, PostgresResult result, OnAnswer on_answer,
              std::size_t& failed_position);
    PostgresResult next_result(const Expected& expected);
    [[noreturn]] void fail(PostgresFailure failure, std::string_view sql);
    // Runs `work` outside pipeline mode, after all that was owed has come.
    void outside_pipeline(FunctionRef<void()> work);
    void copy_rows(std::span<const Type> types, std::span<const std::vector<Value>> rows);

    const Options m_options;
    PostgresLink m_link;
    PostgresStatements m_statements;
    std::deque<Expected> m_expected;
    const char* m_begin = nullptr; // to go out with the first statement
    bool m_is_begun = false;
    bool m_is_reading = false;
    bool m_is_spent = false; // must not be used again
    bool m_may_pass_again = false;
    std::chrono::milliseconds m_patience;
    PostgresFailure m_failure;
    std::int64_t m_round_trips = 0;
    std::string m_bytes; // of values being sent, kept to save allocating
};

} // namespace comity::store
