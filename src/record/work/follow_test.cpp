// What follows by itself: behaviours, the outbox, jobs, actions, repeated requests.

#include "base/eventually_fixture.h"
#include "record/fixtures/test_shelf.h"
#include "record/save/actions.h"
#include "record/save/idempotency.h"
#include "record/settings.h"
#include "record/work/long_work.h"
#include "record/work/queue.h"
#include "store/database.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace comity::record {
namespace {

class FollowTest : public WritingTest {
protected:
    Json job(const Actor& actor, const Id& id)
    {
        std::string out;
        engine().part<LongWorks>().read(actor, id, out);
        return parse_json(out);
    }
};

TEST_P(FollowTest, WhatFollowsIsInTheSameChangeSet)
{
    const Id account = create("account", R"({"name":"Acme"})");
    const Id deal = create("deal", R"({"name":"Big","account":")" + format_id(account) + "\"}");
    EXPECT_EQ(number("SELECT COUNT(*) FROM tasks"), 0);
    update("deal", deal, R"({"status":"won"})");
    EXPECT_EQ(number("SELECT COUNT(*) FROM change_set WHERE id = ?", {last_change()}), 1);
    EXPECT_EQ(number("SELECT records FROM change_set WHERE id = ?", {last_change()}), 3);
    EXPECT_EQ(label(last_change()), "Edited deal Big");
    EXPECT_EQ(value("account", account, "won_deals"), "1");
    EXPECT_EQ(number("SELECT COUNT(*) FROM tasks WHERE about = ?", {deal}), 1);
    update("deal", deal, R"({"probability":3})");
    EXPECT_EQ(number("SELECT COUNT(*) FROM tasks"), 1);
}

TEST_P(FollowTest, WhatFollowsFromItselfIsStoppedAndNothingStays)
{
    const Id account = create("account", R"({"name":"Acme"})");
    const auto before = counts();
    EXPECT_EQ(error_of([&] { update("account", account, R"({"loop":1})"); }).cause(),
              Cause::invalid);
    EXPECT_EQ(counts(), before);
    EXPECT_EQ(value("account", account, "loop"), "null");
    EXPECT_EQ(version("account", account), 1);
}

TEST_P(FollowTest, WhatFollowsMayRefuseAndNothingStays)
{
    const auto before = counts();
    EXPECT_EQ(problems_of([&] { create("contact", R"({"name":"refuse"})"); }), "name refused");
    EXPECT_EQ(problems_of([&] { create("contact", R"({"name":"derive-refuse","emails":["x"]})"); }),
              "emails format, name refused");
    EXPECT_EQ(counts(), before);
}

TEST_P(FollowTest, TheOutboxRunsOnceAfterTheCommit)
{
    const Id deal = create("deal", R"({"name":"Big","status":"won"})");
    EXPECT_TRUE(told.empty());
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 1);
    EXPECT_EQ(engine().part<Queue>().run_due(), 1);
    EXPECT_EQ(told, std::vector<std::string>{"deal " + format_id(deal)});
    EXPECT_EQ(engine().part<Queue>().run_due(), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 0);
    EXPECT_EQ(told.size(), 1u);
}

TEST_P(FollowTest, NothingIsToldOfWhatWasRolledBack)
{
    EXPECT_EQ(error_of([&] {
                  write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
                      transaction.create(object("deal"),
                                         parse_json(R"({"name":"Big","status":"won"})"));
                      throw Error(Cause::unavailable, "stop");
                  });
              }).cause(),
              Cause::unavailable);
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 0);
    EXPECT_EQ(engine().part<Queue>().run_due(), 0);
    EXPECT_TRUE(told.empty());
}

TEST_P(FollowTest, WhatFailsIsTriedAgainLaterAndStaysToBeSeen)
{
    failures_to_come = 100;
    create("deal", R"({"name":"Big","status":"won"})");
    const Instant before = now();
    EXPECT_EQ(engine().part<Queue>().run_due(), 1);
    EXPECT_EQ(text("SELECT state FROM outbox"), "waiting");
    EXPECT_EQ(text("SELECT error FROM outbox"), "The world does not answer.");
    // Not before ten seconds, and not before its time however long those take here.
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox WHERE not_before >= ?",
                     {Instant{before.us + 10'000'000}}),
              1);
    database().write([&](store::Connection& connection) {
        connection.execute("UPDATE \"outbox\" SET \"not_before\" = ?",
                           {Instant{now().us + 3'600'000'000}});
    });
    EXPECT_EQ(engine().part<Queue>().run_due(), 0);
    for (int i = 0; i < 5; ++i) {
        database().write([&](store::Connection& connection) {
            connection.execute("UPDATE \"outbox\" SET \"not_before\" = ?", {Instant{0}});
        });
        EXPECT_EQ(engine().part<Queue>().run_due(), 1);
    }
    EXPECT_EQ(text("SELECT state FROM outbox"), "failed");
    EXPECT_EQ(engine().part<Queue>().run_due(), 0);
    EXPECT_TRUE(told.empty());
}

TEST_P(FollowTest, TheQueueWakesWhenSomethingWasPutDown)
{
    engine().part<Queue>().start(std::chrono::hours(1)); // it does not look by itself
    create("deal", R"({"name":"Big","status":"won"})");
    EXPECT_TRUE(eventually([&] { return number("SELECT COUNT(*) FROM outbox") == 0; }));
}

TEST_P(FollowTest, WhatStandsInTheWayOfOneKeyStopsNoOther)
{
    const Id first = create("deal", R"({"name":"First","status":"won"})");
    const Id second = create("deal", R"({"name":"Second","status":"won"})");
    database().write([&](store::Connection& connection) {
        connection.execute(R"(UPDATE "outbox" SET "key" = 'a' WHERE "record" = ?)", {first});
    });
    failures_to_come = 1; // of the first, which was put down before
    write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
        transaction.later("celebrate_won_deal", object("deal"), first, {}, {}, "a");
    });
    EXPECT_EQ(engine().part<Queue>().run_due(), 2);
    EXPECT_EQ(told, std::vector<std::string>{"deal " + format_id(second)});
    // What stands behind the one that failed waits for it, and comes after it.
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox WHERE key = 'a'"), 2);
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox WHERE attempts = 1"), 1);
    database().write([&](store::Connection& connection) {
        connection.execute(R"(UPDATE "outbox" SET "not_before" = ?)", {Instant{0}});
    });
    EXPECT_EQ(engine().part<Queue>().run_due(), 2);
    EXPECT_EQ(told.size(), 3u);
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 0);
}

TEST_P(FollowTest, WhatWasSetAsideIsSeenRetriedOrGivenUp)
{
    failures_to_come = 100;
    create("deal", R"({"name":"Big","status":"won"})");
    database().write([&](store::Connection& connection) {
        connection.execute(R"(UPDATE "outbox" SET "attempts" = 5)", {});
    });
    Queue& queue = engine().part<Queue>();
    EXPECT_EQ(queue.standing().waiting, 1);
    EXPECT_EQ(queue.run_due(), 1);
    EXPECT_EQ(queue.standing().waiting, 0);
    EXPECT_EQ(queue.standing().set_aside, 1);
    const auto entries = queue.set_aside(10);
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0].error, "The world does not answer.");
    EXPECT_EQ(entries[0].attempts, 6);
    EXPECT_TRUE(queue.set_aside(10, entries[0].id).empty());
    EXPECT_FALSE(queue.retry(make_id()));
    failures_to_come = 0;
    EXPECT_TRUE(queue.retry(entries[0].id));
    EXPECT_FALSE(queue.discard(entries[0].id)); // it waits again
    EXPECT_EQ(queue.run_due(), 1);
    EXPECT_EQ(told.size(), 1u);
    EXPECT_EQ(queue.standing().set_aside, 0);
}

// Taken by a program that has ended since.
TEST_P(FollowTest, WhatAnotherServerHasLeftBehindIsDone)
{
    const Id deal = create("deal", R"({"name":"Big","status":"won"})");
    database().write([&](store::Connection& connection) {
        connection.execute(
            R"(UPDATE "outbox" SET "state" = 'running', "attempts" = 1, "holder" = ?)",
            {make_id()});
    });
    EXPECT_EQ(engine().part<Queue>().run_due(), 1);
    EXPECT_EQ(told, std::vector<std::string>{"deal " + format_id(deal)});
}

TEST_P(FollowTest, LongWorkTellsItsProgressAndItsEnd)
{
    LongWorks& works = engine().part<LongWorks>();
    std::atomic<bool> may_end = false;
    long_work = [&](LongRun& run) {
        run.tell(3, 10);
        while (!may_end)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return Id{};
    };
    const Id id = works.start(administrator(), {"test"});
    const auto state_of = [&] { return std::string(job(administrator(), id).text("state")); };
    EXPECT_TRUE(eventually([&] { return state_of() == "running"; }));
    const Id stranger = create("user", R"({"name":"Sam"})");
    EXPECT_EQ(error_of([&] { job(rep(stranger), id); }).cause(), Cause::not_found);
    may_end = true;
    works.finish();
    const Json done = job(administrator(), id);
    EXPECT_EQ(done.text("state"), "done");
    EXPECT_EQ(done.find("done")->if_number()->text, "3");
    EXPECT_TRUE(done.find("error")->is_null());
    long_work = [](LongRun&) -> Id { throw Error(Cause::invalid, "It cannot be done."); };
    const Id bad = works.start(administrator(), {"test"});
    works.finish();
    EXPECT_EQ(job(administrator(), bad).text("state"), "failed");
    EXPECT_EQ(job(administrator(), bad).text("error"), "It cannot be done.");
    EXPECT_FALSE(works.retry(bad)); // it has left nothing behind
}

TEST_P(FollowTest, OfOneThingThereIsOneLongWorkAtATime)
{
    LongWorks& works = engine().part<LongWorks>();
    std::atomic<bool> may_end = false;
    std::atomic<int> runs = 0;
    long_work = [&](LongRun&) {
        ++runs;
        while (!may_end)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return Id{};
    };
    const Id about = make_id();
    const Id first = works.start(administrator(), {"test", about});
    EXPECT_EQ(works.start(administrator(), {"test", about}), first);
    EXPECT_EQ(works.find_unfinished("test", about), first);
    const Id other = works.start(administrator(), {"test", make_id()});
    EXPECT_NE(other, first);
    may_end = true;
    works.finish();
    EXPECT_EQ(runs, 2);
    EXPECT_FALSE(works.find_unfinished("test", about));
    EXPECT_NE(works.start(administrator(), {"test", about}), first);
    works.finish();
}

// Whoever looks finds it begun with what it is about, and over with what it leaves: never between.
TEST_P(FollowTest, LongWorkBeginsAndEndsTogetherWithWhatItIsAbout)
{
    LongWorks& works = engine().part<LongWorks>();
    const std::string open_and_over =
        R"(SELECT (SELECT COUNT(*) FROM "job" WHERE "state" IN ('waiting', 'running')) * 10 +
           (SELECT COUNT(*) FROM "setting" WHERE "name" = 'test.begun' AND "value" = 'begun'))";
    const auto put = [](const char* value) {
        return [value](store::Connection& connection) {
            put_setting(connection, "test.begun", value);
        };
    };
    std::atomic<bool> is_over = false;
    std::atomic<int> between = 0, looks = 0;
    std::jthread watcher([&] {
        while (!is_over) {
            const std::int64_t found = number(open_and_over);
            between += found != 0 && found != 11;
            ++looks;
        }
    });
    long_work = [&](LongRun& run) -> Id {
        run.when_over(put("done"));
        if (run.wish().flag("fails")) {
            run.when_over(put("failed"));
            throw Error(Cause::invalid, "It cannot be done.");
        }
        return {};
    };
    for (int i = 0; i < 20; ++i) {
        const Json wish = Json::Object{{"fails", i % 2 == 1}};
        works.start(administrator(), {"test", make_id(), wish}, put("begun"));
        works.finish();
        EXPECT_EQ(text(R"(SELECT "value" FROM "setting" WHERE "name" = 'test.begun')"),
                  i % 2 ? "failed" : "done");
    }
    is_over = true;
    watcher.join();
    EXPECT_GT(looks, 0);
    EXPECT_EQ(between, 0);
    EXPECT_THROW(works.start(administrator(), {"test"},
                             [](store::Connection&) { throw Error(Cause::conflict, "No."); }),
                 Error);
    EXPECT_EQ(number("SELECT COUNT(*) FROM job"), 20);
}

// Its server has ended: another goes on where its place says, as the same job.
TEST_P(FollowTest, LongWorkThatWasLeftBehindGoesOn)
{
    LongWorks& works = engine().part<LongWorks>();
    std::vector<std::string> places;
    long_work = [&](LongRun& run) -> Id {
        places.push_back(run.place() + (run.is_resumed() ? " resumed" : ""));
        database().write([&](store::Connection& connection) { run.keep(connection, "half"); });
        if (!run.is_resumed())
            throw Error(Cause::unavailable, "The database is away.");
        return {};
    };
    const Id id = works.start(administrator(), {"test"});
    EXPECT_EQ(wait_for(id).text("state"), "done");
    EXPECT_EQ(places, (std::vector<std::string>{"", "half resumed"}));
    EXPECT_EQ(number("SELECT attempts FROM job"), 0); // that was no failure
    // What another server holds is not taken, and what it wrote last does not stand.
    if (!is_postgres())
        return;
    const Id elsewhere = make_id();
    long_work = [&](LongRun& run) -> Id {
        database().write([&](store::Connection& connection) {
            connection.execute(R"(UPDATE "job" SET "holder" = ?)", {elsewhere});
            connection.execute(R"(INSERT INTO "server" ("id", "started_at", "seen_at") VALUES
                                  (?, now(), now()))",
                               {elsewhere});
        });
        database().write([&](store::Connection& connection) {
            connection.execute("DELETE FROM \"contacts\"");
            run.keep(connection, "lost");
        });
        return {};
    };
    create("contact", R"({"name":"Eva"})");
    const Id taken = works.start(administrator(), {"test"});
    works.finish();
    EXPECT_EQ(job(administrator(), taken).text("state"), "running");
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts"), 1);
    EXPECT_EQ(works.look(), 0);
}

TEST_P(FollowTest, WhatAnOlderProgramLeftRunningIsShownAsFailed)
{
    const Id id = make_id();
    database().write([&](store::Connection& connection) {
        connection.execute(
            "INSERT INTO \"job\" (\"id\", \"actor\", \"kind\", \"state\", \"done\", "
            "\"total\", \"at\", \"seen_at\") VALUES (?, ?, 'x', 'running', 1, 2, ?, ?)",
            {id, administrator().user, Instant{0}, Instant{0}});
    });
    EXPECT_EQ(engine().part<LongWorks>().look(), 1);
    EXPECT_EQ(wait_for(id).text("state"), "failed");
    EXPECT_FALSE(job(administrator(), id).text("error").empty());
}

TEST_P(FollowTest, ActionsCheckTheirInputAndTellTheirChange)
{
    const Id account = create("account", R"({"name":"Acme"})");
    const Id eva = create("contact", R"({"name":"Eva"})");
    const auto before = counts();
    const auto act = [&](const Actor& actor, const std::string& input) {
        return run_action(engine(), actor, object("contact"), eva, "hand_over", parse_json(input));
    };
    EXPECT_EQ(problems_of([&] { act(administrator(), R"({"wy":"x"})"); }),
              "account required, wy unknown");
    EXPECT_EQ(problems_of(
                  [&] { act(administrator(), R"({"account":")" + format_id(make_id()) + "\"}"); }),
              "account reference");
    EXPECT_EQ(error_of([&] {
                  run_action(engine(), administrator(), object("contact"), eva, "fly", {});
              }).cause(),
              Cause::not_found);
    const Id sam = create("user", R"({"name":"Sam"})");
    EXPECT_EQ(error_of([&] { act(rep(sam), "{}"); }).cause(), Cause::invalid);
    EXPECT_EQ(counts().at(0).second, before.at(0).second + 1); // Sam alone
    const Json answer = act(administrator(), R"({"account":")" + format_id(account) + "\"}");
    EXPECT_EQ(answer.text("account"), format_id(account));
    const Id change = *parse_id(answer.text("change"));
    EXPECT_EQ(label(change), "Hand over: contact Eva");
    EXPECT_EQ(value("contact", eva, "account"), "\"" + format_id(account) + "\"");
}

TEST_P(FollowTest, ARepeatedRequestIsAnsweredOnce)
{
    EXPECT_FALSE(find_answer(engine(), administrator(), "k1", "digest"));
    Id id;
    const auto make = [&](const std::string& name) {
        write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
            id =
                transaction.create(object("contact"), parse_json(R"({"name":")" + name + "\"}")).id;
            claim_key(transaction, "k1", "digest", object("contact"), id);
        });
    };
    make("Eva");
    const auto unfinished = find_answer(engine(), administrator(), "k1", "digest");
    ASSERT_TRUE(unfinished);
    EXPECT_TRUE(unfinished->is_unfinished);
    EXPECT_EQ(unfinished->record, id);
    keep_answer(engine(), administrator(), "k1", {201, R"({"ETag":"1"})", "{}"});
    EXPECT_EQ(find_answer(engine(), administrator(), "k1", "digest")->status, 201);
    EXPECT_EQ(error_of([&] { find_answer(engine(), administrator(), "k1", "other"); }).cause(),
              Cause::invalid);
    EXPECT_FALSE(find_answer(engine(), rep(make_id()), "k1", "digest"));
    const auto before = counts();
    EXPECT_EQ(error_of([&] { make("Twice"); }).cause(), Cause::conflict);
    EXPECT_EQ(counts(), before);
}

WRITES_ON_BOTH(FollowTest);

} // namespace
} // namespace comity::record
