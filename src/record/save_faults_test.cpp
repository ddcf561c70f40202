// A database that fails at the n-th call, for every n until it no more does: nothing is ever half
// there, and what was acknowledged is whole.

#include "record/actions.h"
#include "record/bulk.h"
#include "record/test_shelf.h"

#include <atomic>

namespace comity::record {
namespace {

class FaultsTest : public WritingTest {
protected:
    // Runs `work` with a database that fails at the first, second, … call, until it succeeds.
    // Returns how many calls failed it.
    int fail_each_call(const std::function<void()>& work)
    {
        const auto before = counts();
        const std::string was = contents();
        for (int n = 1; n < 500; ++n) {
            auto calls = std::make_shared<std::atomic<int>>(0);
            store::Database::set_fault_hook([calls, n](std::string_view) {
                if (++*calls == n)
                    throw Error(Cause::unavailable, "The disk is full.");
            });
            bool has_failed = false;
            try {
                work();
            } catch (const Error& error) {
                has_failed = true;
                EXPECT_EQ(error.cause(), Cause::unavailable) << error.message();
            }
            store::Database::set_fault_hook(nullptr);
            if (!has_failed)
                return n - 1;
            EXPECT_EQ(counts(), before) << "after call " << n;
            EXPECT_EQ(contents(), was) << "after call " << n;
        }
        ADD_FAILURE() << "it never succeeded";
        return 0;
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
}

TEST_P(FaultsTest, BulkAndAction)
{
    std::vector<Id> ids;
    for (int i = 0; i < 3; ++i)
        ids.push_back(create("contact", R"({"name":"Eva"})"));
    BulkChange change;
    change.ids = ids;
    change.set = parse_json(R"({"name":"Eve","emails":["x@y.test"]})");
    fail_each_call(
        [&] { run_bulk(engine(), administrator(), object("contact"), change, nullptr); });
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE name = 'Eve' AND version = 2"), 3);
    const Id account = create("account", R"({"name":"Acme"})");
    const Json input = parse_json(R"({"account":")" + format_id(account) + "\"}");
    fail_each_call([&] {
        run_action(engine(), administrator(), object("contact"), ids[0], "hand_over", input);
    });
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE account = ?", {account}), 1);
}

WRITES_ON_BOTH(FaultsTest);

} // namespace
} // namespace comity::record
