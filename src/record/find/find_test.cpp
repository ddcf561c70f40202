#include "record/fixtures/reading_fixture.h"

#include "base/error.h"
#include "record/find/sort.h"
#include "store/database.h"

namespace comity::record {
namespace {

using Names = std::vector<std::string>;

class FindTest : public ReadingTest {
protected:
    Id acme;

    void SetUp() override
    {
        ReadingTest::SetUp();
        if (!IsSkipped())
            acme = put("account", R"({"name":"Acme","sector":"tech"})");
    }

    void put_deals()
    {
        put("deal", R"({"name":"A","amount":"10","stage":"won"})");
        put("deal", R"({"name":"B","amount":"30","stage":"won"})");
        put("deal", R"({"name":"C","stage":"open"})");
        put("deal", R"({"name":"D","amount":"20"})");
        put("deal", R"({"name":"E","amount":"20","stage":"lost"})");
        put("deal", R"({"name":"F"})");
    }

    // All titles, page after page of two.
    Names walk(const std::string& sort, const std::string& filter = "", int limit = 2)
    {
        return walk(sort, filter, limit, administrator());
    }
    Names walk(const std::string& sort, const std::string& filter, int limit, const Actor& actor)
    {
        return all_names("deal", {.filter = filter, .sort = sort, .limit = limit}, actor);
    }
};

TEST_P(FindTest, PagesByAnySort)
{
    put_deals();
    EXPECT_EQ(walk("name"), (Names{"A", "B", "C", "D", "E", "F"}));
    EXPECT_EQ(walk("-name"), (Names{"F", "E", "D", "C", "B", "A"}));
    EXPECT_EQ(walk("amount"), (Names{"A", "D", "E", "B", "C", "F"}));
    EXPECT_EQ(walk("-amount"), (Names{"B", "E", "D", "A", "F", "C"}));
    EXPECT_EQ(walk("-amount,name"), (Names{"B", "D", "E", "A", "C", "F"}));
    EXPECT_EQ(walk("stage,-amount"), (Names{"E", "C", "B", "A", "D", "F"}));
    EXPECT_EQ(walk("-stage,amount,-name"), (Names{"A", "B", "C", "E", "D", "F"}));
    EXPECT_EQ(walk("id"), (Names{"A", "B", "C", "D", "E", "F"}));
    EXPECT_EQ(walk("-created_at"), (Names{"F", "E", "D", "C", "B", "A"}));
    EXPECT_EQ(walk(""), walk("-created_at"));
    for (const int limit : {1, 3, 6, 7})
        EXPECT_EQ(walk("stage,-amount", "", limit), (Names{"E", "C", "B", "A", "D", "F"}));
    EXPECT_EQ(walk("-amount", "stage:*"), (Names{"B", "E", "A", "C"}));
}

TEST_P(FindTest, SortsByTheTitleOfAReference)
{
    const Id zeta = put("account", R"({"name":"Zeta"})");
    put("deal", R"({"name":"A","account":")" + format_id(zeta) + "\"}");
    put("deal", R"({"name":"B","account":")" + format_id(acme) + "\"}");
    put("deal", R"({"name":"C"})");
    EXPECT_EQ(walk("account", "", 1), (Names{"B", "A", "C"}));
    EXPECT_EQ(walk("-account", "", 1), (Names{"A", "B", "C"}));
}

TEST_P(FindTest, RefusesWrongQuestions)
{
    put_deals();
    ListQuery query;
    query.sort = "amount,colour,account.name";
    const Error sort = error_of([&] { list("deal", query, administrator()); });
    EXPECT_EQ(sort.cause(), Cause::invalid);
    EXPECT_EQ(sort.problems().size(), 2u);
    query = {};
    query.fields = {"name", "colour", "shape"};
    EXPECT_EQ(error_of([&] { list("deal", query, administrator()); }).problems().size(), 2u);
    query = {};
    query.limit = 201;
    EXPECT_EQ(error_of([&] { list("deal", query, administrator()); }).cause(), Cause::invalid);
    query = {};
    query.expand = {"name", "account.colour"};
    EXPECT_EQ(error_of([&] { list("deal", query, administrator()); }).problems().size(), 2u);
    query = {};
    for (const char* cursor : {"x", "!", "AAAA", "WyJ4IiwwXQ"}) {
        query.after = cursor;
        EXPECT_EQ(error_of([&] { list("deal", query, administrator()); }).cause(),
                  Cause::malformed);
    }
}

TEST_P(FindTest, ACursorBelongsToItsQuestion)
{
    put_deals();
    ListQuery query;
    query.limit = 2;
    query.sort = "name";
    query.after = list("deal", query, administrator()).text("next");
    EXPECT_EQ(names("deal", query, administrator()), (Names{"C", "D"}));
    query.filter = "stage = won";
    EXPECT_EQ(error_of([&] { list("deal", query, administrator()); }).cause(), Cause::malformed);
}

TEST_P(FindTest, WritesRecords)
{
    const Id deal = put("deal", R"({"name":"A \"1\"","amount":{"amount":"10.5","currency":"USD"},
        "close_date":"2017-01-02","account":")" +
                                    format_id(acme) + "\"}");
    std::string out;
    EXPECT_EQ(read_record(engine(), administrator(), object("deal"), deal, {}, out), 1);
    EXPECT_EQ(out,
              R"({"id":")" + format_id(deal) + R"(","version":1,"name":"A \"1\"","account":")" +
                  format_id(acme) +
                  R"(","stage":null,"amount":{"amount":"10.50","currency":"USD"},)"
                  R"("probability":null,"close_date":"2017-01-02","stage_since":null,)"
                  R"("owner":null,"secret":null,"created_at":"1970-01-01T00:00:01Z",)"
                  R"("created_by":null,"updated_at":"1970-01-01T00:00:01Z","updated_by":null})");
    ListQuery query;
    query.fields = {"amount", "updated_at", "amount"};
    std::string some;
    read_record(engine(), administrator(), object("deal"), deal, query, some);
    EXPECT_EQ(some, R"({"id":")" + format_id(deal) +
                        R"(","version":1,"amount":{"amount":"10.50","currency":"USD"},)"
                        R"("updated_at":"1970-01-01T00:00:01Z"})");
    const Json listed = list("deal", {}, administrator());
    EXPECT_EQ(listed.find("records")->if_array()->at(0), parse_json(out));
    EXPECT_EQ(listed.find("count"), nullptr);
}

TEST_P(FindTest, ExpandsReferences)
{
    const Id vip = put("tag", R"({"name":"VIP"})");
    const Id ann = put("contact", R"({"name":"Ann","account":")" + format_id(acme) +
                                      R"(","labels":[")" + format_id(vip) + R"("]})");
    put("contact", R"({"name":"Bob"})");
    put("activity",
        R"({"subject":"Call","about":{"object":"contact","id":")" + format_id(ann) + R"("}})");
    ListQuery query;
    query.fields = {"name"};
    query.expand = {"account", "account.sector", "labels"};
    const Json page = list("contact", query, administrator());
    const auto& records = *page.find("records")->if_array();
    EXPECT_EQ(format_json(*records[0].find("expanded")),
              R"({"account":{"object":"account","id":")" + format_id(acme) +
                  R"(","title":"Acme","sector":"tech"},"labels":[{"object":"tag","id":")" +
                  format_id(vip) + R"(","title":"VIP"}]})");
    EXPECT_EQ(format_json(*records[1].find("expanded")), R"({"account":null,"labels":[]})");
    EXPECT_EQ(records[0].find("account"), nullptr);
    query = {};
    query.expand = {"about"};
    const Json activities = list("activity", query, administrator());
    EXPECT_EQ(activities.find("records")
                  ->if_array()
                  ->at(0)
                  .find("expanded")
                  ->find("about")
                  ->text("title"),
              "Ann");
    std::string out;
    query.expand = {"account"};
    read_record(engine(), administrator(), object("contact"), ann, query, out);
    EXPECT_EQ(parse_json(out).find("expanded")->find("account")->text("title"), "Acme");
}

TEST_P(FindTest, ShowsWhatMayBeSeenOnly)
{
    const Id sam = put("user", R"({"name":"Sam"})");
    const Id eva = put("user", R"({"name":"Eva"})");
    const Id mine = put("deal", R"({"name":"Mine","secret":"s","account":")" + format_id(acme) +
                                    R"(","owner":")" + format_id(sam) + "\"}");
    const Id hers = put("deal", R"({"name":"Hers","owner":")" + format_id(eva) + "\"}");
    ListQuery query;
    query.sort = "name";
    query.count = ListQuery::Count::exact;
    EXPECT_EQ(names("deal", query, rep(sam)), (Names{"Mine"}));
    EXPECT_EQ(list("deal", query, rep(sam)).find("count")->if_number()->text, "1");
    EXPECT_EQ(names("deal", query, rep(sam, {sam, eva})), (Names{"Hers", "Mine"}));
    std::string out;
    const auto read = [&](const Id& id, const Actor& actor, const ListQuery& how = {}) {
        out.clear();
        return read_record(engine(), actor, object("deal"), id, how, out);
    };
    EXPECT_EQ(read(mine, rep(sam)), 1);
    EXPECT_EQ(error_of([&] { read(hers, rep(sam)); }).cause(), Cause::not_found);
    EXPECT_EQ(out, "");
    EXPECT_EQ(error_of([&] { read(make_id(), administrator()); }).cause(), Cause::not_found);
    ListQuery expanding;
    expanding.expand = {"account"}; // which nobody owns
    EXPECT_EQ(read(mine, rep(sam), expanding), 1);
    EXPECT_TRUE(parse_json(out).find("expanded")->find("account")->is_null());
    EXPECT_EQ(titles_of(engine(), rep(sam), object("deal"), {mine, hers, mine}).size(), 1u);

    Actor narrow = rep(sam);
    auto role = role_of(Reach::all);
    role->hidden_fields["deal"].insert("secret");
    narrow.role = role;
    read(mine, narrow);
    EXPECT_EQ(parse_json(out).find("secret"), nullptr);
    ListQuery asked;
    asked.fields = {"secret"};
    EXPECT_EQ(error_of([&] { read(mine, narrow, asked); }).cause(), Cause::invalid);
    asked = {};
    asked.sort = "secret";
    EXPECT_EQ(error_of([&] { list("deal", asked, narrow); }).cause(), Cause::invalid);

    narrow.role = role_of(Reach::none);
    EXPECT_EQ(error_of([&] { list("deal", {}, narrow); }).cause(), Cause::forbidden);
}

TEST_P(FindTest, KnowsTheBin)
{
    const Id gone = put("deal", R"({"name":"Gone"})");
    put("deal", R"({"name":"Here"})");
    bin("deal", gone, {5'000'000});
    EXPECT_EQ(names("deal", ""), (Names{"Here"}));
    ListQuery query;
    query.bin = true;
    EXPECT_EQ(names("deal", query, administrator()), (Names{"Gone"}));
    std::string out;
    EXPECT_EQ(read_record(engine(), administrator(), object("deal"), gone, query, out), 2);
    EXPECT_EQ(parse_json(out).text("deleted_at"), "1970-01-01T00:00:05Z");
    EXPECT_EQ(error_of([&] {
                  read_record(engine(), administrator(), object("deal"), gone, {}, out);
              }).cause(),
              Cause::not_found);
}

TEST_P(FindTest, ReadsEarlierMoments)
{
    const Id a = put("deal", R"({"name":"A","amount":"10"})", {1'000'000});
    const Id b = put("deal", R"({"name":"B","amount":"20"})", {2'000'000});
    put("deal", R"({"name":"C","amount":"30"})", {9'000'000});
    change("deal", a, R"({"amount":"25"})", {4'000'000});
    bin("deal", b, {5'000'000});
    const auto at = [&](std::int64_t seconds, const std::string& sort) {
        ListQuery query;
        query.as_of = Instant{seconds * 1'000'000};
        query.sort = sort;
        query.limit = 1;
        query.count = ListQuery::Count::exact;
        Names all;
        for (;;) {
            const Json page = list("deal", query, administrator());
            for (const Json& record : *page.find("records")->if_array())
                all.push_back(std::string(record.text("name")) +
                              std::string(record.find("amount")->text("amount")));
            if (page.find("next")->is_null()) {
                EXPECT_EQ(page.find("count")->if_number()->text, std::to_string(all.size()));
                return all;
            }
            query.after = page.text("next");
        }
    };
    EXPECT_EQ(at(0, "name"), (Names{}));
    EXPECT_EQ(at(1, "name"), (Names{"A10.00"}));
    EXPECT_EQ(at(3, "-amount"), (Names{"B20.00", "A10.00"}));
    EXPECT_EQ(at(4, "-amount"), (Names{"A25.00", "B20.00"}));
    EXPECT_EQ(at(4, "-name,amount"), (Names{"B20.00", "A25.00"}));
    EXPECT_EQ(at(6, "name"), (Names{"A25.00"}));
    EXPECT_EQ(at(10, "name"), (Names{"A25.00", "C30.00"}));
    ListQuery query;
    query.as_of = Instant{3'000'000};
    std::string out;
    EXPECT_EQ(read_record(engine(), administrator(), object("deal"), a, query, out), 1);
    EXPECT_EQ(parse_json(out).find("amount")->text("amount"), "10.00");
    query.as_of = Instant{500'000};
    EXPECT_EQ(error_of([&] {
                  read_record(engine(), administrator(), object("deal"), a, query, out);
              }).cause(),
              Cause::not_found);
}

TEST_P(FindTest, EstimatesLargeCounts)
{
    database().write([&](store::Connection& connection) {
        for (int i = 0; i < 1'005; ++i)
            connection.execute({R"(INSERT INTO "tags" ("id", "version", "created_at", "updated_at",
                                   "name") VALUES (?, 1, ?, ?, ?))",
                                {make_id(), Instant{1}, Instant{1}, "t" + std::to_string(i)}});
    });
    ListQuery query;
    query.count = ListQuery::Count::estimate;
    query.limit = 1;
    Json page = list("tag", query, administrator());
    EXPECT_EQ(page.find("count")->if_number()->text, "1000");
    EXPECT_TRUE(page.flag("estimated"));
    query.count = ListQuery::Count::exact;
    page = list("tag", query, administrator());
    EXPECT_EQ(page.find("count")->if_number()->text, "1005");
    EXPECT_FALSE(page.flag("estimated"));

    int pages = 0;
    std::size_t rows = 0;
    each_page(engine(), administrator(), object("tag"), {}, 500, [&](std::vector<Record>& page) {
        ++pages;
        rows += page.size();
        EXPECT_TRUE(page[0].title().starts_with("t"));
        return true;
    });
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(rows, 1'005u);
}

TEST_P(FindTest, WalksAnIndexWhenManyMatch)
{
    constexpr int count = 6'000;
    const Id sam = put("user", R"({"name":"Sam"})");
    Names expected, mine;
    database().write([&](store::Connection& connection) {
        for (int i = 0; i < count; ++i) {
            const bool is_won = i % 3 == 0 && i < 5'400; // the dearest are not won: a gap to cross
            const std::string name = "d" + std::to_string(10'000 + i);
            connection.execute(
                {R"(INSERT INTO "deals" ("id", "version", "created_at",
                                   "updated_at", "name", "stage", "amount", "owner")
                                   VALUES (?, 1, ?, ?, ?, ?, ?, ?))",
                 {make_id(), Instant{1}, Instant{1}, name, std::string(is_won ? "won" : "open"),
                  std::int64_t{i}, i % 5 == 0 ? Value(sam) : Value(Null{})}});
            if (i % 5 == 0)
                mine.insert(mine.begin(), name);
            if (is_won)
                expected.insert(expected.begin(), name);
        }
    });
    for (int round = 0; round < 2; ++round) // the second time the outcome is known
        EXPECT_EQ(walk("-amount", "stage = won", 200), expected);
    EXPECT_EQ(walk("-amount", "stage = won AND amount < 0.01", 7).size(), 34u);
    EXPECT_EQ(walk("-amount", "stage = lost", 7), (Names{}));
    const auto mine_of = [&](std::string_view filter) {
        return walk("-amount", std::string(filter), 200, rep(sam));
    };
    for (int round = 0; round < 2; ++round)
        EXPECT_EQ(mine_of(""), mine);
    EXPECT_EQ(mine_of("stage = won").size(), 360u);
    EXPECT_EQ(walk("-amount", "", 200, rep(make_id())), (Names{}));
}

READS_ON_BOTH(FindTest);

TEST(Token, GoesThereAndBack)
{
    for (const std::string text : {"", "a", "ab", "abc", "\xff\x00\x7f?~>"})
        EXPECT_EQ(decode_token(encode_token(text)), text);
    EXPECT_FALSE(decode_token("a+b"));
}

} // namespace
} // namespace comity::record
