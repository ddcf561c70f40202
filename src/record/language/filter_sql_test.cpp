#include "record/fixtures/reading_fixture.h"

#include "base/error.h"

namespace comity::record {
namespace {

using Names = std::vector<std::string>;

class FilterSqlTest : public ReadingTest {
protected:
    Id sam, eva, acme, mueller;

    void SetUp() override
    {
        ReadingTest::SetUp();
        if (IsSkipped())
            return;
        sam = put("user", R"({"name":"Sam"})");
        eva = put("user", R"({"name":"Eva"})");
        acme = put("account", R"({"name":"Acme","sector":"Technology","owner":")" + format_id(sam) +
                                  R"(","tags":["big","old"],"employees":12,
                                     "billing_address":{"city":"Berlin"}})");
        mueller = put("account", R"({"name":"Müller AG","sector":"retail","owner":")" +
                                     format_id(eva) + R"(","tags":["new"]})");
        const std::string of_acme = R"(","account":")" + format_id(acme) + R"(")";
        put("deal", R"({"name":"A)" + of_acme + R"(,"stage":"won","probability":100,
            "amount":{"amount":"1500.50","currency":"EUR"},"close_date":"2017-03-31",
            "stage_since":"2017-03-31T22:30:00Z","owner":")" +
                        format_id(sam) + R"("})");
        put("deal", R"({"name":"B)" + of_acme + R"(,"stage":"open","probability":25.5,
            "amount":{"amount":"1000","currency":"USD"},"close_date":"2017-04-01",
            "owner":")" +
                        format_id(eva) + R"("})");
        put("deal", R"({"name":"C","account":")" + format_id(mueller) +
                        R"(","stage":"lost","amount":"20","close_date":"2018-01-01"})");
        put("deal", R"({"name":"D"})");
        const Id gone = put("deal", R"({"name":"Gone","stage":"won"})");
        bin("deal", gone, {2'000'000});
    }

    Names deals(const std::string& filter) { return names("deal", filter); }

    std::string refusal(const std::string& filter)
    {
        const Error error = error_of([&] { names("deal", filter); });
        EXPECT_EQ(error.cause(), Cause::invalid) << filter;
        std::string text;
        for (const Problem& problem : error.problems())
            text += problem.field + ":" + problem.rule + " ";
        return text;
    }
};

TEST_P(FilterSqlTest, ComparesTextAndChoices)
{
    EXPECT_EQ(deals("name = \"A\""), (Names{"A"}));
    EXPECT_EQ(deals("name = \"a\""), (Names{}));
    EXPECT_EQ(deals("name : \"a\""), (Names{"A"}));
    EXPECT_EQ(deals("name != \"A\""), (Names{"B", "C", "D"}));
    EXPECT_EQ(deals("stage = \"won\""), (Names{"A"}));
    EXPECT_EQ(deals("stage = Won"), (Names{"A"}));
    EXPECT_EQ(deals("stage != won"), (Names{"B", "C", "D"}));
    EXPECT_EQ(deals("stage = (won OR lost)"), (Names{"A", "C"}));
    EXPECT_EQ(deals("stage:*"), (Names{"A", "B", "C"}));
    EXPECT_EQ(deals("NOT stage:*"), (Names{"D"}));
    EXPECT_EQ(deals("stage = null"), (Names{"D"}));
    EXPECT_EQ(deals("stage != null"), (Names{"A", "B", "C"}));
    EXPECT_EQ(deals("stage = \"\""), (Names{"D"}));
    EXPECT_EQ(deals("name > \"B\""), (Names{"C", "D"}));
    EXPECT_EQ(names("account", "name : \"MULL\""), (Names{"Müller AG"}));
    EXPECT_EQ(names("account", "name = \"mü*g\""), (Names{"Müller AG"}));
    EXPECT_EQ(names("account", "name != \"mü*\""), (Names{"Acme"}));
    EXPECT_EQ(names("account", "name = \"%\""), (Names{}));
    EXPECT_EQ(names("account", "name : \"_\""), (Names{}));
}

TEST_P(FilterSqlTest, ComparesNumbersAndMoney)
{
    EXPECT_EQ(deals("amount >= 1000"), (Names{"A", "B"}));
    EXPECT_EQ(deals("amount = 1500.50"), (Names{"A"}));
    EXPECT_EQ(deals("amount < \"1000 EUR\""), (Names{"C"}));
    EXPECT_EQ(deals("amount = \"1000 EUR\""), (Names{}));
    EXPECT_EQ(deals("amount != \"1000 USD\""), (Names{"A", "C", "D"}));
    EXPECT_EQ(deals("amount.currency = USD"), (Names{"B"}));
    EXPECT_EQ(deals("NOT amount > 100"), (Names{"C", "D"}));
    EXPECT_EQ(deals("probability = 25.5"), (Names{"B"}));
    EXPECT_EQ(deals("probability > 50%"), (Names{"A"}));
    EXPECT_EQ(names("account", "employees = 12"), (Names{"Acme"}));
    EXPECT_EQ(deals("version = 1"), (Names{"A", "B", "C", "D"}));
}

TEST_P(FilterSqlTest, ComparesTimes)
{
    EXPECT_EQ(deals("close_date = 2017-03-31"), (Names{"A"}));
    EXPECT_EQ(deals("close_date = \"2017-Q1\""), (Names{"A"}));
    EXPECT_EQ(deals("close_date = 2017"), (Names{"A", "B"}));
    EXPECT_EQ(deals("close_date > 2017-Q1"), (Names{"B", "C"}));
    EXPECT_EQ(deals("close_date <= 2017-03"), (Names{"A"}));
    EXPECT_EQ(deals("close_date != 2017-03"), (Names{"B", "C", "D"}));
    EXPECT_EQ(deals("close_date < today"), (Names{"A", "B", "C"}));
    EXPECT_EQ(deals("stage_since = 2017-03-31"), (Names{"A"}));
    EXPECT_EQ(deals("stage_since > 2017-03-31T22:00:00Z"), (Names{"A"}));
    EXPECT_EQ(deals("created_at < now-1d"), (Names{"A", "B", "C", "D"}));
    Actor actor = administrator();
    actor.zone = "Europe/Berlin"; // where it was 1 April already
    ListQuery query;
    query.filter = "stage_since = 2017-04-01";
    EXPECT_EQ(names("deal", query, actor), (Names{"A"}));
}

TEST_P(FilterSqlTest, FollowsReferences)
{
    EXPECT_EQ(deals("account = " + format_id(acme)), (Names{"A", "B"}));
    EXPECT_EQ(deals("account = \"Acme\""), (Names{"A", "B"}));
    EXPECT_EQ(deals("account = \"acme\""), (Names{}));
    EXPECT_EQ(deals("account : \"acme\""), (Names{"A", "B"}));
    EXPECT_EQ(deals("account != \"Acme\""), (Names{"C", "D"}));
    EXPECT_EQ(deals("account = null"), (Names{"D"}));
    EXPECT_EQ(deals("account.sector : \"tech\""), (Names{"A", "B"}));
    EXPECT_EQ(deals("account.sector != \"retail\""), (Names{"A", "B", "D"}));
    EXPECT_EQ(deals("account.employees = null"), (Names{"C", "D"}));
    EXPECT_EQ(deals("account.employees != null"), (Names{"A", "B"}));
    EXPECT_EQ(deals("account.owner.name = \"Eva\""), (Names{"C"}));
    EXPECT_EQ(deals("account.billing_address.city = \"Berlin\""), (Names{"A", "B"}));
    EXPECT_EQ(deals("account.tags : \"old\" AND stage = open"), (Names{"B"}));
    ListQuery query;
    query.filter = "owner = me";
    Actor actor = administrator();
    actor.user = sam;
    EXPECT_EQ(names("deal", query, actor), (Names{"A"}));
    query.filter = "owner != me";
    query.sort = "name";
    EXPECT_EQ(names("deal", query, actor), (Names{"B", "C", "D"}));
}

TEST_P(FilterSqlTest, FindsOneOfMany)
{
    const Id vip = put("tag", R"({"name":"VIP"})");
    put("contact", R"({"name":"Ann","emails":["Ann@Acme.com",{"value":"a@b.c","label":"home"}],
        "phones":["+49 30 12-34 56"],"labels":[")" +
                       format_id(vip) + R"("],"is_key":true})");
    put("contact", R"({"name":"Bob","phones":["030 99"],"is_key":false})");
    EXPECT_EQ(names("contact", "emails : \"ann@acme.com\""), (Names{"Ann"}));
    EXPECT_EQ(names("contact", "emails = \"A@B.C\""), (Names{"Ann"}));
    EXPECT_EQ(names("contact", "emails : \"*@acme.com\""), (Names{"Ann"}));
    EXPECT_EQ(names("contact", "emails : \"acme.com\""), (Names{}));
    EXPECT_EQ(names("contact", "emails:*"), (Names{"Ann"}));
    EXPECT_EQ(names("contact", "emails != \"a@b.c\""), (Names{"Bob"}));
    EXPECT_EQ(names("contact", "phones : \"+49 (30) 123456\""), (Names{"Ann"}));
    EXPECT_EQ(names("contact", "labels : " + format_id(vip)), (Names{"Ann"}));
    EXPECT_EQ(names("contact", "labels : \"VIP\""), (Names{"Ann"}));
    EXPECT_EQ(names("contact", "is_key = true"), (Names{"Ann"}));
    EXPECT_EQ(names("contact", "is_key != true"), (Names{"Bob"}));
    EXPECT_EQ(names("account", "tags : \"big\" tags : \"old\""), (Names{"Acme"}));
    EXPECT_EQ(names("account", "-tags:\"big\""), (Names{"Müller AG"}));
}

TEST_P(FilterSqlTest, SearchesLooseWords)
{
    EXPECT_EQ(names("account", "muller"), (Names{"Müller AG"}));
    EXPECT_EQ(names("account", "mu ag"), (Names{"Müller AG"}));
    EXPECT_EQ(names("account", "-\"acm\""), (Names{"Müller AG"}));
    EXPECT_EQ(names("account", "acme sector : \"tech\""), (Names{"Acme"}));
    EXPECT_EQ(names("tag", "xyz"), (Names{}));
}

TEST_P(FilterSqlTest, NamesEveryProblemAtOnce)
{
    EXPECT_EQ(refusal("colour = red AND amount > lots OR close_date < soon"),
              "colour:unknown amount:money close_date:type ");
    EXPECT_EQ(refusal("account.colour = 1"), "account.colour:unknown ");
    EXPECT_EQ(refusal("name.first = 1"), "name.first:unknown ");
    EXPECT_EQ(refusal("stage = sold"), "stage:choice ");
    EXPECT_EQ(refusal("account = 12 AND owner > me"), "owner:type ");
    EXPECT_EQ(refusal("account = me"), "account:type ");
    EXPECT_EQ(refusal("account.parent.parent.parent.name = x"),
              "account.parent.parent.parent.name:range ");
    EXPECT_EQ(refusal("id = 5"), "id:type ");
}

TEST_P(FilterSqlTest, RespectsRights)
{
    Actor actor = rep(sam);
    ListQuery query;
    query.filter = "account.sector = \"Technology\"";
    EXPECT_EQ(names("deal", query, actor), (Names{"A"}));
    query.filter = "account.sector = \"retail\"";
    EXPECT_EQ(names("deal", query, actor), (Names{}));
    auto role = role_of(Reach::all);
    role->hidden_fields["deal"].insert("secret");
    role->hidden_fields["account"].insert("sector");
    actor.role = role;
    query.filter = "secret = x AND account.sector = y";
    const Error error = error_of([&] { names("deal", query, actor); });
    ASSERT_EQ(error.problems().size(), 2u);
    EXPECT_EQ(error.problems()[0].rule, "unknown");
    EXPECT_EQ(error.problems()[1].field, "account.sector");
}

TEST_P(FilterSqlTest, LooksAtEarlierMoments)
{
    const Id ann = put("contact", R"({"name":"Ann","emails":["a@old.com"],"phones":["+49 30-1"]})",
                       {1'000'000});
    change("contact", ann, R"({"emails":["a@new.com"],"name":"Anna"})", {5'000'000});
    change("account", acme, R"({"sector":"Energy"})", {5'000'000});
    ListQuery query;
    query.as_of = Instant{3'000'000};
    query.sort = "name";
    query.filter = "emails : \"A@old.com\"";
    EXPECT_EQ(names("contact", query, administrator()), (Names{"Ann"}));
    query.filter = "emails : \"a@new.com\"";
    EXPECT_EQ(names("contact", query, administrator()), (Names{}));
    query.filter = "phones : \"+49 30 1\"";
    EXPECT_EQ(names("contact", query, administrator()), (Names{"Ann"}));
    query.filter = "account.sector = \"Technology\"";
    EXPECT_EQ(names("deal", query, administrator()), (Names{"A", "B"}));
    query.as_of = Instant{6'000'000};
    EXPECT_EQ(names("deal", query, administrator()), (Names{}));
}

READS_ON_BOTH(FilterSqlTest);

} // namespace
} // namespace comity::record
