#include "record/fixtures/reading_fixture.h"
#include "record/insights/asking.h"

namespace comity::record {
namespace {

class SeenTest : public ReadingTest {
protected:
    Actor reader(std::set<std::string, std::less<>> hidden)
    {
        Actor actor = administrator();
        auto role = role_of(Reach::all);
        role->hidden_fields["deal"] = std::move(hidden);
        actor.role = role;
        return actor;
    }

    bool sees(const std::string& filter, const std::string& hidden)
    {
        return may_see_filter(*engine().catalog(), reader({hidden}), object("deal"), filter);
    }
    bool sees_path(const std::string& path, const std::string& hidden)
    {
        return may_see_path(*engine().catalog(), reader({hidden}), object("deal"), path);
    }

    InsightAnswer ask(const Insight& insight, const std::string& input = "{}")
    {
        const Json given = parse_json(input);
        return Asking(engine(), administrator(), insight, given).answer();
    }
    static std::string text_of(const Json::Array& rows)
    {
        std::string text;
        for (const Json& row : rows)
            text += format_json(row) + "\n";
        return text;
    }
};

TEST_P(SeenTest, AFilterStandsOnEveryFieldThatItNames)
{
    const std::string filter = "(stage = \"won\" OR NOT amount:*) AND account.sector : \"tech\"";
    EXPECT_TRUE(sees(filter, "secret"));
    EXPECT_FALSE(sees(filter, "stage"));
    EXPECT_FALSE(sees(filter, "amount"));
    EXPECT_FALSE(sees(filter, "account"));
    EXPECT_TRUE(sees("", "stage"));
}

TEST_P(SeenTest, PathsEndInPeriodsAndParts)
{
    EXPECT_TRUE(sees_path("close_date.month", "amount"));
    EXPECT_FALSE(sees_path("close_date.month", "close_date"));
    EXPECT_TRUE(sees_path("owner.team.name", "amount"));
    EXPECT_FALSE(sees_path("owner.team.name", "owner"));
    EXPECT_TRUE(sees_path("created_at.year", "amount"));
    EXPECT_FALSE(sees_path("colour", "amount"));
}

TEST_P(SeenTest, AWeightedSumStandsOnTheProbabilityToo)
{
    EXPECT_TRUE(may_see_measure(reader({}), object("deal"), "weighted(amount)"));
    EXPECT_FALSE(may_see_measure(reader({"probability"}), object("deal"), "weighted(amount)"));
    EXPECT_FALSE(may_see_measure(reader({"amount"}), object("deal"), "sum(amount)"));
    EXPECT_TRUE(may_see_measure(reader({"amount"}), object("deal"), "count"));
}

TEST_P(SeenTest, WhatReferencesPointToIsNamedAsFarAsItIsSeen)
{
    const Id sam = put("user", R"({"name":"Sam"})");
    const Id mine = put("account", R"({"name":"Mine","owner":")" + format_id(sam) + "\"}");
    const Id theirs = put("account", R"({"name":"Theirs"})");
    for (const Id& account : {mine, theirs})
        put("deal", R"({"name":"A","amount":"5","account":")" + format_id(account) +
                        R"(","owner":")" + format_id(sam) + "\"}");
    const Insight insight{
        .name = "by_account",
        .label = "By account",
        .definition = "Deals by account.",
        .object = "deal",
        .columns = {grouped_by("account", "Account"), measured("sum(amount)", "Value")}};
    const Json none = Json::Object{};
    const InsightAnswer answer = Asking(engine(), rep(sam), insight, none).answer();
    const std::string told = text_of(answer.rows);
    EXPECT_NE(told.find("\"account\":\"Mine\""), std::string::npos) << told;
    EXPECT_NE(told.find("\"account\":\"Not shown to you\""), std::string::npos) << told;
    EXPECT_EQ(told.find("Theirs"), std::string::npos) << told;
}

TEST_P(SeenTest, ManyValuedGroupsHaveNoTotal)
{
    put("account", R"({"name":"A","tags":["big","old"]})");
    Insight insight{.name = "by_tag",
                    .label = "By tag",
                    .definition = "Accounts by tag.",
                    .object = "account",
                    .columns = {grouped_by("tags", "Tag"), measured("count", "Accounts")}};
    EXPECT_TRUE(ask(insight).totals.is_null());
    insight.columns[0] = grouped_by("sector", "Sector");
    EXPECT_EQ(format_json(ask(insight).totals), R"({"count":1,"rows":"/api/v1/accounts"})");
}

READS_ON_BOTH(SeenTest);

} // namespace
} // namespace comity::record
