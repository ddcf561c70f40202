// A database that fails at the n-th call of what runs by itself, jobs and the outbox, and of what
// lets people in.

#include "record/fixtures/fault_fixture.h"
#include "record/fixtures/test_shelf.h"
#include "record/parts/bulk.h"
#include "record/sign_in/identity.h"
#include "record/work/long_work.h"
#include "record/work/queue.h"
#include "store/database.h"

namespace comity::record {
namespace {

constexpr const char* password = "quiet harbour lantern 7";

class FollowFaultsTest : public WritingTest {
protected:
    int fail_each_call(const std::function<void()>& work, const AfterFailure& after = {})
    {
        return record::fail_each_call(database(), work, after);
    }
};

// However often the database is away: it comes to its end once it is there again.
TEST_P(FollowFaultsTest, LongWork)
{
    BulkChange change;
    for (int i = 0; i < 3; ++i)
        change.ids.push_back(create("contact", R"({"name":"Eva"})"));
    long_work = [&](LongRun&) {
        return run_bulk(engine(), administrator(), object("contact"), change).change_set;
    };
    int failures = 0;
    for (int n = 1; n < 200; ++n) {
        const std::string name = "Eva " + std::to_string(n);
        change.set = Json().set("name", name);
        std::optional<Id> job;
        bool has_failed = false;
        {
            FailingStore failing(n, Failing::once);
            try {
                job = engine().part<LongWorks>().start(administrator(), {"test"});
            } catch (const Error& error) {
                EXPECT_EQ(error.cause(), Cause::unavailable);
            }
            engine().part<LongWorks>().finish();
            has_failed = failing.has_failed(n);
        }
        failures += has_failed;
        if (job) {
            EXPECT_EQ(wait_for(*job).text("state"), "done") << n;
        }
        EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE name = ?", {name}), job ? 3 : 0) << n;
        if (!has_failed)
            break;
    }
    EXPECT_GE(failures, 8);
}

// At least once, and never lost.
TEST_P(FollowFaultsTest, Outbox)
{
    int failures = 0;
    for (int n = 1; n < 100; ++n) {
        const Id deal = create("deal", R"({"name":"Big","status":"open"})");
        update("deal", deal, R"({"status":"won"})");
        ASSERT_EQ(number("SELECT COUNT(*) FROM outbox"), 1);
        told.clear();
        bool has_failed = false;
        {
            FailingStore failing(n, Failing::once);
            try {
                engine().part<Queue>().run_due();
            } catch (const Error& error) {
                EXPECT_EQ(error.cause(), Cause::unavailable);
            }
            has_failed = failing.has_failed(n);
        }
        failures += has_failed;
        EXPECT_TRUE(!told.empty() || number("SELECT COUNT(*) FROM outbox") == 1) << n;
        // Its turn comes again.
        database().write([&](store::Connection& connection) {
            connection.execute("UPDATE \"outbox\" SET \"not_before\" = ?", {Instant{}});
        });
        engine().part<Queue>().run_due();
        EXPECT_GE(told.size(), 1u) << n;
        EXPECT_LE(told.size(), 2u) << n;
        EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 0) << n;
        if (!has_failed)
            break;
    }
    EXPECT_GE(failures, 5);
}

TEST_P(FollowFaultsTest, InvitationAndWhatItOpens)
{
    const Id user = create("user", R"({"name":"Sam","email":"sam@acme.test"})");
    std::string code;
    EXPECT_GE(fail_each_call([&] { code = make_invitation(engine(), user); }), 3);
    Session session;
    AfterFailure after;
    after.look = [&] {
        EXPECT_EQ(number(R"(SELECT count(*) FROM "credential" WHERE "user" = ?)", {user}), 0);
    };
    EXPECT_GE(fail_each_call([&] { session = accept_invitation(engine(), code, password); }, after),
              6);
    EXPECT_EQ(find_session(engine(), session.token).value().user, user);
    EXPECT_THROW(accept_invitation(engine(), code, password), Error);
}

TEST_P(FollowFaultsTest, PasswordSessionAndKey)
{
    const Id user = create("user", R"({"name":"Sam","email":"sam@acme.test"})");
    EXPECT_GE(fail_each_call([&] { set_password(engine(), user, password); }), 4);
    Session session;
    EXPECT_GE(fail_each_call(
                  [&] { session = sign_in(engine(), "sam@acme.test", password, "127.0.0.1"); }),
              4);
    EXPECT_GE(fail_each_call([&] {
                  change_password(engine(), user, password, "another long one 9", session.token);
              }),
              5);
    EXPECT_TRUE(find_session(engine(), session.token));
    NewKey key;
    EXPECT_GE(fail_each_call([&] { key = add_api_key(engine(), user, "till"); }), 2);
    EXPECT_EQ(find_api_key_user(engine(), key.key), user);
    EXPECT_GE(fail_each_call([&] { remove_api_key(engine(), administrator(), key.id); }), 2);
    EXPECT_FALSE(find_api_key_user(engine(), key.key));
    EXPECT_GE(fail_each_call([&] { end_session(engine(), session.token); }), 2);
    EXPECT_FALSE(find_session(engine(), session.token));
}

// What an administrator makes with a password at once.
TEST_P(FollowFaultsTest, UserWithPassword)
{
    const NewPassword made = make_new_password(password);
    EXPECT_GE(fail_each_call([&] {
                  write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
                      const Id id = transaction
                                        .create(object("user"), parse_json(R"({"name":"Sam",
                                                "email":"sam@acme.test"})"))
                                        .id;
                      put_password(transaction.connection(), id, made);
                  });
              }),
              7);
    EXPECT_EQ(number("SELECT COUNT(*) FROM credential"), 1);
    EXPECT_TRUE(sign_in(engine(), "sam@acme.test", password, "127.0.0.1").token.size() > 20);
}

WRITES_ON_BOTH(FollowFaultsTest);

} // namespace
} // namespace comity::record
