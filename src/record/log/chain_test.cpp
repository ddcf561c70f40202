// Whoever alters what is sealed is found out.
#include "record/check/check.h"
#include "record/log/chain.h"

#include "record/fixtures/test_shelf.h"
#include "record/save/many.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

class LogChainTest : public WritingTest {
protected:
    void SetUp() override
    {
        WritingTest::SetUp();
        if (IsSkipped())
            return;
        for (const char* name : {"North", "South", "East"})
            accounts.push_back(create("account", R"({"name":")" + std::string(name) + "\"}"));
    }

    std::vector<Id> accounts;

    std::int64_t seal() { return extend_log_chain(engine(), Instant{now().us + 1'000'000'000}); }
    std::int64_t change_sets() { return number("SELECT COUNT(*) FROM change_set"); }
    bool is_whole()
    {
        const CheckReport report = check_database(engine());
        return std::ranges::none_of(report.findings, [](const Finding& finding) {
            return finding.what.find("seals of the log") != std::string::npos;
        });
    }
    void run(const std::string& sql)
    {
        database().write([&](store::Connection& connection) { connection.execute(sql); });
    }
};

TEST_P(LogChainTest, AgreesAsLongAsNothingIsAltered)
{
    EXPECT_TRUE(is_whole());
    EXPECT_EQ(seal(), change_sets());
    EXPECT_EQ(seal(), 0);
    update("account", accounts[0], R"({"name":"Northwest"})");
    EXPECT_TRUE(is_whole()); // what is not sealed yet is no contradiction
    EXPECT_EQ(seal(), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM log_seal"), 2);
    EXPECT_TRUE(is_whole());
}

TEST_P(LogChainTest, LeavesAloneWhatIsTooYoung)
{
    EXPECT_EQ(extend_log_chain(engine(), Instant{now().us - 3'600'000'000}), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM log_seal"), 0);
}

// As the demo does: work of the past is written after the set-up of today.
TEST_P(LogChainTest, SealsNothingBehindWhatIsTooYoung)
{
    run("UPDATE change_set SET at = '2020-01-01T00:00:00.000000Z' WHERE seq > 1");
    EXPECT_EQ(extend_log_chain(engine(), Instant{now().us - 3'600'000'000}), 0);
    EXPECT_EQ(seal(), change_sets());
    EXPECT_TRUE(is_whole());
}

TEST_P(LogChainTest, TellsWhatWasAltered)
{
    int times = 0;
    for (const char* sql : {
             R"(UPDATE change SET fields = '{"name":[null,"Norm"]}' WHERE version = 1)",
             "UPDATE change_set SET actor_name = 'Somebody else'",
             "DELETE FROM change WHERE position = 0",
             "DELETE FROM log_seal WHERE after = 0",
             "UPDATE log_seal SET digest = 'x' WHERE after = 0",
         }) {
        SCOPED_TRACE(sql);
        seal();
        update("account", accounts[1], R"({"name":"South )" + std::to_string(++times) + "\"}");
        seal();
        ASSERT_TRUE(is_whole());
        run("CREATE TABLE kept_change AS SELECT * FROM change");
        run("CREATE TABLE kept_set AS SELECT * FROM change_set");
        run("CREATE TABLE kept_seal AS SELECT * FROM log_seal");
        run(sql);
        EXPECT_FALSE(is_whole());
        for (const char* back :
             {"DELETE FROM change", "INSERT INTO change SELECT * FROM kept_change",
              "DELETE FROM log_seal", "INSERT INTO log_seal SELECT * FROM kept_seal",
              "UPDATE change_set SET actor_name = (SELECT k.actor_name FROM kept_set k "
              "WHERE k.id = change_set.id)",
              "DROP TABLE kept_change", "DROP TABLE kept_set", "DROP TABLE kept_seal"})
            run(back);
        ASSERT_TRUE(is_whole());
    }
}

TEST_P(LogChainTest, WaitsForTheEndOfWhatIsWrittenInParts)
{
    seal();
    ChangeSetInParts parts(engine(), administrator(), {.label = "Many"});
    const auto add = [&](const char* name) {
        parts.run([&](Transaction& transaction) {
            transaction.create(object("account"),
                               parse_json(R"({"name":")" + std::string(name) + "\"}"));
        });
    };
    add("One");
    create("account", R"({"name":"Between"})");
    EXPECT_EQ(seal(), 0);
    add("Two");
    parts.finish();
    EXPECT_EQ(seal(), 2);
    EXPECT_TRUE(is_whole());
    EXPECT_EQ(number("SELECT COUNT(*) FROM open_change_set"), 0);
}

WRITES_ON_BOTH(LogChainTest);

} // namespace
} // namespace comity::record
