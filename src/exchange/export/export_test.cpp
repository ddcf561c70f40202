#include "record/fixtures/reading_fixture.h"

#include "base/error.h"
#include "exchange/export.h"
#include "store/database.h"

#include <algorithm>
#include <filesystem>

namespace comity::exchange {
namespace {

class ExportTest : public ReadingTest {
protected:
    std::string take(std::string_view name, const ExportQuery& query, const Actor& actor)
    {
        ExportStream stream(engine(), actor, object(name), query);
        std::string out;
        while (stream.next(out)) {
        }
        return out;
    }
    std::string take(std::string_view name, const ExportQuery& query)
    {
        return take(name, query, administrator());
    }
};

TEST_P(ExportTest, WritesCsv)
{
    const Id acme = put("account", R"({"name":"Acme, \"Inc\"","sector":"=1+1"})");
    put("deal", R"({"name":"A","stage":"won","amount":{"amount":"-10.5","currency":"USD"},
        "account":")" +
                    format_id(acme) + R"(","close_date":"2017-01-02","probability":12.5})");
    ExportQuery query;
    query.list.fields = {"name", "account", "stage", "amount", "probability", "close_date"};
    EXPECT_EQ(take("deal", query),
              "\xef\xbb\xbfname,account,stage,amount,amount_currency,probability,close_date\r\n"
              "A,\"Acme, \"\"Inc\"\"\",won,-10.50,USD,12.5,2017-01-02\r\n");
    query.with_ids = true;
    query.list.fields = {"account"};
    EXPECT_EQ(take("deal", query), "\xef\xbb\xbf"
                                   "account,account_id\r\n\"Acme, \"\"Inc\"\"\"," +
                                       format_id(acme) + "\r\n");
    query.with_ids = false;
    query.list.fields = {"name", "sector"};
    EXPECT_EQ(take("account", query),
              "\xef\xbb\xbfname,sector\r\n\"Acme, \"\"Inc\"\"\",\"=1+1\"\r\n");
    query.list.filter = "name = none";
    EXPECT_EQ(take("account", query), "\xef\xbb\xbfname,sector\r\n");
    query.list.fields = {"colour"};
    EXPECT_EQ(error_of([&] { take("account", query); }).cause(), Cause::invalid);
}

TEST_P(ExportTest, WritesJson)
{
    const Id a = put("account", R"({"name":"A","tags":["x"]})");
    put("account", R"({"name":"B"})");
    ExportQuery query;
    query.format = ExportFormat::json;
    query.list.fields = {"id", "name", "tags"};
    query.list.filter = "name = A";
    EXPECT_EQ(take("account", query),
              "[\n{\"id\":\"" + format_id(a) + "\",\"name\":\"A\",\"tags\":[\"x\"]}\n]\n");
    query.list.filter = "";
    EXPECT_EQ(parse_json(take("account", query)).if_array()->size(), 2u);
    query.list.filter = "name = none";
    EXPECT_EQ(parse_json(take("account", query)).if_array()->size(), 0u);
}

TEST_P(ExportTest, StreamsManyRowsInPieces)
{
    database().write([&](store::Connection& connection) {
        for (int i = 0; i < 1'203; ++i)
            connection.execute({R"(INSERT INTO "tags" ("id", "version", "created_at", "updated_at",
                                   "name") VALUES (?, 1, ?, ?, ?))",
                                {make_id(), Instant{1}, Instant{1}, "t" + std::to_string(i)}});
    });
    ExportStream stream(engine(), administrator(), object("tag"), {});
    std::string out;
    int pieces = 0;
    while (stream.next(out))
        ++pieces;
    EXPECT_GE(pieces, 3);
    EXPECT_EQ(std::ranges::count(out, '\n'), 1'204);
    EXPECT_NE(out.find("\r\nt1202\r\n"), std::string::npos);
}

TEST_P(ExportTest, WritesWorkbooks)
{
    put("deal", R"({"name":"=A","amount":"10.5","close_date":"2017-01-02"})");
    ExportQuery query;
    query.format = ExportFormat::xlsx;
    const std::string bytes = take("deal", query);
    EXPECT_TRUE(bytes.starts_with("PK"));
    EXPECT_NE(bytes.find("xl/worksheets/sheet1.xml"), std::string::npos);
    const std::string folder = engine().data_folder() + "/tmp";
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    {
        ExportStream abandoned(engine(), administrator(), object("deal"), query);
        std::string out;
        abandoned.next(out);
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_P(ExportTest, RespectsRightsAndMoments)
{
    const Id sam = put("user", R"({"name":"Sam"})");
    put("deal", R"({"name":"Mine","secret":"s","owner":")" + format_id(sam) + "\"}");
    const Id other = put("deal", R"({"name":"Other"})");
    change("deal", other, R"({"name":"Changed"})", {5'000'000});
    ExportQuery query;
    query.list.fields = {"name"};
    EXPECT_EQ(take("deal", query, rep(sam)), "\xef\xbb\xbfname\r\nMine\r\n");
    Actor narrow = rep(sam);
    auto role = role_of(Reach::all);
    role->reaches["*"][static_cast<std::size_t>(Verb::export_)] = Reach::none;
    narrow.role = role;
    EXPECT_EQ(error_of([&] { take("deal", query, narrow); }).cause(), Cause::forbidden);
    role->reaches["*"][static_cast<std::size_t>(Verb::export_)] = Reach::all;
    role->hidden_fields["deal"].insert("secret");
    EXPECT_EQ(take("deal", {}, narrow).find("secret"), std::string::npos);
    query.list.as_of = Instant{3'000'000};
    EXPECT_EQ(take("deal", query), "\xef\xbb\xbfname\r\nMine\r\nOther\r\n");
}

READS_ON_BOTH(ExportTest);

} // namespace
} // namespace comity::exchange
