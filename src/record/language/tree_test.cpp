// Trees: `within` in filters, roll-ups of a record and all below, the record in its tree; at any
// moment, for whom, and rings that are there from before they were refused.
#include "base/error.h"
#include "record/find/tree_page.h"
#include "record/fixtures/reading_fixture.h"

namespace comity::record {
namespace {

using Names = std::vector<std::string>;

std::string in_quotes(const Id& id)
{
    return "\"" + format_id(id) + "\"";
}

// Group → Nord → Harbour, Group → Sued, and Alone; a deal each, named as its account.
class TreeTest : public ReadingTest {
protected:
    Id sam, eva, group, nord, harbour, sued, alone;

    void SetUp() override
    {
        ReadingTest::SetUp();
        if (IsSkipped())
            return;
        sam = put("user", R"({"name":"Sam"})");
        eva = put("user", R"({"name":"Eva","manager":)" + in_quotes(sam) + "}");
        group = account("Group", {}, sam);
        nord = account("Nord", group, eva);
        harbour = account("Harbour", nord, sam);
        sued = account("Sued", group, sam);
        alone = account("Alone", {}, sam);
    }

    Id account(const std::string& name, const Id& parent, const Id& owner)
    {
        const std::string above = parent.is_nil() ? "" : R"(,"parent":)" + in_quotes(parent);
        const Id id = put("account",
                          R"({"name":")" + name + R"(","owner":)" + in_quotes(owner) + above + "}");
        put("deal", R"({"name":")" + name + R"(","stage":"open","amount":"10","account":)" +
                        in_quotes(id) + R"(,"owner":)" + in_quotes(owner) + "}");
        return id;
    }
    Names deals(const std::string& filter, const Actor& actor, std::optional<Instant> as_of = {})
    {
        ListQuery query;
        query.filter = filter;
        query.sort = "name";
        query.as_of = as_of;
        return names("deal", query, actor);
    }
    Names deals(const std::string& filter) { return deals(filter, administrator()); }
    Names accounts(const std::string& filter)
    {
        ListQuery query;
        query.filter = filter;
        query.sort = "name";
        return names("account", query, administrator());
    }
    std::string group_value(const Actor& actor, std::optional<Instant> as_of = {})
    {
        ListQuery query;
        query.fields = {"name", "all_deals", "group_value"};
        query.filter = "name = \"Group\"";
        query.as_of = as_of;
        const Json page = list("account", query, actor);
        const Json& record = page.find("records")->if_array()->at(0);
        return format_json(*record.find("all_deals")) + " " +
               std::string(record.find("group_value")->text("amount"));
    }
    Json tree(const Id& id, const Actor& actor, const TreeQuery& query = {})
    {
        std::string out;
        read_tree(engine(), actor, object("account"), id, query, out);
        return parse_json(out);
    }
    static std::string titles(const Json& records)
    {
        std::string all;
        for (const Json& record : *records.if_array())
            all += (all.empty() ? "" : " ") + std::string(record.text("title"));
        return all;
    }
    std::string refusal(const std::string& filter)
    {
        std::string text;
        const Error error = error_of([&] { deals(filter); });
        for (const Problem& problem : error.problems())
            text += problem.field + ":" + problem.rule + " ";
        return text;
    }
};

TEST_P(TreeTest, FindsWhatIsBelow)
{
    EXPECT_EQ(deals("account.within = \"Group\""), (Names{"Group", "Harbour", "Nord", "Sued"}));
    EXPECT_EQ(deals("account.within = " + in_quotes(nord)), (Names{"Harbour", "Nord"}));
    EXPECT_EQ(deals("account.within : \"OR\""), (Names{"Harbour", "Nord"}));
    EXPECT_EQ(deals("account.within != " + in_quotes(group)), (Names{"Alone"}));
    EXPECT_EQ(deals("account.within = (\"Sued\" OR \"Alone\")"), (Names{"Alone", "Sued"}));
    EXPECT_EQ(deals("account.parent.within = \"Nord\""), (Names{"Harbour"}));
    EXPECT_EQ(deals("account.within = \"Nobody\""), (Names{}));
    EXPECT_EQ(accounts("within = \"Group\""), (Names{"Group", "Harbour", "Nord", "Sued"}));
    EXPECT_EQ(accounts("id.within = " + in_quotes(nord)), (Names{"Harbour", "Nord"}));
    EXPECT_EQ(accounts("within != \"Group\""), (Names{"Alone"}));
    EXPECT_EQ(accounts("within = \"Group\" AND NOT within = \"Nord\""), (Names{"Group", "Sued"}));
    // People are a tree too.
    EXPECT_EQ(deals("owner.within = " + in_quotes(eva)), (Names{"Nord"}));
    EXPECT_EQ(deals("owner.within = Sam AND account.within = Nord"), (Names{"Harbour", "Nord"}));
    Actor me = administrator();
    me.user = eva;
    EXPECT_EQ(deals("owner.within = me", me), (Names{"Nord"}));
}

TEST_P(TreeTest, FollowsAReferenceToAnything)
{
    put("activity",
        R"({"subject":"a","about":{"object":"account","id":)" + in_quotes(harbour) + "}}");
    put("activity",
        R"({"subject":"b","about":{"object":"account","id":)" + in_quotes(alone) + "}}");
    put("activity", R"({"subject":"c","about":{"object":"user","id":)" + in_quotes(eva) + "}}");
    EXPECT_EQ(names("activity", "about.within = " + in_quotes(group)), (Names{"a"}));
    EXPECT_EQ(names("activity", "about.within = " + in_quotes(sam)), (Names{"c"}));
    EXPECT_EQ(names("activity", "about.within != " + in_quotes(group)), (Names{"b", "c"}));
}

TEST_P(TreeTest, NamesAllThatIsWrong)
{
    EXPECT_EQ(refusal("stage.within = 1 AND account.within > \"x\" AND account.within = null AND "
                      "owner.role.within = 1 AND within = 1"),
              "stage.within:unknown account.within:type account.within:type "
              "owner.role.within:type within:type ");
    const Error error = error_of([&] { names("activity", "about.within = \"Group\""); });
    EXPECT_EQ(error.problems().at(0).rule, "reference");
    // Who may not see what leads upwards sees no tree.
    Actor actor = rep(sam);
    auto role = std::make_shared<Role>(*actor.role);
    role->hidden_fields["account"] = {"parent"};
    actor.role = role;
    const Error hidden = error_of([&] { deals("account.within = \"Group\"", actor); });
    EXPECT_EQ(hidden.problems().at(0).rule, "type");
    EXPECT_EQ(error_of([&] { tree(group, actor); }).cause(), Cause::invalid);
}

TEST_P(TreeTest, RollsUpOverAllBelow)
{
    EXPECT_EQ(group_value(administrator()), "4 40.00");
    change("account", nord, R"({"parent":)" + in_quotes(alone) + "}", {2'000'000});
    EXPECT_EQ(group_value(administrator()), "2 20.00");
    EXPECT_EQ(group_value(administrator(), Instant{1'500'000}), "4 40.00");
    EXPECT_EQ(deals("account.within = Group"), (Names{"Group", "Sued"}));
    EXPECT_EQ(deals("account.within = Group", administrator(), Instant{1'500'000}),
              (Names{"Group", "Harbour", "Nord", "Sued"}));
    EXPECT_EQ(accounts("all_deals = 3"), (Names{"Alone"}));
    bin("account", nord, {3'000'000}); // and what hangs on it is no more to be found from above
    EXPECT_EQ(accounts("all_deals = 1 AND name = \"Alone\""), (Names{"Alone"}));
}

TEST_P(TreeTest, FindsNothingThroughWhatMayNotBeSeen)
{
    // Nord, between Group and Harbour, is Eva's.
    EXPECT_EQ(deals("account.within = " + in_quotes(group), rep(sam)), (Names{"Group", "Sued"}));
    EXPECT_EQ(deals("account.within = " + in_quotes(nord), rep(sam)), (Names{}));
    EXPECT_EQ(group_value(rep(sam)), "2 20.00");
    EXPECT_EQ(group_value(rep(sam, {sam, eva})), "4 40.00");
    const Json below = tree(harbour, rep(sam));
    EXPECT_EQ(titles(*below.find("path")), "Harbour");
    EXPECT_TRUE(below.flag("cut"));
    EXPECT_EQ(error_of([&] { tree(nord, rep(sam)); }).cause(), Cause::not_found);
}

TEST_P(TreeTest, TellsTheRecordInItsTree)
{
    TreeQuery query;
    query.with_figures = true;
    const Json told = tree(nord, administrator(), query);
    EXPECT_EQ(told.text("field"), "parent");
    EXPECT_EQ(titles(*told.find("path")), "Group Nord");
    EXPECT_FALSE(told.flag("cut"));
    EXPECT_EQ(titles(*told.find("children")), "Harbour");
    EXPECT_EQ(format_json(*told.find("next")), "null");
    EXPECT_EQ(format_json(*told.find("count")), "2");
    query.with_figures = false;
    query.limit = 1;
    const Json first = tree(group, administrator(), query);
    EXPECT_EQ(titles(*first.find("children")), "Nord");
    EXPECT_EQ(format_json(*first.find("children")->if_array()->at(0).find("children")), "1");
    EXPECT_FALSE(first.find("figures"));
    query.after = first.text("next");
    const Json second = tree(group, administrator(), query);
    EXPECT_EQ(titles(*second.find("children")), "Sued");
    EXPECT_EQ(format_json(*second.find("next")), "null");
    query.after = "nonsense";
    EXPECT_EQ(error_of([&] { tree(group, administrator(), query); }).cause(), Cause::malformed);
}

TEST_P(TreeTest, ARingFromBeforeEnds)
{
    change("account", group, R"({"parent":)" + in_quotes(harbour) + "}", {2'000'000});
    EXPECT_EQ(deals("account.within = Nord"), (Names{"Group", "Harbour", "Nord", "Sued"}));
    EXPECT_EQ(group_value(administrator()), "4 40.00");
    EXPECT_EQ(titles(*tree(sued, administrator()).find("children")), "");
    EXPECT_EQ(tree(sued, administrator()).find("path")->if_array()->size(), 65U);
}

READS_ON_BOTH(TreeTest);

} // namespace
} // namespace comity::record
