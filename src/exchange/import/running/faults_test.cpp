// A database that fails at the n-th call of an import: whole parts of it may be there, under one
// change set that takes them back, and nothing else.

#include "base/eventually_fixture.h"
#include "exchange/import/import_fixture.h"
#include "record/check/check.h"
#include "record/fixtures/fault_fixture.h"
#include "record/save/save.h"
#include "store/database.h"

#include <filesystem>
#include <fstream>

namespace comity::exchange {
namespace {

class ImportFaultsTest : public ImportTest {
protected:
    std::string findings()
    {
        std::string text;
        for (const Finding& finding : check_database(engine()).findings)
            text += std::to_string(finding.count) + ": " + finding.what + "\n";
        return text;
    }

    std::int64_t live(const std::string& table)
    {
        return number("SELECT COUNT(*) FROM \"" + table + "\" WHERE \"deleted_at\" IS NULL");
    }

    void finish_waiting()
    {
        EXPECT_TRUE(eventually([&] {
            engine().database().write([](store::Connection& connection) {
                connection.execute(R"(UPDATE "job" SET "not_before" = NULL
                                      WHERE "state" = 'waiting')");
            });
            engine().part<LongWorks>().look();
            engine().part<LongWorks>().finish();
            return number("SELECT COUNT(*) FROM \"job\" WHERE \"state\" IN ('waiting', "
                          "'running')") == 0;
        }));
    }

    std::int64_t change_sets() { return number("SELECT COUNT(*) FROM \"change_set\""); }

    Id newest()
    {
        Id id;
        engine().database().read([&](store::Connection& connection) {
            connection.query(
                {"SELECT \"id\" FROM \"change_set\" ORDER BY \"seq\" DESC LIMIT 1", {}},
                [&](const store::Row& row) { id = row.id(0); });
        });
        return id;
    }
};

// Rows first, then links to rows that came later: two transactions of one change set.
TEST_P(ImportFaultsTest, PartsAreWholeAndTakenBackInOneStep)
{
    const std::string file = "name,parent,external_id\nBranch,Head,1\nLeaf,Branch,2\nHead,,3\n";
    int failures = 0;
    for (const Failing how : {Failing::once, Failing::from_then_on})
        for (int n = 1; n < 300; ++n) {
            const auto before = change_sets();
            bool has_thrown = false;
            {
                FailingStore failing(n, how);
                try {
                    import(file, {.object = "account"});
                } catch (const Error& error) {
                    has_thrown = true;
                    EXPECT_EQ(error.cause(), Cause::unavailable) << error.message();
                }
            }
            EXPECT_EQ(findings(), "") << n;
            const auto written = change_sets() - before;
            EXPECT_LE(written, 1) << n;
            EXPECT_EQ(live("accounts"), written * 3) << n;
            if (written)
                undo_change_set(engine(), administrator(), newest());
            EXPECT_EQ(live("accounts"), 0) << n;
            if (!has_thrown)
                break;
            ++failures;
        }
    EXPECT_GE(failures, 20);
    EXPECT_EQ(counts_of(import(file, {.object = "account"})), "created 3");
    EXPECT_EQ(number("SELECT COUNT(*) FROM accounts a JOIN accounts b ON a.parent = b.id "
                     "WHERE a.deleted_at IS NULL AND b.deleted_at IS NULL"),
              2);
}

TEST_P(ImportFaultsTest, BatchesBeforeTheFailureStayUnderOneChangeSet)
{
    constexpr int rows = 12'000; // more than one batch, less than two
    std::string file = "name\n";
    for (int i = 0; i < rows; ++i)
        file += "Account " + std::to_string(i) + "\n";
    int commits = 0;
    store::Database::set_fault_hook([&](std::string_view sql) {
        if (sql == "COMMIT" && ++commits == 2)
            throw Error(Cause::unavailable, "The disk is full.");
    });
    EXPECT_THROW(import(file, {.object = "account"}), Error);
    store::Database::set_fault_hook(nullptr);
    EXPECT_GT(live("accounts"), 0);
    EXPECT_LT(live("accounts"), rows);
    EXPECT_EQ(change_sets(), 1);
    EXPECT_EQ(findings(), "");
    undo_change_set(engine(), administrator(), newest());
    EXPECT_EQ(live("accounts"), 0);
    EXPECT_EQ(counts_of(import(file, {.object = "account"})), "created 12000");
    EXPECT_EQ(findings(), "");
}

// Started by somebody: nothing of it is left behind when it could not be, and otherwise it says
// what became of it.
// A database that was away is asked again by itself; here at once.
TEST_P(ImportFaultsTest, StartedImportComesToItsEnd)
{
    const Actor actor = [&] {
        Actor one = administrator();
        // Whoever asked is looked for again where it goes on.
        write_change_set(engine(), one, {}, [&](Transaction& transaction) {
            const Id role = transaction
                                .create(engine().catalog()->load("role"),
                                        Json().set("name", "All").set("key", "administrator"))
                                .id;
            one.user = transaction
                           .create(engine().catalog()->load("user"),
                                   Json().set("name", "Ada").set("role", format_id(role)))
                           .id;
        });
        return one;
    }();
    int failures = 0;
    for (int n = 1; n < 300; ++n) {
        const std::string path = folder() + "/spooled";
        std::ofstream(path, std::ios::binary) << "name\nAcme\nBeta\n";
        const auto before = change_sets();
        std::optional<Id> id;
        bool has_failed = false;
        {
            FailingStore failing(n, Failing::once);
            try {
                id = start_import(engine(), actor, path, "people.csv", {.object = "account"});
            } catch (const Error& error) {
                EXPECT_EQ(error.cause(), Cause::unavailable) << error.message();
            }
            engine().part<LongWorks>().finish();
            has_failed = failing.has_failed(n);
        }
        finish_waiting();
        failures += has_failed;
        const auto written = change_sets() - before;
        EXPECT_EQ(live("accounts"), written * 2) << n;
        if (!id) {
            EXPECT_EQ(number("SELECT COUNT(*) FROM \"import\" WHERE \"state\" = 'reading'"), 0)
                << n;
            EXPECT_EQ(written, 0) << n;
        } else {
            std::string out;
            read_import(engine(), actor, *id, out);
            const Json told = parse_json(out);
            const std::string state(told.text("state"));
            EXPECT_TRUE(state == "done" || state == "interrupted") << n << " " << out;
            EXPECT_TRUE(parse_id(told.text("change")).has_value()) << n << " " << out;
            EXPECT_EQ(written, 1) << n << " " << out;
        }
        if (written)
            undo_change_set(engine(), administrator(), newest());
        if (!has_failed)
            break;
    }
    EXPECT_GE(failures, 15);
    EXPECT_EQ(findings(), "");
}

IMPORTS_ON_BOTH(ImportFaultsTest);

} // namespace
} // namespace comity::exchange
