// Kept figures say what the records say, whatever happened in between.
#include "record/find/find.h"
#include "record/fixtures/test_shelf.h"
#include "record/save/many.h"

#include <random>

namespace comity::record {
namespace {

class KeptFiguresTest : public WritingTest {
protected:
    std::mt19937 chance{20261122};
    std::vector<Id> deals, accounts;
    Id sam;

    int last_name = 100;

    int draw(int below) { return static_cast<int>(chance() % static_cast<unsigned>(below)); }
    const Id& any(const std::vector<Id>& ids) { return ids[chance() % ids.size()]; }

    std::string fields()
    {
        static const char* const tags[] = {R"(["big"])", R"(["big","old"])", "[]"};
        static const char* const currencies[] = {"EUR", "USD"};
        return R"({"amount":{"amount":")" + std::to_string(draw(1000)) + "." +
               std::to_string(10 + draw(90)) + R"(","currency":")" + currencies[draw(2)] +
               R"("},"probability":)" + std::to_string(draw(4) * 25) + R"(,"close_date":"2017-0)" +
               std::to_string(1 + draw(3)) + R"(-01","tags":)" + tags[draw(3)] + R"(,"account":")" +
               format_id(any(accounts)) + "\"}";
    }

    Id make_deal()
    {
        Json deal = parse_json(fields());
        deal.set("name", "Deal " + std::to_string(draw(1000)));
        if (draw(2) == 0)
            deal.set("owner", format_id(sam));
        return create("deal", format_json(deal));
    }

    void in_parts()
    {
        ChangeSetInParts parts(engine(), administrator(), {"Parts", {}});
        for (int part = 0; part < 2; ++part)
            parts.run([&](Transaction& transaction) {
                for (const Id& deal : {deals[0], deals[1]})
                    if (transaction.find(object("deal"), deal))
                        transaction.update(object("deal"), deal, parse_json(fields()));
            });
        parts.finish();
    }

    void step()
    {
        const Id deal = any(deals);
        switch (draw(9)) {
        case 0:
        case 1:
            deals.push_back(make_deal());
            break;
        case 2:
            is_in_bin("deal", deal) ? restore("deal", deal) : remove("deal", deal);
            break;
        case 3:
            update("account", any(accounts),
                   R"({"sector":")" + std::string(draw(2) ? "retail" : "steel") + "\"}");
            update("account", any(accounts), R"({"name":"A)" + std::to_string(last_name++) + "\"}");
            break;
        case 4:
            try {
                undo(last_change());
            } catch (const Error& error) { // what was written in parts has changed it since
                EXPECT_EQ(error.cause(), Cause::conflict);
            }
            break;
        case 5:
            in_parts();
            break;
        default:
            if (!is_in_bin("deal", deal))
                update("deal", deal, fields());
        }
    }

    // As of a moment that has not come yet is computed from the records themselves.
    void expect_same(AggregateQuery query, const Actor& actor)
    {
        const Json kept = aggregate(engine(), actor, object("deal"), query);
        query.as_of = Instant{now().us + 3'600'000'000};
        const Json computed = aggregate(engine(), actor, object("deal"), query);
        EXPECT_EQ(format_json(kept), format_json(computed));
    }
};

const std::vector<AggregateQuery>& questions()
{
    static const std::vector<AggregateQuery> all = {
        {.measures = {"count", "sum(amount)"}},
        {.groups = {"status"}, .measures = {"count", "sum(amount)", "avg(amount)"}},
        {.groups = {"close_date.month"}, .measures = {"weighted(amount)", "avg(probability)"}},
        {.groups = {"owner"}, .measures = {"min(amount)", "max(amount)", "max(close_date)"}},
        {.groups = {"account.sector"}, .measures = {"sum(amount)"}},
        {.groups = {"tags"}, .measures = {"count"}},
        {.measures = {"count"}, .filter = "account.sector = \"steel\" AND amount > 200"},
        {.groups = {"account"}, .measures = {"count"}, .filter = "tags : \"big\""},
    };
    return all;
}

TEST_P(KeptFiguresTest, AreWhatTheRecordsSayAfterEveryStep)
{
    sam = create("user", R"({"name":"Sam"})");
    const Actor rep_sam = rep(sam);
    for (int i = 0; i < 3; ++i)
        accounts.push_back(create("account", R"({"name":"A)" + std::to_string(i) + "\"}"));
    deals = {make_deal(), make_deal()};
    for (int i = 0; i < 120 && !HasFailure(); ++i) {
        SCOPED_TRACE("step " + std::to_string(i));
        step();
        for (const AggregateQuery& question : questions())
            if (draw(2) == 0)
                expect_same(question, draw(3) == 0 ? rep_sam : administrator());
    }
}

TEST_P(KeptFiguresTest, OfOneAreNotThoseOfAnother)
{
    sam = create("user", R"({"name":"Sam"})");
    const Id eva = create("user", R"({"name":"Eva"})");
    accounts = {create("account", R"({"name":"A"})")};
    create("deal", R"({"name":"Of Sam","owner":")" + format_id(sam) + "\"}");
    const auto count = [&](const Actor& actor) {
        const Json answer = aggregate(engine(), actor, object("deal"), {.measures = {"count"}});
        return format_json(*answer.find("rows")->if_array()->at(0).find("count"));
    };
    EXPECT_EQ(count(administrator()), "1");
    EXPECT_EQ(count(rep(eva)), "0");
    EXPECT_EQ(count(rep(sam)), "1");
    create("deal", R"({"name":"Of Eva","owner":")" + format_id(eva) + "\"}");
    EXPECT_EQ(count(rep(sam)), "1");
    EXPECT_EQ(count(rep(eva)), "1");
    EXPECT_EQ(count(administrator()), "2");
}

WRITES_ON_BOTH(KeptFiguresTest);

} // namespace
} // namespace comity::record
