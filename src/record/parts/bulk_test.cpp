// One change to many records.

#include "base/eventually_fixture.h"
#include "record/fixtures/fault_fixture.h"
#include "record/fixtures/test_shelf.h"
#include "record/parts/bulk.h"
#include "record/work/long_work.h"
#include "store/database.h"

namespace comity::record {
namespace {

class BulkTest : public WritingTest {
protected:
    BulkOutcome run(const BulkChange& change, const Actor& actor, std::string_view name = "contact")
    {
        return run_bulk(engine(), actor, object(name), change);
    }
    BulkOutcome run(const BulkChange& change, std::string_view name = "contact")
    {
        return run(change, administrator(), name);
    }
};

TEST_P(BulkTest, ManyRecordsAreOneChangeSet)
{
    for (int i = 0; i < 1200; ++i)
        if (i % 100 == 0)
            write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
                for (int k = 0; k < 100; ++k)
                    transaction.create(object("contact"), parse_json(R"({"name":"Eva"})"));
            });
    BulkChange change;
    change.filter = "name = \"Eva\"";
    change.set = parse_json(R"({"secret":"x"})");
    EXPECT_EQ(count_matches(engine(), administrator(), object("contact"), change, 1000), 1001);
    const BulkOutcome outcome = run(change);
    EXPECT_EQ(outcome.matched, 1200);
    EXPECT_EQ(outcome.changed, 1200);
    EXPECT_TRUE(outcome.failed.empty());
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE secret = 'x' AND version = 2"), 1200);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts_past"), 1200);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE change_set = ?", {outcome.change_set}),
              1200);
    EXPECT_EQ(label(outcome.change_set), "Edited 1200 contacts");
    const BulkOutcome again = run(change);
    EXPECT_EQ(again.matched, 1200);
    EXPECT_EQ(again.changed, 0);
    EXPECT_TRUE(again.change_set.is_nil());
}

TEST_P(BulkTest, InPartsItIsOneChangeSetToo)
{
    for (int i = 0; i < 3; ++i)
        write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
            for (int k = 0; k < 100; ++k)
                transaction.create(object("contact"), parse_json(R"({"name":"Eva"})"));
        });
    BulkChange change;
    change.filter = "name = \"Eva\"";
    change.action = "delete";
    const auto run_job = [&] {
        const Id job = start_bulk(engine(), administrator(), object("contact"), change);
        engine().part<LongWorks>().finish();
        std::string out;
        engine().part<LongWorks>().read(administrator(), job, out);
        return parse_json(out);
    };
    const Json job = run_job();
    EXPECT_EQ(job.text("state"), "done") << job.text("error");
    EXPECT_EQ(job.find("done")->if_number()->text, "300");
    const Id deleted = *parse_id(job.text("change"));
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE change_set = ?", {deleted}), 300);
    EXPECT_EQ(label(deleted), "Deleted 300 contacts");
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE deleted_at IS NULL"), 0);
    undo_change_set(engine(), administrator(), deleted);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE deleted_at IS NULL"), 300);
    // The same once more changes what is there; what matches nothing changes nothing.
    change.filter = "name = \"Nobody\"";
    const Json none = run_job();
    EXPECT_EQ(none.text("state"), "done") << none.text("error");
    EXPECT_TRUE(none.find("change")->is_null());
}

// An action is not to be done twice: after an interruption it goes on where the last part ended.
TEST_P(BulkTest, GoesOnAfterItWasInterrupted)
{
    std::vector<Id> ids;
    write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
        for (int i = 0; i < 900; ++i)
            ids.push_back(
                transaction.create(object("contact"), parse_json(R"({"name":"Eva"})")).id);
    });
    BulkChange change;
    change.ids = ids;
    change.set = parse_json(R"({"secret":"x"})");
    // Rights are asked anew when it goes on.
    const Id role = create("role", R"({"name":"Administrator","key":"administrator"})");
    update("user", administrator().user, R"({"role":")" + format_id(role) + "\"}");
    Id job;
    {
        const FailingStore failing(120, Failing::from_then_on_elsewhere);
        job = start_bulk(engine(), administrator(), object("contact"), change);
        ASSERT_TRUE(eventually([&] { return failing.has_failed(120); }));
        // It cannot go on before it may.
        EXPECT_LT(number("SELECT COUNT(*) FROM contacts WHERE secret = 'x'"), 900);
    }
    const Json ended = wait_for(job);
    EXPECT_EQ(ended.text("state"), "done");
    EXPECT_EQ(ended.find("done")->if_number()->text, "900")
        << "also those before it was interrupted";
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE secret = 'x' AND version = 2"), 900);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change_set WHERE label LIKE '%log.edited%900%'"), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts_past"), 900);
}

TEST_P(BulkTest, WhatCannotBeChangedIsToldAndLeft)
{
    const Id sam = create("user", R"({"name":"Sam"})");
    const Id good = create("deal", R"({"name":"Good"})");
    const Id won = create("deal", R"({"name":"Won","status":"won"})");
    const Id binned = create("deal", R"({"name":"Gone"})");
    remove("deal", binned);
    const Id nobody = make_id();
    BulkChange change;
    change.ids = {good, won, binned, nobody, good};
    change.set = parse_json(R"({"status":"lost"})");
    const BulkOutcome outcome = run(change, "deal");
    EXPECT_EQ(outcome.matched, 4);
    EXPECT_EQ(outcome.changed, 1);
    ASSERT_EQ(outcome.failed.size(), 3u);
    for (const auto& failure : outcome.failed) {
        const std::string& rule = failure.problems.at(0).rule;
        EXPECT_EQ(rule, failure.id == won ? "move" : failure.id == binned ? "state" : "not_found");
    }
    EXPECT_EQ(value("deal", won, "status"), "\"won\"");
    change.ids = {good};
    EXPECT_EQ(run(change, rep(sam), "deal").failed.at(0).problems.at(0).rule, "not_found");
}

TEST_P(BulkTest, WhatFollowsMayFailForOneWithoutTheOthers)
{
    std::vector<Id> ids;
    for (int i = 0; i < 5; ++i)
        ids.push_back(create("account", R"({"name":"A)" + std::to_string(i) + "\"}"));
    const auto outboxes = number("SELECT COUNT(*) FROM outbox");
    BulkChange change;
    change.ids = ids;
    change.set = parse_json(R"({"loop":1,"sector":"tech"})");
    BulkOutcome outcome = run(change, "account");
    EXPECT_EQ(outcome.changed, 0);
    EXPECT_EQ(outcome.failed.size(), 5u);
    EXPECT_TRUE(outcome.change_set.is_nil());
    EXPECT_EQ(number("SELECT COUNT(*) FROM accounts WHERE version = 1"), 5);
    EXPECT_EQ(number("SELECT COUNT(*) FROM accounts_past"), 0);
    // One that is there already does not become it again, so nothing follows from that one.
    database().write([&](store::Connection& connection) {
        connection.execute("UPDATE accounts SET loop = 1 WHERE id = ?", {ids[2]});
    });
    outcome = run(change, "account");
    EXPECT_EQ(outcome.changed, 1);
    EXPECT_EQ(outcome.failed.size(), 4u);
    EXPECT_EQ(number("SELECT records FROM change_set WHERE id = ?", {outcome.change_set}), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE change_set = ?", {outcome.change_set}), 1);
    EXPECT_EQ(value("account", ids[2], "sector"), "\"tech\"");
    EXPECT_EQ(value("account", ids[1], "sector"), "null");
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), outboxes);
}

TEST_P(BulkTest, DeletesRestoresAndActs)
{
    const Id account = create("account", R"({"name":"Acme"})");
    const std::vector<Id> ids = {create("contact", R"({"name":"Eva"})"),
                                 create("contact", R"({"name":"Max"})")};
    BulkChange change;
    change.ids = ids;
    change.action = "delete";
    EXPECT_EQ(run(change).changed, 2);
    EXPECT_TRUE(is_in_bin("contact", ids[0]));
    change.ids.clear();
    change.filter = "*";
    change.action = "restore";
    EXPECT_EQ(run(change).changed, 2);
    EXPECT_FALSE(is_in_bin("contact", ids[1]));
    change.action = "hand_over";
    change.input = parse_json(R"({"account":")" + format_id(account) + "\"}");
    const BulkOutcome outcome = run(change);
    EXPECT_EQ(outcome.changed, 2);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE account = ?", {account}), 2);
}

TEST_P(BulkTest, WhatIsWrongForAllIsToldAtOnce)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    BulkChange change;
    EXPECT_EQ(problems_of([&] { run(change); }), "filter required");
    change.ids = {id};
    EXPECT_EQ(problems_of([&] { run(change); }), "set required");
    change.set = parse_json(R"({"nmae":"x","id":1})");
    EXPECT_EQ(problems_of([&] { run(change); }), "id read_only, nmae unknown");
    EXPECT_EQ(version("contact", id), 1);
}

WRITES_ON_BOTH(BulkTest);

} // namespace
} // namespace comity::record
