// Secrets in records: kept sealed everywhere, opened for the one who uses them, with their history.

#include "record/fixtures/test_shelf.h"
#include "record/object/catalog.h"
#include "record/parts/bulk.h"
#include "record/secret_values.h"
#include "record/secrets.h"
#include "record/work/long_work.h"
#include "store/database.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

namespace comity::record {
namespace {

constexpr std::string_view first = "quiet-harbour-7";
constexpr std::string_view second = "loud-mountain-9";

class SealingTest : public WritingTest {
protected:
    Id make_mailbox(std::string_view password)
    {
        return create("mailbox",
                      R"({"name":"Sales","password":")" + std::string(password) + R"("})");
    }

    std::string open(const Id& mailbox)
    {
        return opened_by(engine().part<Secrets>(),
                         text(R"(SELECT "password" FROM "mailboxes" WHERE "id" = ?)", {mailbox}));
    }

    std::string opened_by(Secrets& secrets, const std::string& sealed)
    {
        std::string password;
        database().read(
            [&](store::Connection& connection) { password = secrets.open(connection, sealed); });
        return password;
    }

    // All that the database has of anything: rows, past rows, log, search, queue, keys.
    std::string everything()
    {
        std::string all;
        if (is_postgres()) {
            for (const auto& [table, rows] : counts())
                database().read([&](store::Connection& connection) {
                    connection.query({"SELECT t::text FROM " + store::quote(table) + " t", {}},
                                     [&](const store::Row& row) { all += row.text(0); });
                });
            return all;
        }
        for (const auto& file : std::filesystem::directory_iterator(engine().data_folder()))
            if (file.path().filename().string().starts_with("comity.db")) {
                std::ifstream in(file.path(), std::ios::binary);
                all.append(std::istreambuf_iterator<char>(in), {});
            }
        return all;
    }
};

TEST_P(SealingTest, TheDatabaseHasNoneInTheClear)
{
    const Id mailbox = make_mailbox(first);
    update("mailbox", mailbox, R"({"password":")" + std::string(second) + R"("})");
    create("mailbox", R"({"name":"A name to be found: plain-to-see"})");
    EXPECT_EQ(open(mailbox), second);
    const std::string all = everything();
    EXPECT_NE(all.find("plain-to-see"), all.npos); // what is in the clear would be found
    EXPECT_EQ(all.find(first), all.npos);
    EXPECT_EQ(all.find(second), all.npos);
}

TEST_P(SealingTest, IsToldAsThere)
{
    const Id mailbox = make_mailbox(first);
    EXPECT_EQ(value("mailbox", mailbox, "password"), "true");
    EXPECT_EQ(value("mailbox", create("mailbox", R"({"name":"None"})"), "password"), "null");
    EXPECT_EQ(problems_of([&] { update("mailbox", mailbox, R"({"password":true})"); }),
              "password type");
    EXPECT_EQ(open(mailbox), first);
    EXPECT_EQ(update("mailbox", mailbox, R"({"name":"Sales"})").changed, false);
}

TEST_P(SealingTest, AnUndoBringsTheOldOneBack)
{
    const Id mailbox = make_mailbox(first);
    update("mailbox", mailbox, R"({"password":")" + std::string(second) + R"("})");
    undo(last_change());
    EXPECT_EQ(open(mailbox), first);
}

// The wish of long work stays in the table long after it was done.
TEST_P(SealingTest, WhatIsToBeDoneLaterIsKeptSealed)
{
    const Id mailbox = make_mailbox(first);
    BulkChange change;
    change.filter = "*";
    change.set = Json().set("password", second);
    start_bulk(engine(), administrator(), object("mailbox"), change);
    engine().part<LongWorks>().finish();
    EXPECT_EQ(open(mailbox), second);
    EXPECT_EQ(number("SELECT COUNT(*) FROM job WHERE kind = 'bulk' AND state = 'done'"), 1);
    EXPECT_EQ(everything().find(second), std::string::npos);
}

TEST_P(SealingTest, WhatNoRecordTakesIsNotKeptForLater)
{
    BulkChange change;
    change.filter = "*";
    change.set = Json().set("pasword", second);
    EXPECT_EQ(
        problems_of([&] { start_bulk(engine(), administrator(), object("mailbox"), change); }),
        "pasword unknown");
    EXPECT_EQ(number("SELECT COUNT(*) FROM job"), 0);
}

TEST_P(SealingTest, CountsWhatNoKeyOpens)
{
    const Id mailbox = make_mailbox(first);
    EXPECT_TRUE(engine().part<Secrets>().standing().lost.empty());
    Secrets restored(database(), engine().data_folder() + "/elsewhere.key");
    const auto lost = restored.standing().lost;
    EXPECT_EQ(lost.size(), 1u);
    EXPECT_EQ(count_secrets_under(engine(), lost), 1);
    update("mailbox", mailbox, R"({"password":null})");
    EXPECT_EQ(count_secrets_under(engine(), lost), 0);
}

TEST_P(SealingTest, WhatLooksSealedIsSealedToo)
{
    const Id mailbox = make_mailbox("secret:01890a5d-ac96-774b-bcce-b302099a8057:AAAA");
    EXPECT_EQ(open(mailbox), "secret:01890a5d-ac96-774b-bcce-b302099a8057:AAAA");
    EXPECT_EQ(text(R"(SELECT "password" FROM "mailboxes")").find("01890a5d"), std::string::npos);
}

TEST_P(SealingTest, TheKeyIsExchangedAndThePastStillOpens)
{
    const Id mailbox = make_mailbox(first);
    Secrets& secrets = engine().part<Secrets>();
    KeyFile file(secrets_file_in(engine().data_folder()));
    const std::string before = text(R"(SELECT "sealed" FROM "secret_key")");
    secrets.exchange_keys();
    EXPECT_EQ(file.key_count(), 1u);
    EXPECT_EQ(error_of([&] { file.open(before); }).cause(), Cause::unavailable);
    EXPECT_EQ(secrets.standing().keys, 2);
    EXPECT_EQ(secrets.standing().old, 0);

    update("mailbox", mailbox, R"({"password":")" + std::string(second) + R"("})");
    EXPECT_EQ(open(mailbox), second);
    undo(last_change());
    EXPECT_EQ(open(mailbox), first);
    // Another server has nothing in memory.
    Secrets other(database(), secrets_file_in(engine().data_folder()));
    const std::string sealed = text(R"(SELECT "password" FROM "mailboxes")");
    EXPECT_EQ(opened_by(other, sealed), first);
}

TEST_P(SealingTest, ManyExchangesAtOnceLoseNothing)
{
    make_mailbox(first);
    // Two programs on one folder, with several requests each.
    Secrets other(database(), secrets_file_in(engine().data_folder()));
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&, i] {
            for (int round = 0; round < 4; ++round)
                (i % 2 ? other : engine().part<Secrets>()).exchange_keys();
        });
    threads.clear();
    EXPECT_EQ(engine().part<Secrets>().standing().old, 0);
    EXPECT_EQ(KeyFile(secrets_file_in(engine().data_folder())).key_count(), 1u);
    Secrets fresh(database(), secrets_file_in(engine().data_folder()));
    const std::string sealed = text(R"(SELECT "password" FROM "mailboxes")");
    EXPECT_EQ(opened_by(fresh, sealed), first);
}

// The key file is gone: what was sealed is lost, what is entered anew is not, and is exchanged.
TEST_P(SealingTest, WhatIsEnteredAnewAfterALossOpens)
{
    make_mailbox(first);
    const std::string elsewhere = engine().data_folder() + "/elsewhere.key";
    Secrets restored(database(), elsewhere);
    std::string sealed;
    database().write(
        [&](store::Connection& connection) { sealed = restored.seal(connection, second); });
    restored.exchange_keys();
    restored.exchange_keys();
    EXPECT_EQ(restored.standing().old, 1); // the lost one
    EXPECT_EQ(KeyFile(elsewhere).key_count(), 1u);
    Secrets fresh(database(), elsewhere);
    EXPECT_EQ(opened_by(fresh, sealed), second);
}

TEST_P(SealingTest, WithoutItsKeyNothingOpens)
{
    const Id mailbox = make_mailbox(first);
    const std::string sealed = text(R"(SELECT "password" FROM "mailboxes")");
    const std::string elsewhere = engine().data_folder() + "/elsewhere.key";
    Secrets stranger(database(), elsewhere);
    database().read([&](store::Connection& connection) {
        const Error error = error_of([&] { stranger.open(connection, sealed); });
        EXPECT_EQ(error.cause(), Cause::unavailable);
        EXPECT_EQ(error.message().find(first), std::string::npos);
    });
    EXPECT_EQ(open(mailbox), first);
}

WRITES_ON_BOTH(SealingTest);

} // namespace
} // namespace comity::record
