// Who takes many records out is told in the log, to administrators.
#include "exchange/export/taken_out.h"

#include "record/check/check.h"
#include "record/fixtures/test_shelf.h"
#include "record/history/changes.h"

#include <algorithm>

namespace comity::exchange {
namespace {

class TakenOutTest : public WritingTest {
protected:
    std::vector<std::string> labels(const Actor& actor)
    {
        std::string out;
        list_changes(engine(), actor, {}, out);
        const Json answer = parse_json(out);
        std::vector<std::string> found;
        for (const Json& set : *answer.find("changes")->if_array())
            found.emplace_back(set.text("label"));
        return found;
    }
    bool has(const Actor& actor, const std::string& label)
    {
        const auto all = labels(actor);
        return std::ranges::find(all, label) != all.end();
    }
    void export_accounts(bool to_the_end)
    {
        LoggedExport stream(engine(), administrator(), object("account"),
                            {.list = {.filter = "name : \"o\""}});
        std::string out;
        while (stream.next(out) && to_the_end)
            ;
    }
};

TEST_P(TakenOutTest, AnExportIsAnEntryForAdministrators)
{
    for (const char* name : {"North", "South", "East"})
        create("account", R"({"name":")" + std::string(name) + "\"}");
    const Actor other = rep(make_id());
    const auto seen_before = labels(other);
    export_accounts(true);
    EXPECT_EQ(labels(administrator())[0], "Exported 2 accounts");
    EXPECT_EQ(labels(administrator())[1], "Began an export of accounts");
    EXPECT_EQ(
        text(R"(SELECT "fields" FROM "change" WHERE "verb" = 'export' ORDER BY "fields" LIMIT 1)"),
        R"({"format":[null,"csv"],"filter":[null,"name : \"o\""]})");
    EXPECT_EQ(labels(other), seen_before);
    EXPECT_TRUE(check_database(engine()).findings.empty());
}

TEST_P(TakenOutTest, OneThatIsBrokenOffSaysSo)
{
    create("account", R"({"name":"North"})");
    export_accounts(false);
    EXPECT_EQ(labels(administrator())[0], "Broke off an export after 1 account");
}

TEST_P(TakenOutTest, ReadingPageAfterPageIsToldAtAThousandAndTenfold)
{
    {
        BulkReads reads(engine());
        const Object& accounts = object("account");
        for (int i = 0; i < 9; ++i)
            reads.note(administrator(), accounts, 100);
        reads.note(administrator(), object("deal"), 900);
    }
    EXPECT_FALSE(has(administrator(), "Read more than 1000 accounts within an hour"));
    {
        BulkReads reads(engine());
        const Object& accounts = object("account");
        for (int i = 0; i < 110; ++i)
            reads.note(administrator(), accounts, 100);
    }
    EXPECT_TRUE(has(administrator(), "Read more than 1000 accounts within an hour"));
    EXPECT_TRUE(has(administrator(), "Read more than 10000 accounts within an hour"));
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE verb = 'read'"), 2);
}

WRITES_ON_BOTH(TakenOutTest);

} // namespace
} // namespace comity::exchange
