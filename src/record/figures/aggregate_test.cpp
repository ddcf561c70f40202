#include "record/fixtures/reading_fixture.h"

#include "base/error.h"

namespace comity::record {
namespace {

class AggregateTest : public ReadingTest {
protected:
    Id sam, eva, north, acme;

    void SetUp() override
    {
        ReadingTest::SetUp();
        if (IsSkipped())
            return;
        north = put("team", R"({"name":"North"})");
        sam = put("user", R"({"name":"Sam","team":")" + format_id(north) + "\"}");
        eva = put("user", R"({"name":"Eva"})");
        acme = put("account", R"({"name":"Acme","tags":["big","old"]})");
        put("account", R"({"name":"Zeta","tags":["big"]})");
        const std::string owner = R"(","owner":")";
        put("deal", R"({"name":"A","stage":"won","amount":"100.10","probability":100,
            "close_date":"2017-03-01)" +
                        owner + format_id(sam) + "\"}");
        put("deal", R"({"name":"B","stage":"won","amount":"200.20","probability":100,
            "close_date":"2017-04-01)" +
                        owner + format_id(eva) + "\"}");
        put("deal", R"({"name":"C","stage":"open","probability":25,
            "amount":{"amount":"10","currency":"USD"},"close_date":"2018-01-01)" +
                        owner + format_id(sam) + "\"}");
        put("deal", R"({"name":"D","stage":"open","amount":"4","probability":12.5})");
        put("deal", R"({"name":"E"})");
    }

    Json ask(AggregateQuery query, const Actor& actor)
    {
        return aggregate(engine(), actor, object("deal"), query);
    }
    Json ask(const AggregateQuery& query) { return ask(query, administrator()); }

    static std::string rows(const Json& answer)
    {
        std::string text;
        for (const Json& row : *answer.find("rows")->if_array()) {
            Json copy = row;
            copy.set("filter", nullptr);
            text += format_json(copy) + "\n";
        }
        for (std::size_t at; (at = text.find(",\"filter\":null")) != text.npos;)
            text.erase(at, 14);
        return text;
    }
};

TEST_P(AggregateTest, CountsWithoutGroups)
{
    EXPECT_EQ(rows(ask({})), "{\"count\":5}\n");
    EXPECT_EQ(rows(ask({.measures = {"count", "sum(amount)", "avg(amount)"},
                        .filter = "name = \"none\""})),
              "{\"count\":0,\"sum(amount)\":{\"amount\":\"0.00\",\"currency\":\"EUR\"},"
              "\"avg(amount)\":null}\n");
}

TEST_P(AggregateTest, SumsExactlyAndConverts)
{
    put("currency", R"({"code":"USD","rate":0.5,"rate_on":"2025-01-01"})");
    put("currency", R"({"code":"USD","rate":0.9,"rate_on":"2026-01-01"})");
    const Json answer = ask({.groups = {"stage"},
                             .measures = {"count", "sum(amount)", "avg(amount)", "max(amount)",
                                          "min(probability)", "weighted(amount)"}});
    const std::string open =
        R"~({"stage":"open","count":2,"sum(amount)":{"amount":"13.00","currency":"EUR"},)~"
        R"~("avg(amount)":{"amount":"6.50","currency":"EUR"},)~"
        R"~("max(amount)":{"amount":"9.00","currency":"EUR"},"min(probability)":12.5,)~"
        R"~("weighted(amount)":{"amount":"2.75","currency":"EUR"}})~";
    const std::string won =
        R"~({"stage":"won","count":2,"sum(amount)":{"amount":"300.30","currency":"EUR"},)~"
        R"~("avg(amount)":{"amount":"150.15","currency":"EUR"},)~"
        R"~("max(amount)":{"amount":"200.20","currency":"EUR"},"min(probability)":100,)~"
        R"~("weighted(amount)":{"amount":"300.30","currency":"EUR"}})~";
    const std::string none =
        R"~({"stage":null,"count":1,"sum(amount)":{"amount":"0.00","currency":"EUR"},)~"
        R"~("avg(amount)":null,"max(amount)":null,"min(probability)":null,)~"
        R"~("weighted(amount)":{"amount":"0.00","currency":"EUR"}})~";
    EXPECT_EQ(rows(answer), open + "\n" + won + "\n" + none + "\n");
    EXPECT_EQ(format_json(*answer.find("rates")),
              R"([{"currency":"USD","rate":"0.9","on":"2026-01-01"}])");
    EXPECT_EQ(answer.find("note"), nullptr);
}

TEST_P(AggregateTest, TellsWhatHasNoRate)
{
    const Json answer = ask({.measures = {"sum(amount)"}});
    EXPECT_EQ(rows(answer), "{\"sum(amount)\":{\"amount\":\"304.30\",\"currency\":\"EUR\"}}\n");
    EXPECT_NE(answer.text("note").find("USD"), std::string_view::npos);
}

TEST_P(AggregateTest, GroupsByPeriodsAndReferences)
{
    EXPECT_EQ(rows(ask({.groups = {"close_date.quarter"}, .sort = "-close_date.quarter"})),
              "{\"close_date.quarter\":\"2018-Q1\",\"count\":1}\n"
              "{\"close_date.quarter\":\"2017-Q2\",\"count\":1}\n"
              "{\"close_date.quarter\":\"2017-Q1\",\"count\":1}\n"
              "{\"close_date.quarter\":null,\"count\":2}\n");
    const Json owners = ask({.groups = {"owner"}, .sort = "-count"});
    EXPECT_EQ(owners.find("titles")->text(format_id(sam)), "Sam");
    const Json teams = ask({.groups = {"owner.team", "stage"}, .sort = "owner.team,stage"});
    EXPECT_EQ(teams.find("rows")->if_array()->at(0).text("owner.team"), format_id(north));
    EXPECT_EQ(teams.find("titles")->text(format_id(north)), "North");
    const Json tags = aggregate(engine(), administrator(), object("account"),
                                {.groups = {"tags"}, .sort = "-count"});
    EXPECT_EQ(rows(tags), "{\"tags\":\"big\",\"count\":2}\n{\"tags\":\"old\",\"count\":1}\n");
}

TEST_P(AggregateTest, EveryRowOpensItsRecords)
{
    for (const AggregateQuery& query :
         {AggregateQuery{.groups = {"stage", "close_date.month"}},
          AggregateQuery{.groups = {"owner.team"}, .filter = "stage = won OR stage = open"},
          AggregateQuery{.groups = {"owner", "probability"}},
          AggregateQuery{.groups = {"created_at.day"}, .filter = "name < \"D\""},
          AggregateQuery{.groups = {"close_date"}}, AggregateQuery{.groups = {"close_date.week"}},
          AggregateQuery{.filter = "amount > 5"}}) {
        const Json answer = ask(query);
        for (const Json& row : *answer.find("rows")->if_array()) {
            const auto opened = names("deal", std::string(row.text("filter")));
            EXPECT_EQ(std::to_string(opened.size()), row.find("count")->if_number()->text)
                << row.text("filter");
        }
    }
}

TEST_P(AggregateTest, SortsAndCuts)
{
    const Json answer = ask({.groups = {"stage"}, .sort = "-count,-stage", .limit = 1});
    EXPECT_EQ(rows(answer), "{\"stage\":\"won\",\"count\":2}\n");
    EXPECT_TRUE(answer.flag("more"));
}

TEST_P(AggregateTest, RefusesWhatCannotBe)
{
    const Error error = error_of([&] {
        ask({.groups = {"colour", "stage.month", "account.colour"},
             .measures = {"sum(name)", "median(amount)", "sum(amount"}});
    });
    EXPECT_EQ(error.cause(), Cause::invalid);
    EXPECT_EQ(error.problems().size(), 6u);
    EXPECT_EQ(error_of([&] { ask({.sort = "stage"}); }).cause(), Cause::invalid);
    EXPECT_EQ(error_of([&] { ask({.limit = 0}); }).cause(), Cause::invalid);
}

TEST_P(AggregateTest, RespectsRightsAndMoments)
{
    EXPECT_EQ(rows(ask({}, rep(sam))), "{\"count\":2}\n");
    Actor narrow = rep(sam);
    auto role = role_of(Reach::all);
    role->hidden_fields["deal"].insert("amount");
    narrow.role = role;
    EXPECT_EQ(error_of([&] { ask({.measures = {"sum(amount)"}}, narrow); }).cause(),
              Cause::invalid);
    const Id late = put("deal", R"({"name":"Late","stage":"open"})", {3'000'000});
    change("deal", late, R"({"stage":"lost"})", {5'000'000});
    EXPECT_EQ(rows(ask({.groups = {"stage"}, .filter = "stage:*", .as_of = Instant{4'000'000}})),
              "{\"stage\":\"open\",\"count\":3}\n{\"stage\":\"won\",\"count\":2}\n");
    EXPECT_EQ(rows(ask({.as_of = Instant{2'000'000}})), "{\"count\":5}\n");
}

READS_ON_BOTH(AggregateTest);

} // namespace
} // namespace comity::record
