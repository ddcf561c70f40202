// A database that fails at the n-th call, for every n until it no more does: nothing is ever half
// there, and what was acknowledged is whole.

#include "record/check/check.h"
#include "record/fixtures/fault_fixture.h"
#include "record/fixtures/test_shelf.h"
#include "record/parts/bulk.h"
#include "record/save/actions.h"
#include "record/save/idempotency.h"
#include "record/settings.h"

namespace comity::record {
namespace {

class FaultsTest : public WritingTest {
protected:
    void TearDown() override
    {
        if (!IsSkipped())
            for (const Finding& finding : check_database(engine()).findings)
                ADD_FAILURE() << finding.count << ": " << finding.what;
        WritingTest::TearDown();
    }

    int fail_each_call(const std::function<void()>& work, const AfterFailure& after = {})
    {
        return record::fail_each_call(database(), work, after);
    }

    void run(const BulkChange& change)
    {
        run_bulk(engine(), administrator(), object("contact"), change);
    }
};

TEST_P(FaultsTest, Create)
{
    const std::string account = format_id(create("account", R"({"name":"Acme"})"));
    EXPECT_GE(fail_each_call([&] {
                  create("contact", R"({"name":"Eva","emails":["a@b.test","c@d.test"],
                                        "account":")" +
                                        account + "\"}");
              }),
              7);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts"), 1);
}

TEST_P(FaultsTest, UpdateWithAllThatFollows)
{
    const std::string account = format_id(create("account", R"({"name":"Acme"})"));
    const Id deal = create("deal", R"({"name":"Big","account":")" + account + "\"}");
    EXPECT_GE(fail_each_call([&] {
                  update("deal", deal, R"({"status":"won","tags":["a"],"name":"Bigger"})", 1);
              }),
              15);
    EXPECT_EQ(number("SELECT COUNT(*) FROM tasks"), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 1);
}

TEST_P(FaultsTest, RemoveRestoreAndUndo)
{
    const Id id = create("contact", R"({"name":"Eva","emails":["a@b.test"]})");
    EXPECT_GE(fail_each_call([&] { remove("contact", id); }), 5);
    EXPECT_GE(fail_each_call([&] { restore("contact", id); }), 5);
    update("contact", id, R"({"name":"Eve","emails":[]})");
    const Id change = last_change();
    EXPECT_GE(fail_each_call([&] { undo(change); }), 10);
    EXPECT_EQ(value("contact", id, "name"), "\"Eva\"");
    const Id undone = last_change();
    EXPECT_GE(fail_each_call([&] { undo(undone); }), 10);
    EXPECT_EQ(value("contact", id, "name"), "\"Eve\"");
}

TEST_P(FaultsTest, UndoOfWhatFollowed)
{
    const Id account = create("account", R"({"name":"Acme"})");
    const Id deal = create("deal", R"({"name":"Big","account":")" + format_id(account) + "\"}");
    update("deal", deal, R"({"status":"won","tags":["a","b"]})");
    const Id won = last_change();
    EXPECT_GE(fail_each_call([&] { undo(won); }), 10);
    EXPECT_EQ(value("deal", deal, "status"), "\"open\"");
    EXPECT_EQ(value("account", account, "won_deals"), "null");
    EXPECT_EQ(number("SELECT COUNT(*) FROM tasks WHERE deleted_at IS NULL"), 0);
}

TEST_P(FaultsTest, BulkEditDeleteAndRestore)
{
    BulkChange change;
    for (int i = 0; i < 3; ++i)
        change.ids.push_back(create("contact", R"({"name":"Eva"})"));
    change.set = parse_json(R"({"name":"Eve","emails":["x@y.test"]})");
    EXPECT_GE(fail_each_call([&] { run(change); }), 7);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE name = 'Eve' AND version = 2"), 3);
    change.set = Json();
    change.action = "delete";
    EXPECT_GE(fail_each_call([&] { run(change); }), 6);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE deleted_at IS NULL"), 0);
    change.action = "restore";
    EXPECT_GE(fail_each_call([&] { run(change); }), 6);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE deleted_at IS NULL"), 3);
}

TEST_P(FaultsTest, ActionOnOneAndOnMany)
{
    BulkChange change;
    for (int i = 0; i < 3; ++i)
        change.ids.push_back(create("contact", R"({"name":"Eva"})"));
    const Id account = create("account", R"({"name":"Acme"})");
    change.input = parse_json(R"({"account":")" + format_id(account) + "\"}");
    EXPECT_GE(fail_each_call([&] {
                  run_action(engine(), administrator(), object("contact"), change.ids[0],
                             "hand_over", change.input);
              }),
              7);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE account = ?", {account}), 1);
    change.action = "hand_over";
    EXPECT_GE(fail_each_call([&] { run(change); }), 7);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE account = ?", {account}), 3);
}

TEST_P(FaultsTest, SettingsOfTheFirm)
{
    const Settings wanted{"Acme", "USD", "Europe/Berlin", "de"};
    AfterFailure after;
    after.look = [&] {
        EXPECT_EQ(engine().settings().company, "");
        EXPECT_EQ(engine().settings().currency, "EUR");
    };
    const auto change = [&] {
        database().write([&](store::Connection& connection) { put_settings(connection, wanted); });
    };
    EXPECT_GE(fail_each_call(change, after), 4);
    engine().load_settings();
    EXPECT_EQ(engine().settings().company, "Acme");
    EXPECT_EQ(text("SELECT value FROM setting WHERE name = 'zone'"), "Europe/Berlin");
}

TEST_P(FaultsTest, RoleOfSomebody)
{
    const Id role = create("role", R"({"name":"Helper","key":"helper",
                                       "permissions":{"contact":{"read":"own"}}})");
    const Id user = create("user", R"({"name":"Sam","role":")" + format_id(role) + "\"}");
    const auto reach = [&] {
        return engine().actor_for(user, Origin::api).reach(object("contact"), Verb::read);
    };
    EXPECT_EQ(reach(), Reach::own);
    AfterFailure after;
    after.look = [&] { EXPECT_EQ(reach(), Reach::own); };
    EXPECT_GE(
        fail_each_call(
            [&] { update("role", role, R"({"permissions":{"contact":{"read":"all"}}})"); }, after),
        5);
    EXPECT_EQ(reach(), Reach::all);
}

// The record and its key stand or fall together; the answer may be missing, then it is worded
// again.
TEST_P(FaultsTest, RequestThatIsRepeated)
{
    const auto request = [&] {
        if (find_answer(engine(), administrator(), "key", "digest"))
            return;
        write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
            const Id id = transaction.create(object("contact"), parse_json(R"({"name":"Eva"})")).id;
            claim_key(transaction, "key", "digest", object("contact"), id);
        });
        keep_answer(engine(), administrator(), "key", {201, "{}", "{}", false, "", {}, {}});
    };
    const auto change_sets = number("SELECT COUNT(*) FROM change_set");
    AfterFailure after;
    after.may_differ = {"contacts", "person_key", "search_entry", "search_word",
                        "change",   "change_set", "idempotency"};
    after.look = [&] {
        const auto made = number("SELECT COUNT(*) FROM contacts");
        EXPECT_LE(made, 1);
        EXPECT_EQ(number("SELECT COUNT(*) FROM idempotency"), made);
        EXPECT_EQ(number("SELECT COUNT(*) FROM change_set"), change_sets + made);
    };
    EXPECT_GE(fail_each_call(request, after), 8);
    request();
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts"), 1);
    EXPECT_TRUE(find_answer(engine(), administrator(), "key", "digest"));
}

WRITES_ON_BOTH(FaultsTest);

} // namespace
} // namespace comity::record
