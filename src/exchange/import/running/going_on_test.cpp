// An import that was interrupted at any call of the database goes on, and comes to what it would
// have come to without.

#include "exchange/import/import_fixture.h"
#include "exchange/import/running/journal.h"
#include "exchange/import_going_on.h"
#include "record/check/check.h"
#include "record/fixtures/fault_fixture.h"
#include "record/save/save.h"
#include "store/database.h"

#include <fstream>

namespace comity::exchange {
namespace {

class GoingOnTest : public ImportTest {
protected:
    // Rows that are about the same record end a page, so that a short file has many parts; some
    // name a parent that comes later, one names a row that fails, two cannot be read.
    const std::string file = "name,parent,external_id,employees,sector\n"
                             "Leaf,Branch,1,1,wood\n"
                             "Branch,Head,2,2,wood\n"
                             "Leaf,Branch,1,7,steel\n"
                             "Broken,Head,4,many,wood\n"
                             "Lonely,Broken,5,3,wood\n"
                             "Head,,3,4,wood\n"
                             "Head,,3,4,steel\n"
                             ",,6,1,wood\n"
                             "Late,Head,7,5,wood\n";
    const ImportOptions options{.object = "account", .match = {"external_id"}};

    ImportReport run(const KeptRun& how, const std::string& text)
    {
        const std::string path = folder() + "/file.csv";
        std::ofstream(path, std::ios::binary) << text;
        return run_kept_import(engine(), administrator(), path, "file.csv", options,
                               folder() + "/errors.csv", nullptr, how);
    }
    ImportReport run(const KeptRun& how) { return run(how, file); }

    std::string contents()
    {
        std::string all;
        engine().database().read([&](store::Connection& connection) {
            connection.query(
                {R"(SELECT a."name", coalesce(a."external_id", ''), coalesce(a."sector", ''),
                           coalesce(p."name", ''), CAST(coalesce(a."employees", 0) AS BIGINT)
                    FROM "accounts" a LEFT JOIN "accounts" p ON p."id" = a."parent"
                    WHERE a."deleted_at" IS NULL ORDER BY 2)",
                 {}},
                [&](const store::Row& row) {
                    for (int i = 0; i < 4; ++i)
                        all += std::string(row.text(i)) + " ";
                    all += std::to_string(row.integer(4)) + "\n";
                });
        });
        return all;
    }
    std::int64_t kept()
    {
        return number(R"(SELECT (SELECT COUNT(*) FROM "import_standing") +
                                (SELECT COUNT(*) FROM "import_rest"))");
    }
    Id newest()
    {
        Id id;
        engine().database().read([&](store::Connection& connection) {
            connection.query({R"(SELECT "id" FROM "change_set" ORDER BY "seq" DESC LIMIT 1)", {}},
                             [&](const store::Row& row) { id = row.id(0); });
        });
        return id;
    }
    std::string findings()
    {
        std::string text;
        for (const Finding& finding : check_database(engine()).findings)
            text += finding.what + "\n";
        return text;
    }
    // The cause and the message that it is refused with.
    Error refused(const KeptRun& how, const std::string& text)
    {
        try {
            run(how, text);
        } catch (const Error& error) {
            return error;
        }
        return Error(Cause::broken, "It was not refused.");
    }
};

TEST_P(GoingOnTest, ComesToTheSameWhereverItWasInterrupted)
{
    const ImportReport whole = run({});
    const std::string should_be = contents();
    const std::string should_fail = errors();
    EXPECT_EQ(kept(), 0);
    undo_change_set(engine(), administrator(), whole.change_set);
    int went_on = 0;
    for (const Failing how : {Failing::once, Failing::from_then_on})
        for (int n = 1; n < 400; n += how == Failing::once ? 2 : 7) {
            bool has_failed = false;
            {
                FailingStore failing(n, how);
                try {
                    run({});
                } catch (const Error& error) {
                    has_failed = true;
                    EXPECT_EQ(error.cause(), Cause::unavailable) << error.message();
                }
            }
            const bool is_standing = number(R"(SELECT COUNT(*) FROM "import_standing")") > 0;
            if (has_failed) {
                went_on += is_standing;
                const ImportReport report = run({{}, is_standing, false});
                EXPECT_EQ(report.state, "done") << n;
                EXPECT_EQ(counts_of(report), counts_of(whole)) << n;
                EXPECT_EQ(report.counts.rows, 9) << n;
            }
            EXPECT_EQ(contents(), should_be) << n;
            EXPECT_EQ(errors(), should_fail) << n;
            EXPECT_EQ(kept(), 0) << n;
            undo_change_set(engine(), administrator(), newest());
            EXPECT_EQ(contents(), "") << n;
            if (!has_failed)
                break;
        }
    EXPECT_EQ(findings(), "");
    EXPECT_GE(went_on, 10);
}

TEST_P(GoingOnTest, RefusesWhatIsNotTheSame)
{
    const auto interrupt = [&] {
        int commits = 0;
        store::Database::set_fault_hook([&](std::string_view sql) {
            if (sql == "COMMIT" && ++commits == 2)
                throw Error(Cause::unavailable, "The disk is full.");
        });
        EXPECT_EQ(refused({}, file).cause(), Cause::unavailable);
        store::Database::set_fault_hook(nullptr);
    };
    EXPECT_EQ(refused({{}, true, false}, file).cause(), Cause::not_found);
    interrupt();
    const std::string before = contents();
    EXPECT_NE(before, "");
    // The same again would be twice, another file is another import.
    const Error again = refused({}, file);
    EXPECT_EQ(again.cause(), Cause::conflict);
    EXPECT_NE(again.message().find("--resume"), std::string::npos);
    EXPECT_EQ(refused({{}, true, false}, file + "More,,9,1,wood\n").cause(), Cause::not_found);
    EXPECT_EQ(contents(), before);
    // What was taken back is nothing to go on with.
    undo_change_set(engine(), administrator(), newest());
    EXPECT_EQ(refused({{}, true, false}, file).cause(), Cause::not_found);
    EXPECT_EQ(contents(), "");
    EXPECT_EQ(run({}).state, "done");
}

IMPORTS_ON_BOTH(GoingOnTest);

} // namespace
} // namespace comity::exchange
