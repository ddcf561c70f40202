// Transactions on both databases: what stands, what falls, who sees what.

#include "store/store_fixture.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace comity::store {
namespace {

class TransactionTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        if (!IsSkipped())
            ensure({{.name = "item",
                     .columns = {{"key", Type::text}, {"n", Type::integer}, {"label", Type::text}},
                     .primary_key = {"key"},
                     .indexes = {{.columns = {"n"}, .unique = true},
                                 {.columns = {"label"},
                                  .unique = true,
                                  .where = "label <> 'free'",
                                  .name = "item_label"}}}});
    }

    void add(const std::string& key, Value n = Null{}, Value label = Null{})
    {
        database().write([&](Connection& connection) { add(connection, key, n, label); });
    }
    static void add(Connection& connection, const std::string& key, Value n = Null{},
                    Value label = Null{})
    {
        connection.execute("INSERT INTO item (key, n, label) VALUES (?, ?, ?)", {key, n, label});
    }
    std::int64_t count() { return number("SELECT count(*) FROM item"); }
};
ON_BOTH(TransactionTest);

TEST_P(TransactionTest, a_read_sees_one_moment)
{
    add("a");
    database().read([&](Connection& connection) {
        const auto seen = [&] {
            std::int64_t rows = 0;
            connection.query({"SELECT count(*) FROM item", {}},
                             [&](const Row& row) { rows = row.integer(0); });
            return rows;
        };
        EXPECT_EQ(seen(), 1);
        std::thread([&] { add("b"); }).join();
        EXPECT_EQ(seen(), 1);
    });
    EXPECT_EQ(count(), 2);
}

TEST_P(TransactionTest, a_read_changes_nothing)
{
    EXPECT_EQ(
        cause_of([&] { database().read([&](Connection& connection) { add(connection, "a"); }); }),
        Cause::broken);
    EXPECT_EQ(count(), 0);
    add("a");
}

TEST_P(TransactionTest, many_threads_lose_nothing)
{
    add("sum", std::int64_t{0});
    std::vector<std::thread> threads;
    for (int t = 0; t < 16; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                database().write([&](Connection& connection) {
                    connection.execute("UPDATE item SET n = n + 1 WHERE key = 'sum'");
                    add(connection, std::to_string(t) + "/" + std::to_string(i));
                });
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(number("SELECT n FROM item WHERE key = 'sum'"), 800);
    EXPECT_EQ(count(), 801);
}

TEST_P(TransactionTest, one_that_fails_takes_no_other_with_it)
{
    std::vector<std::thread> threads;
    std::atomic<int> failed = 0;
    for (int t = 0; t < 16; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 30; ++i) {
                try {
                    database().write([&](Connection& connection) {
                        add(connection, std::to_string(t) + "/" + std::to_string(i));
                        if (t % 2)
                            throw std::runtime_error("no");
                    });
                } catch (const std::runtime_error& error) {
                    failed += std::string(error.what()) == "no";
                }
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(failed, 240);
    EXPECT_EQ(count(), 240);
}

TEST_P(TransactionTest, unique_violation_names_the_index)
{
    add("a", std::int64_t{1}, std::string("x"));
    const auto index_of = [&](const std::string& key, Value n, Value label) -> std::string {
        try {
            add(key, n, label);
        } catch (const Error& error) {
            EXPECT_EQ(error.cause(), Cause::conflict);
            EXPECT_EQ(error.problems().at(0).rule, "unique");
            return error.problems().at(0).field;
        }
        return "none";
    };
    EXPECT_EQ(index_of("b", std::int64_t{1}, Null{}), "item_n_key");
    EXPECT_EQ(index_of("b", Null{}, std::string("x")), "item_label");
    EXPECT_EQ(index_of("a", Null{}, Null{}), "item_pkey");
    EXPECT_EQ(index_of("b", Null{}, std::string("free")), "none");
    EXPECT_EQ(index_of("c", Null{}, std::string("free")), "none");
}

TEST_P(TransactionTest, wrong_sql_is_our_fault)
{
    const auto cause = [&](const std::string& sql, std::vector<Value> values = {}) {
        return cause_of([&] {
            database().write([&](Connection& connection) { connection.execute(sql, values); });
        });
    };
    EXPECT_EQ(cause("SELEC 1"), Cause::broken);
    EXPECT_EQ(cause("SELECT * FROM nowhere"), Cause::broken);
    EXPECT_EQ(cause("INSERT INTO item (key) VALUES (?)"), Cause::broken);
    EXPECT_EQ(cause("INSERT INTO item (key) VALUES ('x')", {std::int64_t{1}}), Cause::broken);
    EXPECT_EQ(cause("INSERT INTO item (n) VALUES (1)"), Cause::broken);
    EXPECT_EQ(cause("SELECT 1; SELECT 2"), Cause::broken);
    add("still works");
}

TEST_P(TransactionTest, a_failure_that_is_ignored_keeps_nothing)
{
    add("a");
    EXPECT_EQ(cause_of([&] {
                  database().write([&](Connection& connection) {
                      add(connection, "b");
                      EXPECT_THROW(add(connection, "a"), Error);
                      EXPECT_EQ(cause_of([&] { add(connection, "c"); }), Cause::broken);
                  });
              }),
              Cause::broken);
    EXPECT_EQ(count(), 1);
}

TEST_P(TransactionTest, an_attempt_fails_alone)
{
    add("a");
    database().write([&](Connection& connection) {
        add(connection, "b");
        EXPECT_THROW(connection.attempt([&] {
            add(connection, "c");
            connection.attempt([&] { add(connection, "d"); });
            add(connection, "a");
        }),
                     Error);
        connection.attempt([&] { add(connection, "e"); });
        EXPECT_THROW(connection.attempt([&] {
            add(connection, "f");
            throw std::runtime_error("no");
        }),
                     std::runtime_error);
    });
    EXPECT_EQ(count(), 3);
    EXPECT_EQ(number("SELECT count(*) FROM item WHERE key IN ('a', 'b', 'e')"), 3);
}

TEST_P(TransactionTest, an_attempt_fails_alone_after_more_statements_than_are_kept)
{
    add("a");
    database().write([&](Connection& connection) {
        for (int i = 0; i < 300; ++i)
            connection.query({"SELECT " + std::to_string(i) + " FROM item", {}}, [](const Row&) {});
        EXPECT_THROW(connection.attempt([&] { add(connection, "a"); }), Error);
        add(connection, "b");
    });
    EXPECT_EQ(count(), 2);
}

TEST_P(TransactionTest, a_batch_answers_in_order)
{
    database().write([&](Connection& connection) {
        std::vector<Statement> statements;
        for (std::int64_t i = 0; i < 1200; ++i)
            statements.push_back(
                {"INSERT INTO item (key, n) VALUES (?, ?) RETURNING n", {std::to_string(i), i}});
        statements.push_back({"SELECT count(*) FROM item", {}});
        std::vector<std::int64_t> found;
        connection.batch(statements, [&](std::size_t position, const Row& row) {
            EXPECT_EQ(position, found.size());
            found.push_back(row.integer(0));
        });
        ASSERT_EQ(found.size(), 1201U);
        EXPECT_EQ(found[700], 700);
        EXPECT_EQ(found[1200], 1200);
    });
    EXPECT_EQ(count(), 1200);
}

TEST_P(TransactionTest, a_batch_ends_with_its_first_failure)
{
    add("a", std::int64_t{1});
    const std::string insert = "INSERT INTO item (key, n) VALUES (?, ?)";
    std::string failed_index;
    try {
        database().write([&](Connection& connection) {
            const std::vector<Statement> statements = {
                {insert, {std::string("b"), std::int64_t{2}}},
                {insert, {std::string("c"), std::int64_t{1}}},
                {"SELECT * FROM nowhere", {}},
            };
            connection.batch(statements);
        });
    } catch (const Error& error) {
        ASSERT_EQ(error.cause(), Cause::conflict);
        failed_index = error.problems().at(0).field;
    }
    EXPECT_EQ(failed_index, "item_n_key");
    EXPECT_EQ(count(), 1);
    add("c", std::int64_t{3});
}

TEST_P(TransactionTest, questions_may_be_asked_inside_an_answer)
{
    database().write([&](Connection& connection) {
        for (std::int64_t i = 0; i < 10; ++i)
            add(connection, std::to_string(i), i);
        std::int64_t sum = 0;
        connection.query({"SELECT key FROM item ORDER BY n", {}}, [&](const Row& row) {
            connection.query({"SELECT n FROM item WHERE key = ?", {std::string(row.text(0))}},
                             [&](const Row& inner) { sum += inner.integer(0); });
        });
        EXPECT_EQ(sum, 45);
    });
}

TEST_P(TransactionTest, a_hundred_thousand_rows_come_in_at_once)
{
    std::vector<std::vector<Value>> rows;
    for (std::int64_t i = 0; i < 100'000; ++i)
        rows.push_back({std::to_string(i), i});
    const std::vector<std::string> columns = {"key", "n"};
    const std::vector<Type> types = {Type::text, Type::integer};
    database().write(
        [&](Connection& connection) { connection.bulk_insert("item", columns, types, rows); });
    EXPECT_EQ(number("SELECT sum(n) FROM item"), 4'999'950'000);
    EXPECT_EQ(cause_of([&] {
                  database().write([&](Connection& connection) {
                      connection.bulk_insert("item", columns, types, {&rows[7], 1});
                  });
              }),
              Cause::conflict);
    EXPECT_EQ(count(), 100'000);
}

TEST_P(TransactionTest, numbers_of_rows_touched_are_told)
{
    database().write([&](Connection& connection) {
        for (std::int64_t i = 0; i < 5; ++i)
            add(connection, std::to_string(i), i);
        EXPECT_EQ(connection.execute("UPDATE item SET label = 'free' WHERE n > 1"), 3);
        EXPECT_EQ(connection.execute("UPDATE item SET label = 'free' WHERE n > 99"), 0);
        connection.execute("CREATE TABLE other (a BIGINT)");
        EXPECT_EQ(connection.execute("DELETE FROM item"), 5);
    });
}

// What a listener heard, for a thread to wait for.
class Heard {
public:
    void operator()(std::string_view payload)
    {
        std::lock_guard lock(m_mutex);
        m_payloads.emplace_back(payload);
        m_changed.notify_all();
    }
    std::vector<std::string> wait_for(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::minutes(2),
                           [&] { return m_payloads.size() >= count; });
        return m_payloads;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_payloads;
};

TEST_P(TransactionTest, notices_are_heard_once_durable)
{
    Heard heard;
    database().listen([&](std::string_view payload) { heard(payload); });
    database().write([&](Connection& connection) {
        add(connection, "a");
        connection.notify("one");
        connection.notify(std::string(7000, 'x'));
    });
    EXPECT_THROW(database().write([&](Connection& connection) {
        connection.notify("never");
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    database().write([&](Connection& connection) {
        EXPECT_THROW(connection.attempt([&] {
            connection.notify("never");
            throw std::runtime_error("no");
        }),
                     std::runtime_error);
        connection.notify("only a notice");
    });
    const auto payloads = heard.wait_for(3);
    EXPECT_EQ(payloads, (std::vector<std::string>{"one", std::string(7000, 'x'), "only a notice"}));
    close();
}

TEST_P(TransactionTest, the_fault_hook_fails_any_call)
{
    int calls = 0;
    for (int fail_at = 1;; ++fail_at) {
        std::atomic<int> call = 0;
        Database::set_fault_hook([&](std::string_view) {
            if (++call == fail_at)
                throw Error(Cause::unavailable, "planted");
        });
        const auto cause = cause_of([&] {
            database().write([&](Connection& connection) {
                add(connection, "a");
                const std::vector<Statement> two = {{"UPDATE item SET n = 1", {}},
                                                    {"UPDATE item SET n = 2", {}}};
                connection.batch(two);
                connection.notify("x");
            });
        });
        Database::set_fault_hook(nullptr);
        if (!cause)
            break;
        ++calls;
        EXPECT_EQ(cause, Cause::unavailable);
        EXPECT_EQ(count(), 0);
    }
    EXPECT_EQ(calls, 5); // with COMMIT
    EXPECT_EQ(count(), 1);
}

TEST_P(TransactionTest, reads_and_writes_do_not_nest_in_a_write)
{
    EXPECT_EQ(cause_of([&] {
                  database().write([&](Connection&) { database().read([](Connection&) {}); });
              }),
              Cause::broken);
    EXPECT_EQ(cause_of([&] {
                  database().write([&](Connection&) { database().write([](Connection&) {}); });
              }),
              Cause::broken);
    add("a");
}

TEST_P(TransactionTest, it_says_whether_it_is_ready)
{
    EXPECT_TRUE(database().is_ready());
    EXPECT_GT(database().size_bytes(), 0);
    add("a");
    reopen();
    EXPECT_EQ(count(), 1);
}

} // namespace
} // namespace comity::store
