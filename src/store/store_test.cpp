// What is promised of both databases, on both.

#include "store/store_fixture.h"

#include <limits>

namespace comity::store {
namespace {

class ValuesTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        if (!IsSkipped())
            ensure({table()});
    }

    static Table table()
    {
        return {.name = "every",
                .columns = {{"id", Type::uuid},
                            {"n", Type::integer},
                            {"r", Type::real},
                            {"b", Type::boolean},
                            {"t", Type::text},
                            {"d", Type::date},
                            {"i", Type::instant},
                            {"u", Type::uuid}},
                .primary_key = {"id"},
                .indexes = {}};
    }

    static std::vector<Value> read_back(Connection& connection, const Id& id)
    {
        std::vector<Value> found;
        connection.query(
            {"SELECT n, r, b, t, d, i, u FROM every WHERE id = ?", {id}}, [&](const Row& row) {
                const Type types[] = {Type::integer, Type::real,    Type::boolean, Type::text,
                                      Type::date,    Type::instant, Type::uuid};
                for (int i = 0; i < 7; ++i)
                    found.push_back(row.value(i, types[i]));
            });
        return found;
    }
};
ON_BOTH(ValuesTest);

std::vector<std::vector<Value>> remarkable_rows()
{
    const Id id = make_id();
    std::string odd = "ÄÖÜ ß 日本語 👩‍👩‍👧 ? ' \" \\ %_ $1 \r\n\t\x01";
    return {
        {Null{}, Null{}, Null{}, Null{}, Null{}, Null{}, Null{}},
        {std::int64_t{0}, 0.0, false, std::string(), Date{0}, Instant{0}, Id{}},
        {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<double>::infinity(), true,
         odd, Date{2'932'896}, Instant{253'402'300'799'999'999}, id},
        {std::numeric_limits<std::int64_t>::min(), -std::numeric_limits<double>::infinity(), true,
         std::string(100'000, 'x'), Date{-719'162}, Instant{-62'135'596'800'000'000}, id},
        {std::int64_t{-1}, 0.1, true, std::string("?"), Date{-1}, Instant{-1}, id},
        {std::int64_t{1}, 5e-324, true, std::string("NULL"), Date{11'016}, Instant{1'234'567}, id},
    };
}

TEST_P(ValuesTest, come_back_as_they_went_in)
{
    for (const auto& row : remarkable_rows()) {
        const Id id = make_id();
        std::vector<Value> values = row;
        values.push_back(id);
        database().write([&](Connection& connection) {
            EXPECT_EQ(connection.execute("INSERT INTO every (n, r, b, t, d, i, u, id) "
                                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                         values),
                      1);
            EXPECT_EQ(read_back(connection, id), row);
        });
        database().read([&](Connection& connection) { EXPECT_EQ(read_back(connection, id), row); });
    }
}

TEST_P(ValuesTest, come_back_from_a_bulk_insert)
{
    std::vector<std::vector<Value>> rows;
    std::vector<Id> ids;
    for (auto row : remarkable_rows()) {
        ids.push_back(make_id());
        row.push_back(ids.back());
        rows.push_back(row);
    }
    const std::vector<std::string> columns = {"n", "r", "b", "t", "d", "i", "u", "id"};
    const std::vector<Type> types = {Type::integer, Type::real,    Type::boolean, Type::text,
                                     Type::date,    Type::instant, Type::uuid,    Type::uuid};
    database().write([&](Connection& connection) {
        connection.bulk_insert("every", columns, types, rows);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto row = rows[i];
            row.pop_back();
            EXPECT_EQ(read_back(connection, ids[i]), row);
        }
    });
}

TEST_P(ValuesTest, null_reads_as_nothing)
{
    database().write([&](Connection& connection) {
        connection.execute("INSERT INTO every (id) VALUES (?)", {make_id()});
        connection.query({"SELECT n, r, b, t, d, i, u FROM every", {}}, [](const Row& row) {
            EXPECT_TRUE(row.is_null(0));
            EXPECT_EQ(row.integer(0), 0);
            EXPECT_EQ(row.real(1), 0);
            EXPECT_FALSE(row.boolean(2));
            EXPECT_EQ(row.text(3), "");
            EXPECT_EQ(row.date(4), Date{});
            EXPECT_EQ(row.instant(5), Instant{});
            EXPECT_TRUE(row.id(6).is_nil());
            EXPECT_THROW(row.integer(7), Error);
        });
    });
}

TEST_P(ValuesTest, sums_and_averages_are_numbers)
{
    database().write([&](Connection& connection) {
        for (const std::int64_t n : {2, 3, 10'000, 123'456'789})
            connection.execute("INSERT INTO every (id, n, r) VALUES (?, ?, ?)",
                               {make_id(), n, static_cast<double>(n) / 4});
        connection.query({"SELECT sum(n), avg(n), sum(r), count(*), coalesce(sum(n), 0), "
                          "max(n), sum(-n) FROM every",
                          {}},
                         [](const Row& row) {
                             EXPECT_EQ(row.integer(0), 123'466'794);
                             EXPECT_DOUBLE_EQ(row.real(1), 30'866'698.5);
                             EXPECT_DOUBLE_EQ(row.real(2), 30'866'698.5);
                             EXPECT_EQ(row.integer(3), 4);
                             EXPECT_EQ(row.integer(4), 123'466'794);
                             EXPECT_DOUBLE_EQ(row.real(5), 123'456'789);
                             EXPECT_EQ(row.integer(6), -123'466'794);
                         });
        connection.query({"SELECT sum(n) FROM every WHERE n < 0", {}},
                         [](const Row& row) { EXPECT_TRUE(row.is_null(0)); });
    });
}

TEST_P(ValuesTest, wrong_types_are_broken_invariants)
{
    database().write([&](Connection& connection) {
        connection.execute("INSERT INTO every (id, n, t) VALUES (?, 1, 'x')", {make_id()});
        connection.query({"SELECT n, t FROM every", {}}, [](const Row& row) {
            EXPECT_THROW(row.text(0), Error);
            EXPECT_THROW(row.integer(1), Error);
            EXPECT_THROW(row.date(1), Error);
            EXPECT_THROW(row.id(1), Error);
        });
    });
}

TEST_P(ValuesTest, what_cannot_be_kept_is_invalid)
{
    const std::vector<Value> bad = {std::string("a\0b", 3),
                                    std::numeric_limits<double>::quiet_NaN(), Date{3'000'000},
                                    Instant{std::numeric_limits<std::int64_t>::max()}};
    const char* columns[] = {"t", "r", "d", "i"};
    for (std::size_t i = 0; i < bad.size(); ++i) {
        const std::string column = columns[i];
        EXPECT_EQ(cause_of([&] {
                      database().write([&](Connection& connection) {
                          connection.execute("INSERT INTO every (id, " + column + ") VALUES (?, ?)",
                                             {make_id(), bad[i]});
                      });
                  }),
                  Cause::invalid);
        EXPECT_EQ(cause_of([&] {
                      database().write([&](Connection& connection) {
                          const std::vector<std::string> names = {"id", column};
                          const Type types[] = {Type::text, Type::real, Type::date, Type::instant};
                          const std::vector<Type> two = {Type::uuid, types[i]};
                          const std::vector<std::vector<Value>> rows = {{make_id(), bad[i]}};
                          connection.bulk_insert("every", names, two, rows);
                      });
                  }),
                  Cause::invalid);
    }
    EXPECT_EQ(number("SELECT count(*) FROM every"), 0);
}

TEST_P(ValuesTest, a_value_may_be_null_at_times)
{
    database().write([&](Connection& connection) {
        for (int i = 0; i < 64; ++i) {
            std::vector<Value> values = {make_id(), Null{}, Null{}, Null{}, Null{}};
            if (i & 1)
                values[1] = std::int64_t{i};
            if (i & 2)
                values[2] = std::string("x");
            if (i & 4)
                values[3] = Date{i};
            if (i & 8)
                values[4] = 1.5;
            connection.execute("INSERT INTO every (id, n, t, d, r) VALUES (?, ?, ?, ?, ?)", values);
        }
    });
    EXPECT_EQ(number("SELECT count(*) FROM every WHERE n IS NOT NULL AND r IS NOT NULL"), 16);
}

TEST_P(ValuesTest, texts_sort_by_bytes)
{
    database().write([&](Connection& connection) {
        for (const char* text : {"b", "A", "a", "B", "ä", "_", "1"})
            connection.execute("INSERT INTO every (id, t) VALUES (?, ?)",
                               {make_id(), std::string(text)});
    });
    std::string order;
    database().read([&](Connection& connection) {
        connection.query({"SELECT t FROM every ORDER BY t", {}},
                         [&](const Row& row) { order += row.text(0); });
    });
    EXPECT_EQ(order, "1AB_abä");
}

TEST_P(ValuesTest, a_part_of_text_is_found_as_it_is)
{
    database().write([&](Connection& connection) {
        for (const char* text : {"50% off", "50x off", "a_b", "axb", "c\\d", "quote'd"})
            connection.execute("INSERT INTO every (id, t) VALUES (?, ?)",
                               {make_id(), std::string(text)});
    });
    const std::string sql =
        "SELECT count(*) FROM every WHERE " + database().dialect().contains("t", "?");
    for (const char* part : {"50%", "_", "\\", "'", "a_b"})
        EXPECT_EQ(number(sql, {std::string(part)}), 1) << part;
    EXPECT_EQ(number(sql, {std::string("off")}), 2);
    EXPECT_EQ(number(sql, {std::string("OFF")}), 0);
}

TEST_P(ValuesTest, question_marks_in_quotes_are_no_placeholders)
{
    database().read([&](Connection& connection) {
        connection.query({"SELECT '?', 'it''s ?', ? AS \"what?\"", {std::int64_t{7}}},
                         [](const Row& row) {
                             EXPECT_EQ(row.text(0), "?");
                             EXPECT_EQ(row.text(1), "it's ?");
                             EXPECT_EQ(row.integer(2), 7);
                         });
    });
}

std::vector<std::string> periods_of(Database& database, Type type, Period period,
                                    std::string_view zone)
{
    std::vector<std::string> found;
    const std::string column = type == Type::date ? "d" : "i";
    const std::string sql = "SELECT " + database.dialect().period(column, type, period, zone) +
                            " FROM every ORDER BY n";
    database.read([&](Connection& connection) {
        connection.query({sql, {}}, [&](const Row& row) {
            found.emplace_back(row.is_null(0) ? "null" : row.text(0));
        });
    });
    return found;
}

TEST_P(ValuesTest, days_and_moments_lie_in_periods)
{
    using Names = std::vector<std::string>;
    const char* moments[] = {"2017-03-01T00:30:00Z", "2016-12-31T23:30:00.5Z",
                             "2021-01-03T12:00:00Z", "1969-07-20T20:17:40Z"};
    database().write([&](Connection& connection) {
        std::int64_t n = 0;
        for (const char* text : moments) {
            const Instant instant = *parse_instant(text);
            connection.execute("INSERT INTO every (id, n, d, i) VALUES (?, ?, ?, ?)",
                               {make_id(), n++, date_in(instant, "UTC"), instant});
        }
        connection.execute("INSERT INTO every (id, n) VALUES (?, ?)", {make_id(), n});
    });
    for (const Type type : {Type::date, Type::instant}) {
        const auto of = [&](Period period) { return periods_of(database(), type, period, "UTC"); };
        EXPECT_EQ(of(Period::day),
                  (Names{"2017-03-01", "2016-12-31", "2021-01-03", "1969-07-20", "null"}));
        EXPECT_EQ(of(Period::week),
                  (Names{"2017-W09", "2016-W52", "2020-W53", "1969-W29", "null"}));
        EXPECT_EQ(of(Period::month), (Names{"2017-03", "2016-12", "2021-01", "1969-07", "null"}));
        EXPECT_EQ(of(Period::quarter), (Names{"2017-Q1", "2016-Q4", "2021-Q1", "1969-Q3", "null"}));
        EXPECT_EQ(of(Period::year), (Names{"2017", "2016", "2021", "1969", "null"}));
    }
    const auto in = [&](Period period, std::string_view zone) {
        return periods_of(database(), Type::instant, period, zone);
    };
    EXPECT_EQ(in(Period::day, "America/New_York"),
              (Names{"2017-02-28", "2016-12-31", "2021-01-03", "1969-07-20", "null"}));
    EXPECT_EQ(in(Period::year, "Asia/Tokyo"), (Names{"2017", "2017", "2021", "1969", "null"}));
    EXPECT_EQ(in(Period::week, "Asia/Tokyo"),
              (Names{"2017-W09", "2016-W52", "2020-W53", "1969-W30", "null"}));
    EXPECT_EQ(cause_of([&] { in(Period::day, "Mars/Olympus"); }), Cause::invalid);
}

} // namespace
} // namespace comity::store
