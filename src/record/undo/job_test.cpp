// Undo in the background: in parts, whole in the end, also when it is interrupted.

#include "base/eventually_fixture.h"
#include "record/fixtures/fault_fixture.h"
#include "record/fixtures/many_records.h"
#include "record/fixtures/test_shelf.h"
#include "record/object/catalog.h"
#include "record/save/many.h"
#include "record/undo/job.h"
#include "record/work/long_work.h"
#include "store/database.h"

namespace comity::record {
namespace {

class UndoJobTest : public WritingTest {
protected:
    void TearDown() override
    {
        if (!IsSkipped())
            engine().part<LongWorks>().finish();
        WritingTest::TearDown();
    }

    // One change set of that many contacts; the first is called "Contact 0".
    Id make_contacts(int count)
    {
        ChangeSetInParts parts(engine(), administrator(), {"Imported contacts"});
        parts.run([&](Transaction& transaction) {
            std::vector<Record> records;
            for (int i = 0; i < count; ++i) {
                Record record = make_record(transaction.catalog().load("contact"));
                record.cells[record.object->load_field("name").column] =
                    "Contact " + std::to_string(i);
                records.push_back(std::move(record));
            }
            create_all(transaction, object("contact"), std::move(records));
        });
        return parts.finish();
    }

    std::int64_t alive()
    {
        return number("SELECT COUNT(*) FROM contacts WHERE deleted_at IS NULL");
    }
};

TEST_P(UndoJobTest, IsOneChangeSetOfManyParts)
{
    const Id change = make_contacts(1'200);
    const Json job = wait_for(start_undo(engine(), administrator(), {change}));
    EXPECT_EQ(job.text("state"), "done");
    EXPECT_EQ(job.find("done")->if_number()->text, "1200");
    EXPECT_EQ(alive(), 0);
    const Id undone = *parse_id(job.text("change"));
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE change_set = ?", {undone}), 1'200);
    EXPECT_EQ(number("SELECT records FROM change_set WHERE id = ?", {undone}), 1'200);
    EXPECT_EQ(error_of([&] { start_undo(engine(), administrator(), {change}); }).cause(),
              Cause::conflict);
    EXPECT_EQ(wait_for(start_undo(engine(), administrator(), {undone})).text("state"), "done");
    EXPECT_EQ(alive(), 1'200);
}

TEST_P(UndoJobTest, FindsEveryConflictBeforeItWrites)
{
    const Id change = make_contacts(1'100);
    Id edited;
    database().read([&](store::Connection& connection) {
        connection.query(
            {"SELECT record FROM change WHERE change_set = ? AND position = 0", {change}},
            [&](const store::Row& row) { edited = row.id(0); });
    });
    update("contact", edited, R"({"secret":"mine"})");
    Json job = wait_for(start_undo(engine(), administrator(), {change}));
    EXPECT_EQ(job.text("state"), "failed");
    EXPECT_EQ(job.find("problem")->find("count")->if_number()->text, "1");
    EXPECT_EQ(alive(), 1'100);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change_set WHERE undoes = ?", {change}), 0);
    job = wait_for(start_undo(engine(), administrator(), {change, {}, {"*"}}));
    EXPECT_EQ(job.text("state"), "done");
    EXPECT_EQ(alive(), 1);
    EXPECT_FALSE(is_in_bin("contact", edited));
}

TEST_P(UndoJobTest, GoesOnAfterItWasInterrupted)
{
    const Id change = make_contacts(1'600);
    Id job;
    {
        const auto failing = std::make_unique<FailingStore>(60, Failing::from_then_on);
        job = start_undo(engine(), administrator(), {change});
        ASSERT_TRUE(eventually([&] { return failing->has_failed(60); }));
    }
    EXPECT_EQ(wait_for(job).text("state"), "done");
    EXPECT_EQ(alive(), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change_set WHERE undoes = ?", {change}), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change c JOIN change_set s ON s.id = c.change_set "
                     "WHERE s.undoes = ?",
                     {change}),
              1'600);
    EXPECT_EQ(engine().part<LongWorks>().look(), 0);
}

WRITES_ON_BOTH(UndoJobTest);

} // namespace
} // namespace comity::record
