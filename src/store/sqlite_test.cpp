// What is SQLite's own: its lock, its groups, crashes, a full disk.

#include "base/error.h"
#include "store/database.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_time.h"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace comity::store {
namespace {

class SqliteTest : public testing::Test {
protected:
    void SetUp() override
    {
        m_options.data_folder = testing::TempDir() + "comity-" + format_id(make_id());
    }
    void TearDown() override
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_options.data_folder, ignored);
    }

    static void make_table(Database& database)
    {
        database.write([](Connection& connection) {
            connection.execute_script("CREATE TABLE IF NOT EXISTS item (n INTEGER, body TEXT)");
        });
    }
    static void add(Database& database, std::int64_t n, std::string body = "")
    {
        database.write([&](Connection& connection) {
            connection.execute("INSERT INTO item (n, body) VALUES (?, ?)", {n, body});
        });
    }
    static std::int64_t count(Database& database)
    {
        std::int64_t found = 0;
        database.read([&](Connection& connection) {
            connection.query({"SELECT count(*) FROM item", {}},
                             [&](const Row& row) { found = row.integer(0); });
        });
        return found;
    }

    Options m_options;
};

TEST_F(SqliteTest, second_process_is_refused_by_name)
{
    const auto first = Database::open(m_options);
    try {
        Database::open(m_options);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.cause(), Cause::unavailable);
        EXPECT_NE(error.message().find(std::to_string(getpid())), std::string::npos)
            << error.message();
    }
}

TEST_F(SqliteTest, one_that_only_looks_may_stand_beside)
{
    const auto first = Database::open(m_options);
    make_table(*first);
    add(*first, 1);
    Options looking = m_options;
    looking.read_only = true;
    const auto second = Database::open(looking);
    EXPECT_EQ(count(*second), 1);
    EXPECT_THROW(add(*second, 2), Error);
    add(*first, 2);
    EXPECT_EQ(count(*second), 2);
}

// Writes until it is killed; says through the pipe what has been acknowledged.
[[noreturn]] void write_forever(const Options& options, int pipe)
{
    const auto database = Database::open(options);
    std::vector<std::thread> threads;
    for (std::int64_t t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (std::int64_t i = t;; i += 4) {
                database->write([&](Connection& connection) {
                    connection.execute("INSERT INTO item (n, body) VALUES (?, 'a')", {i});
                    connection.execute("INSERT INTO item (n, body) VALUES (?, 'b')", {i});
                });
                if (write(pipe, &i, sizeof i) != sizeof i)
                    _exit(1);
            }
        });
    for (auto& thread : threads)
        thread.join();
    _exit(0);
}

TEST_F(SqliteTest, what_was_acknowledged_outlives_kill)
{
    make_table(*Database::open(m_options));
    int acknowledged_rows = 0;
    for (int round = 0; round < 5; ++round) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0)
            write_forever(m_options, ends[1]);
        close(ends[1]);
        std::vector<std::int64_t> acknowledged;
        std::int64_t n = 0;
        while (read(ends[0], &n, sizeof n) == sizeof n) {
            acknowledged.push_back(n);
            if (acknowledged.size() == 200 + 37 * static_cast<std::size_t>(round))
                kill(child, SIGKILL);
        }
        close(ends[0]);
        waitpid(child, nullptr, 0);
        const auto database = Database::open(m_options);
        database->read([&](Connection& connection) {
            for (const std::int64_t each : acknowledged)
                connection.query({"SELECT count(*) FROM item WHERE n = ?", {each}},
                                 [&](const Row& row) { EXPECT_GE(row.integer(0), 2); });
            connection.query({"SELECT count(*) FROM (SELECT n FROM item GROUP BY n HAVING "
                              "count(*) % 2 = 1)",
                              {}},
                             [&](const Row& row) { EXPECT_EQ(row.integer(0), 0); });
        });
        acknowledged_rows += static_cast<int>(acknowledged.size());
    }
    RecordProperty("acknowledged", acknowledged_rows);
    EXPECT_GT(acknowledged_rows, 1000);
}

TEST_F(SqliteTest, full_disk_is_told_and_passes)
{
    const auto database = Database::open(m_options);
    make_table(*database);
    add(*database, 1);
    const std::string large(100'000, 'x');
    // The pragma stands for a disk that has no more room.
    std::atomic<int> refused = 0;
    database->write([&](Connection& connection) {
        connection.query({"PRAGMA max_page_count = 40", {}}, [](const Row&) {});
    });
    std::vector<std::thread> threads;
    std::atomic<std::int64_t> kept = 1;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 5; ++i) {
                try {
                    add(*database, i, large);
                    ++kept;
                } catch (const Error& error) {
                    EXPECT_EQ(error.cause(), Cause::unavailable);
                    EXPECT_EQ(error.message(), "The disk is full, so nothing could be saved.");
                    ++refused;
                }
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_GT(refused, 0);
    EXPECT_EQ(count(*database), kept);
    database->write([&](Connection& connection) {
        connection.query({"PRAGMA max_page_count = 100000", {}}, [](const Row&) {});
    });
    add(*database, 2, large);
    EXPECT_EQ(count(*database), kept + 1);
}

// Fills a disk of four megabytes of its own.
TEST_F(SqliteTest, a_really_full_disk_is_told_and_passes)
{
    std::filesystem::create_directories(m_options.data_folder);
    if (geteuid() != 0 || mount("tmpfs", m_options.data_folder.c_str(), "tmpfs", 0, "size=4m") != 0)
        GTEST_SKIP() << "only root can make a small disk";
    const std::string ballast = m_options.data_folder + "/ballast";
    std::ofstream(ballast) << std::string(1'500'000, 'b');
    std::int64_t kept = 0;
    {
        const auto database = Database::open(m_options);
        make_table(*database);
        const auto fill = [&] {
            for (int i = 0; i < 1000; ++i) {
                try {
                    add(*database, i, std::string(20'000, 'x'));
                    ++kept;
                } catch (const Error& error) {
                    EXPECT_EQ(error.cause(), Cause::unavailable) << error.message();
                    return true;
                }
            }
            return false;
        };
        EXPECT_TRUE(fill());
        EXPECT_EQ(count(*database), kept);
        const auto kept_at_first = kept;
        std::filesystem::remove(ballast);
        EXPECT_TRUE(fill());
        EXPECT_GT(kept, kept_at_first);
        EXPECT_EQ(count(*database), kept);
    }
    EXPECT_EQ(count(*Database::open(m_options)), kept);
    umount(m_options.data_folder.c_str());
}

TEST_F(SqliteTest, a_lock_held_by_another_process_is_told_and_passes)
{
    m_options.busy_timeout_ms = 100;
    const auto database = Database::open(m_options);
    make_table(*database);
    SqliteConnection other(m_options.data_folder + "/comity.db", SqliteConnection::Role::writer,
                           m_options);
    other.run("BEGIN IMMEDIATE");
    try {
        add(*database, 1);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.cause(), Cause::unavailable);
        EXPECT_EQ(error.message(), "The database is locked by another process.");
    }
    other.run("ROLLBACK");
    add(*database, 2);
    EXPECT_EQ(count(*database), 1);
}

TEST_F(SqliteTest, statements_kept_are_bounded)
{
    Database::open(m_options);
    SqliteConnection connection(m_options.data_folder + "/comity.db",
                                SqliteConnection::Role::reader, m_options);
    for (int i = 0; i < 1000; ++i)
        connection.query({"SELECT " + std::to_string(i), {}}, [](const Row&) {});
    EXPECT_EQ(connection.cached_statements(), 200U);
    // The same text inside its own row.
    int rows = 0;
    const Statement statement{"SELECT 1 UNION ALL SELECT 2", {}};
    connection.query(statement,
                     [&](const Row&) { connection.query(statement, [&](const Row&) { ++rows; }); });
    EXPECT_EQ(rows, 4);
}

TEST_F(SqliteTest, long_statement_is_stopped)
{
    m_options.statement_limit_ms = 50;
    const auto database = Database::open(m_options);
    const std::string endless = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) "
                                "SELECT count(*) FROM t";
    const auto ask = [&](Connection& connection) {
        connection.query({endless, {}}, [](const Row&) {});
    };
    for (const bool writing : {false, true}) {
        try {
            writing ? database->write(ask) : database->read(ask);
            FAIL();
        } catch (const Error& error) {
            EXPECT_EQ(error.cause(), Cause::unavailable);
        }
    }
    EXPECT_TRUE(database->is_ready());
}

TEST_F(SqliteTest, log_does_not_grow_while_there_are_always_readers)
{
    const auto database = Database::open(m_options);
    make_table(*database);
    std::atomic<bool> stop = false;
    std::vector<std::thread> readers;
    for (int t = 0; t < 3; ++t)
        readers.emplace_back([&] {
            while (!stop)
                database->read([&](Connection& connection) {
                    connection.query({"SELECT count(*) FROM item", {}}, [](const Row&) {});
                    std::this_thread::sleep_for(std::chrono::milliseconds(2));
                    connection.query({"SELECT count(*) FROM item", {}}, [](const Row&) {});
                });
        });
    const std::string large(1'000'000, 'x');
    for (int i = 0; i < 160; ++i)
        add(*database, i, large);
    stop = true;
    for (auto& thread : readers)
        thread.join();
    EXPECT_LT(std::filesystem::file_size(m_options.data_folder + "/comity.db-wal"), 110'000'000U);
}

TEST_F(SqliteTest, snapshot_is_a_database)
{
    const auto database = Database::open(m_options);
    make_table(*database);
    for (int i = 0; i < 20; ++i)
        add(*database, i, std::string(10'000, 'y'));
    Options copy;
    copy.data_folder = m_options.data_folder + "/copy";
    std::filesystem::create_directory(copy.data_folder);
    database->snapshot(copy.data_folder + "/comity.db");
    add(*database, 20);
    EXPECT_EQ(count(*Database::open(copy)), 20);
    EXPECT_GT(database->size_bytes(), 200'000);
}

TEST_F(SqliteTest, trigram_search_is_compiled_in)
{
    const auto database = Database::open(m_options);
    database->write([](Connection& connection) {
        connection.execute_script(
            "CREATE VIRTUAL TABLE words USING fts5(body, tokenize='trigram')");
        connection.execute("INSERT INTO words (body) VALUES (?)", {"the quick brown fox"});
    });
    int found = 0;
    database->read([&](Connection& connection) {
        connection.query({"SELECT body FROM words WHERE words MATCH ?", {"\"ick br\""}},
                         [&](const Row&) { ++found; });
    });
    EXPECT_EQ(found, 1);
}

TEST_F(SqliteTest, text_of_times_is_read_as_it_was_written)
{
    for (const std::int64_t us :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}, -62'135'596'800'000'000,
          253'402'300'799'999'999, std::int64_t{951'782'400'000'000}}) {
        char text[instant_width];
        write_instant(text, Instant{us});
        EXPECT_EQ(read_instant({text, instant_width}), Instant{us});
    }
    for (std::int32_t days = -719'162; days <= 2'932'896; days += 17) {
        char text[date_width];
        write_date(text, Date{days});
        ASSERT_EQ(read_date({text, date_width}), Date{days});
    }
    EXPECT_FALSE(read_date("2024-1-01"));
    EXPECT_FALSE(read_date("2024-01-0x"));
    EXPECT_FALSE(read_instant("2024-01-01T00:00:00Z"));
}

} // namespace
} // namespace comity::store
