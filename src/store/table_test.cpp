// Tables made from descriptions, on both databases.

#include "store/store_fixture.h"

namespace comity::store {
namespace {

class TableTest : public StoreTest {};
ON_BOTH(TableTest);

TEST_P(TableTest, tables_are_made_once_and_grow)
{
    Table table{.name = "thing \"quoted\"",
                .columns = {{"seq", Type::integer}, {"body", Type::text, true}},
                .primary_key = {},
                .indexes = {{.columns = {"body"}}},
                .counter = "seq"};
    const auto ensure_now = [&] {
        int made = 0;
        database().write([&](Connection& connection) {
            made = ensure_tables(connection, {&table, 1});
        });
        return made;
    };
    EXPECT_EQ(ensure_now(), 2);
    EXPECT_EQ(ensure_now(), 0);
    table.columns.push_back({"more", Type::instant});
    table.indexes.push_back({.columns = {"more", "body"}, .where = "more IS NOT NULL"});
    table.indexes.push_back({.columns = {"more"}, .name = std::string(80, 'n')});
    EXPECT_EQ(ensure_now(), 3);
    EXPECT_EQ(ensure_now(), 0);
    database().write([&](Connection& connection) {
        EXPECT_EQ(columns_of(connection, table.name),
                  (std::vector<std::string>{"seq", "body", "more"}));
        EXPECT_EQ(columns_of(connection, "nowhere"), std::nullopt);
        const std::string insert =
            "INSERT INTO " + quote(table.name) + " (body) VALUES (?) RETURNING seq";
        std::vector<std::int64_t> numbers;
        for (const char* body : {"a", "b"})
            connection.query({insert, {std::string(body)}},
                             [&](const Row& row) { numbers.push_back(row.integer(0)); });
        EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 2}));
    });
}

TEST(IndexNameTest, long_ones_are_cut_and_stay_different)
{
    const Table table{
        .name = std::string(40, 't'), .columns = {}, .primary_key = {}, .indexes = {}};
    const auto name_of_index = [&](const std::string& column) {
        return index_name(table, {.columns = {column}});
    };
    EXPECT_EQ(name_of_index("a"), table.name + "_a_idx");
    const std::string umlauts = "ääääääääääääääääääääää";
    EXPECT_LE(name_of_index(umlauts).size(), 63U);
    EXPECT_NE(name_of_index(umlauts), name_of_index(umlauts + "b"));
    EXPECT_NE(index_name(table, {.columns = {"a"}, .unique = true, .where = "a > 1"}),
              index_name(table, {.columns = {"a"}, .unique = true}));
}

} // namespace
} // namespace comity::store
