// Whoever alters what is sealed is found out.
#include "base/eventually_fixture.h"
#include "record/check/check.h"
#include "record/log/chain.h"
#include "record/log/settled.h"

#include "record/fixtures/test_shelf.h"
#include "record/save/many.h"
#include "store/database.h"

#include <algorithm>
#include <latch>
#include <thread>

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

    // Of what is not settled yet nothing is sealed; on a cluster with other databases it may take
    // a moment.
    std::int64_t seal()
    {
        EXPECT_TRUE(eventually([&] {
            const std::int64_t last = number("SELECT MAX(seq) FROM change_set");
            std::int64_t settled = 0;
            database().read([&](store::Connection& connection) {
                settled = engine().part<SettledLog>().upto(connection);
            });
            return settled >= last;
        }));
        return seal_at_once();
    }
    std::int64_t seal_at_once()
    {
        return extend_log_chain(engine(), Instant{now().us + 1'000'000'000});
    }
    std::int64_t change_sets() { return number("SELECT COUNT(*) FROM change_set"); }
    bool is_whole()
    {
        const CheckReport report = check_database(engine());
        return std::ranges::none_of(report.findings, [](const Finding& finding) {
            return finding.what.find("seals of the log") != std::string::npos;
        });
    }
    // A part with one account.
    void add(ChangeSetInParts& parts, const std::string& name)
    {
        parts.run([&](Transaction& transaction) {
            transaction.create(object("account"), parse_json(R"({"name":")" + name + "\"}"));
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
    add(parts, "One");
    create("account", R"({"name":"Between"})");
    EXPECT_EQ(seal(), 0);
    add(parts, "Two");
    parts.finish();
    EXPECT_EQ(seal(), 2);
    EXPECT_TRUE(is_whole());
    EXPECT_EQ(number("SELECT COUNT(*) FROM open_change_set"), 0);
}

// No server ran for two days; then one goes on with it.
TEST_P(LogChainTest, WaitsForLongWorkThatStoodStillForDays)
{
    seal();
    ChangeSetInParts parts(engine(), administrator(), {.label = "Many"});
    add(parts, "One");
    const Id job = make_id();
    database().write([&](store::Connection& connection) {
        connection.execute(R"(INSERT INTO "job" ("id", "actor", "kind", "state", "done", "total",
                              "change_set", "at", "seen_at", "not_before")
                              VALUES (?, ?, 'test', 'waiting', 0, 0, ?, ?, ?, ?))",
                           {job, administrator().user, parts.change_set(), now(), now(),
                            Instant{now().us + 24 * 3'600'000'000}});
        connection.execute(R"(UPDATE "open_change_set" SET "at" = ?)",
                           {Instant{now().us - 2 * 24 * 3'600'000'000}});
    });
    create("account", R"({"name":"Between"})");
    EXPECT_EQ(seal(), 0);
    add(parts, "Two");
    parts.finish();
    run("DELETE FROM \"job\"");
    EXPECT_EQ(seal(), 2);
    EXPECT_TRUE(is_whole());
}

// On PostgreSQL its number is taken before it can be seen; whoever comes later is seen earlier.
TEST_P(LogChainTest, WaitsForWhoeverHasASmallerNumberAndIsNotSeenYet)
{
    seal();
    const std::int64_t before = change_sets();
    std::latch has_number(1), may_end(1);
    std::jthread slow([&] {
        if (!is_postgres())
            return has_number.count_down();
        ChangeSetInParts parts(other_engine(), administrator(), {.label = "Slow"});
        parts.in_each_part([&](store::Connection&) {
            has_number.count_down();
            may_end.wait();
        });
        add(parts, "Slow");
        parts.finish();
    });
    has_number.wait();
    create("account", R"({"name":"Quick"})");
    const std::int64_t sealed = seal_at_once() + seal_at_once();
    EXPECT_EQ(sealed, is_postgres() ? 0 : 1);
    may_end.count_down();
    slow.join();
    create("account", R"({"name":"After"})");
    EXPECT_EQ(sealed + seal(), change_sets() - before);
    EXPECT_TRUE(is_whole());
}

WRITES_ON_BOTH(LogChainTest);

} // namespace
} // namespace comity::record
