// What is PostgreSQL's own: lost connections, transactions that meet, round trips, binary forms.

#include "store/postgres_codec.h"
#include "store/postgres_connection.h"
#include "store/postgres_sql.h"
#include "store/store_fixture.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace comity::store {
namespace {

class PostgresTest : public StoreTest {
protected:
    // From outside: ends every other connection to this schema's database of ours, and waits until
    // they are gone.
    void cut_all_connections()
    {
        const auto other = Database::open(m_plain);
        std::int64_t left = 1;
        while (left > 0)
            other->write([&](Connection& connection) {
                connection.query({"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                                  "WHERE pid <> pg_backend_pid() AND application_name = ?",
                                  {m_name}},
                                 [&](const Row& row) { left = row.integer(0); });
            });
    }
    // write() and read() do not nest on one thread.
    void cut_from_a_thread()
    {
        std::thread([&] { cut_all_connections(); }).join();
    }
    void SetUp() override
    {
        StoreTest::SetUp();
        if (IsSkipped())
            return;
        m_name = "test-" + format_id(make_id());
        m_plain = options();
        use_url(options().url + "&application_name=" + m_name);
        script("CREATE TABLE item (n BIGINT)");
    }
    void add(std::int64_t n)
    {
        database().write([&](Connection& connection) {
            connection.execute("INSERT INTO item (n) VALUES (?)", {n});
        });
    }

    std::string m_name;
    Options m_plain;
};
INSTANTIATE_TEST_SUITE_P(, PostgresTest, testing::Values(Kind::postgres), name_of_kind);

TEST_P(PostgresTest, lost_connections_are_replaced)
{
    add(1);
    cut_all_connections();
    add(2); // the pool notices by itself
    EXPECT_EQ(number("SELECT count(*) FROM item"), 2);
    EXPECT_EQ(cause_of([&] {
                  database().write([&](Connection& connection) {
                      connection.execute("INSERT INTO item (n) VALUES (3)");
                      cut_from_a_thread();
                      connection.execute("INSERT INTO item (n) VALUES (4)");
                  });
              }),
              Cause::unavailable);
    EXPECT_EQ(cause_of([&] {
                  database().write([&](Connection& connection) {
                      connection.execute("INSERT INTO item (n) VALUES (5)");
                      cut_from_a_thread(); // met at COMMIT
                  });
              }),
              Cause::unavailable);
    EXPECT_EQ(cause_of([&] {
                  database().read([&](Connection& connection) {
                      connection.query({"SELECT 1", {}}, [](const Row&) {});
                      cut_all_connections();
                      connection.query({"SELECT 1", {}}, [](const Row&) {});
                  });
              }),
              Cause::unavailable);
    EXPECT_EQ(number("SELECT count(*) FROM item"), 2);
    EXPECT_TRUE(database().is_ready());
}

TEST_P(PostgresTest, a_listener_comes_back_and_says_so)
{
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::string> heard;
    const auto wait_for = [&](std::size_t count) {
        std::unique_lock lock(mutex);
        changed.wait_for(lock, std::chrono::minutes(2), [&] { return heard.size() >= count; });
        return heard;
    };
    database().listen([&](std::string_view payload) {
        const std::lock_guard lock(mutex);
        heard.emplace_back(payload);
        changed.notify_all();
    });
    const auto say = [&](const std::string& text) {
        database().write([&](Connection& connection) { connection.notify(text); });
    };
    say("before");
    EXPECT_EQ(wait_for(1), (std::vector<std::string>{"before"}));
    cut_all_connections();
    EXPECT_EQ(wait_for(2), (std::vector<std::string>{"before", ""}));
    say("after");
    EXPECT_EQ(wait_for(3), (std::vector<std::string>{"before", "", "after"}));
    reopen();
}

TEST_P(PostgresTest, a_notice_reaches_another_server)
{
    std::mutex mutex;
    std::condition_variable changed;
    std::string heard;
    const auto other = Database::open(options());
    other->listen([&](std::string_view payload) {
        const std::lock_guard lock(mutex);
        heard = payload;
        changed.notify_all();
    });
    database().write([&](Connection& connection) { connection.notify("hello"); });
    std::unique_lock lock(mutex);
    EXPECT_TRUE(changed.wait_for(lock, std::chrono::minutes(2), [&] { return heard == "hello"; }));
}

TEST_P(PostgresTest, transactions_that_meet_are_run_again)
{
    add(1);
    add(2);
    std::atomic<int> runs = 0, holding = 0;
    const auto swap = [&](std::int64_t first, std::int64_t second) {
        database().write([&](Connection& connection) {
            const bool is_first_run = ++runs <= 2;
            connection.query({"SELECT n FROM item WHERE n = ? FOR UPDATE", {first}},
                             [](const Row&) {});
            if (is_first_run)
                ++holding;
            while (is_first_run && holding < 2) // each has what the other will want
                std::this_thread::yield();
            connection.query({"SELECT n FROM item WHERE n = ? FOR UPDATE", {second}},
                             [](const Row&) {});
        });
    };
    std::thread other([&] { swap(2, 1); });
    swap(1, 2);
    other.join();
    EXPECT_GE(runs, 3);
}

TEST_P(PostgresTest, a_lock_is_waited_for_only_so_long)
{
    Options options = this->options();
    options.busy_timeout_ms = 200;
    const auto other = Database::open(options);
    add(1);
    const auto update = [](Connection& connection) {
        connection.execute("UPDATE item SET n = n + 1");
    };
    database().write([&](Connection& connection) {
        update(connection);
        std::thread([&] {
            EXPECT_EQ(cause_of([&] { other->write(update); }), Cause::unavailable);
        }).join();
    });
    EXPECT_EQ(number("SELECT n FROM item"), 2);
}

TEST_P(PostgresTest, the_pool_is_bounded)
{
    Options options = this->options();
    options.readers = 2;
    options.busy_timeout_ms = 100;
    const auto small = Database::open(options);
    small->read([&](Connection&) {
        small->read([&](Connection&) {
            EXPECT_EQ(cause_of([&] { small->read([](Connection&) {}); }), Cause::unavailable);
        });
    });
    EXPECT_TRUE(small->is_ready());
}

TEST_P(PostgresTest, round_trips_are_few)
{
    PostgresConnection connection(options());
    const auto ask = [&] {
        connection.begin_read();
        connection.query({"SELECT n FROM item WHERE n = ?", {std::int64_t{1}}}, [](const Row&) {});
        connection.roll_back();
    };
    ask();
    EXPECT_EQ(connection.round_trips(), 1);
    ask();
    EXPECT_EQ(connection.round_trips(), 2);
    connection.begin_write();
    const std::vector<Statement> statements(100,
                                            {"INSERT INTO item (n) VALUES (?)", {std::int64_t{1}}});
    connection.batch(statements);
    connection.notify("x");
    connection.commit();
    EXPECT_EQ(connection.round_trips(), 4);
    EXPECT_EQ(number("SELECT count(*) FROM item"), 100);
}

TEST_P(PostgresTest, statements_kept_are_bounded)
{
    PostgresConnection connection(options());
    connection.begin_read();
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 500; ++i)
            connection.query({"SELECT " + std::to_string(i), {}}, [](const Row&) {});
    }
    EXPECT_EQ(connection.cached_statements(), 200U);
    connection.query({"SELECT count(*) FROM pg_prepared_statements", {}},
                     [](const Row& row) { EXPECT_LE(row.integer(0), 201); });
    connection.roll_back();
}

TEST_P(PostgresTest, a_failed_statement_is_prepared_again)
{
    const std::string sql = "SELECT later FROM item";
    const auto ask = [&] {
        return cause_of([&] {
            database().write([&](Connection& connection) {
                connection.query({sql, {}}, [](const Row&) {});
            });
        });
    };
    EXPECT_EQ(ask(), Cause::broken);
    script("ALTER TABLE item ADD COLUMN later BIGINT");
    EXPECT_EQ(ask(), std::nullopt);
    // A plan whose columns have changed since is made anew.
    script("ALTER TABLE item ALTER COLUMN later TYPE TEXT");
    EXPECT_EQ(ask(), std::nullopt);
}

TEST_P(PostgresTest, long_statement_is_stopped)
{
    Options options = this->options();
    options.statement_limit_ms = 100;
    const auto hasty = Database::open(options);
    EXPECT_EQ(cause_of([&] {
                  hasty->read([](Connection& connection) {
                      connection.query({"SELECT pg_sleep(5)::text", {}}, [](const Row&) {});
                  });
              }),
              Cause::unavailable);
    EXPECT_TRUE(hasty->is_ready());
}

TEST_P(PostgresTest, infinity_is_the_end_of_our_calendar)
{
    database().read([](Connection& connection) {
        connection.query({"SELECT 'infinity'::date, '-infinity'::date, 'infinity'::timestamptz, "
                          "'-infinity'::timestamptz, '0044-03-15 BC'::date",
                          {}},
                         [](const Row& row) {
                             EXPECT_EQ(format_date(row.date(0)), "9999-12-31");
                             EXPECT_EQ(format_date(row.date(1)), "0001-01-01");
                             EXPECT_EQ(format_instant(row.instant(2)),
                                       "9999-12-31T23:59:59.999999Z");
                             EXPECT_EQ(format_instant(row.instant(3)), "0001-01-01T00:00:00Z");
                             EXPECT_EQ(format_date(row.date(4)), "0001-01-01");
                         });
    });
}

TEST_P(PostgresTest, numerics_are_read)
{
    for (const char* text : {"0", "0.00", "1", "-1", "10000", "-12345678901234567890.5", "0.0001",
                             "0.00001", "1000000000000", "99999999.9999", "0.5", "-0.05"}) {
        database().read([&](Connection& connection) {
            connection.query({std::string("SELECT ") + text + "::numeric", {}},
                             [&](const Row& row) { EXPECT_EQ(row.real(0), std::stod(text)); });
        });
    }
    database().read([&](Connection& connection) {
        connection.query({"SELECT 2.00::numeric, 2.5::numeric, 3::int2, 4::int4", {}},
                         [&](const Row& row) {
                             EXPECT_EQ(row.integer(0), 2);
                             EXPECT_THROW(row.integer(1), Error);
                             EXPECT_EQ(row.integer(2), 3);
                             EXPECT_EQ(row.integer(3), 4);
                         });
    });
}

TEST_P(PostgresTest, several_servers_make_tables_at_once)
{
    const std::vector<Table> tables = {
        {.name = "a",
         .columns = {{"id", Type::uuid}, {"t", Type::text}},
         .primary_key = {"id"},
         .indexes = {{.columns = {"t"}}}},
        {.name = "b", .columns = {{"id", Type::uuid}}, .primary_key = {"id"}, .indexes = {}}};
    std::atomic<int> made = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 6; ++t)
        threads.emplace_back([&] {
            const auto server = Database::open(options());
            server->write(
                [&](Connection& connection) { made += ensure_tables(connection, tables); });
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(made, 3);
}

TEST(PostgresSqlTest, placeholders_are_numbered_outside_quotes)
{
    std::size_t count = 0;
    EXPECT_EQ(number_placeholders("a ? b '?' \"?\" ? 'it''s ?' ?", count),
              "a $1 b '?' \"?\" $2 'it''s ?' $3");
    EXPECT_EQ(count, 3U);
}

TEST(PostgresOpenTest, nobody_there_is_unavailable)
{
    Options options;
    options.url = "postgresql://nobody@127.0.0.1:1/none";
    try {
        Database::open(options);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.cause(), Cause::unavailable);
    }
}

} // namespace
} // namespace comity::store
