// Tables grow while people work with them, on both databases.

#include "store/store_fixture.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

namespace comity::store {
namespace {

class GrowTest : public StoreTest {
protected:
    Table things()
    {
        return {.name = "things",
                .columns = {{"id", Type::integer, true}, {"body", Type::text}},
                .primary_key = {"id"}};
    }
    void fill(int rows)
    {
        ensure({things()});
        database().write([&](Connection& connection) {
            for (int i = 0; i < rows; ++i)
                connection.execute("INSERT INTO things (id, body) VALUES (?, ?)",
                                   {std::int64_t{i}, "body " + std::to_string(i)});
        });
    }
    Growth grow(const Table& table)
    {
        Growth growth;
        database().write([&](Connection& connection) {
            growth = grow_tables(connection, {&table, 1});
        });
        for (const IndexToBuild& index : growth.later)
            database().build_index(index.table, index.index);
        return growth;
    }
};
ON_BOTH(GrowTest);

Table with_colour(Table table)
{
    table.columns.push_back({"colour", Type::text});
    table.indexes.push_back({.columns = {"colour", "id"}, .where = "\"colour\" IS NOT NULL"});
    return table;
}

TEST_P(GrowTest, a_new_column_has_an_index_that_finds_what_is_written_later)
{
    fill(500);
    const Growth growth = grow(with_colour(things()));
    EXPECT_EQ(growth.later.empty(), !is_postgres());
    EXPECT_EQ(grow(with_colour(things())).made, 0);
    database().write([&](Connection& connection) {
        connection.execute("UPDATE things SET colour = 'red' WHERE id < 100");
        connection.execute("INSERT INTO things (id, colour) VALUES (1000, 'red')");
        connection.execute("DELETE FROM things WHERE id = 5");
    });
    EXPECT_EQ(number("SELECT count(*) FROM things WHERE colour = 'red'"), 100);
    EXPECT_EQ(number("SELECT count(*) FROM things WHERE colour IS NULL"), 400);
    if (is_postgres())
        return;
    EXPECT_EQ(number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"),
              1);
    EXPECT_EQ(number("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'comity_seed%'"), 0);
    reopen();
    EXPECT_EQ(number("SELECT count(*) FROM things WHERE colour = 'red'"), 100);
}

TEST_P(GrowTest, a_failed_growth_leaves_nothing)
{
    fill(10);
    EXPECT_EQ(cause_of([&] {
                  database().write([&](Connection& connection) {
                      const Table table = with_colour(things());
                      grow_tables(connection, {&table, 1});
                      throw Error(Cause::invalid, "no");
                  });
              }),
              Cause::invalid);
    database().read([&](Connection& connection) {
        EXPECT_EQ(columns_of(connection, "things"), (std::vector<std::string>{"id", "body"}));
    });
    EXPECT_EQ(grow(with_colour(things())).made, is_postgres() ? 1 : 2);
}

TEST_P(GrowTest, an_index_of_filled_columns_is_built_beside_the_work)
{
    fill(500);
    Table table = things();
    table.indexes.push_back({.columns = {"body"}});
    EXPECT_EQ(grow(table).later.size(), 1U);
    EXPECT_TRUE(grow(table).later.empty());
    Table unique = things();
    unique.columns.push_back({"twice", Type::text});
    grow(unique);
    script("UPDATE things SET twice = 'same'");
    const Index index{.columns = {"twice"}, .unique = true};
    EXPECT_EQ(cause_of([&] { database().build_index(unique, index); }), Cause::conflict);
    script("UPDATE things SET twice = body");
    EXPECT_EQ(cause_of([&] { database().build_index(unique, index); }), std::nullopt);
}

// PostgreSQL lets nobody pass a change of a table that waits for a long reader: so it may not wait.
TEST_P(GrowTest, nobody_queues_behind_a_growth_that_waits_for_a_long_reader)
{
    if (!is_postgres())
        GTEST_SKIP() << "on SQLite readers keep nobody waiting";
    fill(10);
    std::promise<void> is_read, may_end;
    std::thread reader([&] {
        database().read([&](Connection& connection) {
            connection.query({"SELECT count(*) FROM things", {}}, [](const Row&) {});
            is_read.set_value();
            may_end.get_future().wait();
        });
    });
    is_read.get_future().wait();
    // Whoever comes after a change of a table that waits waits as long as it does: what is looked
    // at is for how long it would, not how long that took here.
    std::atomic<bool> is_patience_said = false;
    std::atomic<int> changes_with_patience = 0;
    Database::set_fault_hook([&](std::string_view sql) {
        if (sql.starts_with("SET LOCAL lock_timeout"))
            is_patience_said = true;
        else if (sql.starts_with("ALTER TABLE"))
            changes_with_patience += is_patience_said.exchange(false);
    });
    std::atomic<bool> is_over = false;
    std::atomic<int> refused = 0;
    std::thread growing([&] {
        for (int i = 0; i < 5; ++i)
            refused += cause_of([&] { grow(with_colour(things())); }) == Cause::unavailable;
        is_over = true;
    });
    while (!is_over) {
        EXPECT_EQ(number("SELECT count(*) FROM things"), 10);
        database().write([&](Connection& connection) {
            connection.execute("UPDATE things SET body = 'x' WHERE id = 1");
        });
    }
    growing.join();
    Database::set_fault_hook(nullptr);
    EXPECT_EQ(refused, 5);
    EXPECT_EQ(changes_with_patience, 5);
    may_end.set_value();
    reader.join();
    std::string patience;
    database().write([&](Connection& connection) {
        const Table table = with_colour(things());
        EXPECT_EQ(grow_tables(connection, {&table, 1}).made, 1);
        connection.query({"SELECT current_setting('lock_timeout')", {}},
                         [&](const Row& row) { patience = row.text(0); });
    });
    EXPECT_EQ(patience, "50ms"); // anybody else's lock is waited for five seconds
    EXPECT_EQ(grow(with_colour(things())).later.size(), 1U);
}

} // namespace
} // namespace comity::store
