// Merging in the background: in parts, whole in the end, also when it is interrupted, and parted
// again exactly.

#include "base/eventually_fixture.h"
#include "record/fixtures/fault_fixture.h"
#include "record/fixtures/many_records.h"
#include "record/fixtures/merge_fixture.h"
#include "record/merge/job.h"
#include "record/save/many.h"
#include "record/work/long_work.h"

namespace comity::record {
namespace {

class MergeJobTest : public MergeTest {
protected:
    void TearDown() override
    {
        if (!IsSkipped())
            engine().part<LongWorks>().finish();
        MergeTest::TearDown();
    }

    // Many tasks about one contact.
    void make_tasks(const Id& about, int count)
    {
        ChangeSetInParts parts(engine(), administrator(), {"Tasks"});
        parts.run([&](Transaction& transaction) {
            std::vector<Record> records;
            for (int i = 0; i < count; ++i) {
                Record record = make_record(transaction.catalog().load("task"));
                record.of(record.object->load_field("subject"))[0] = "T" + std::to_string(i);
                record.of(record.object->load_field("about"))[0] = about;
                record.of(record.object->load_field("about"))[1] = std::string("contact");
                records.push_back(std::move(record));
            }
            create_all(transaction, object("task"), std::move(records));
        });
        parts.finish();
    }

    Id start(const Id& survivor, const Id& other)
    {
        return start_merge(engine(), administrator(), object("contact"), {survivor, other});
    }

    // Undoes the one merge that there is.
    void part()
    {
        Id change;
        database().read([&](store::Connection& connection) {
            connection.query({"SELECT id FROM change_set WHERE kind = 'merge'", {}},
                             [&](const store::Row& row) { change = row.id(0); });
        });
        undo_change_set(engine(), administrator(), change);
    }

    std::int64_t tasks_about(const Id& contact)
    {
        return number("SELECT COUNT(*) FROM tasks WHERE about = ?", {contact});
    }
};

TEST_P(MergeJobTest, IsOneChangeSetThatIsPartedExactly)
{
    const Id kept = create("contact", R"({"name":"Eva"})");
    const Id gone = create("contact", R"({"name":"Eva M","emails":["e@x.test"]})");
    make_tasks(gone, 700);
    make_tasks(kept, 3);
    const std::string before = rows();
    const Json job = wait_for(start(kept, gone));
    EXPECT_EQ(job.text("state"), "done") << job.text("error");
    EXPECT_EQ(job.text("kind"), "merge");
    EXPECT_EQ(tasks_about(kept), 703);
    EXPECT_EQ(tasks_about(gone), 0);
    EXPECT_TRUE(is_in_bin("contact", gone));
    const Id change = *parse_id(job.text("change"));
    EXPECT_EQ(text("SELECT kind FROM change_set WHERE id = ?", {change}), "merge");
    EXPECT_EQ(label(change), "Merged two contacts");
    EXPECT_EQ(number("SELECT records FROM change_set WHERE id = ?", {change}), 702);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE change_set = ?", {change}), 702);
    undo_change_set(engine(), administrator(), change);
    EXPECT_EQ(rows(), before);
}

TEST_P(MergeJobTest, WhatStandsInItsWayIsToldBeforeAnythingIsWritten)
{
    const Id kept = create("contact", R"({"name":"Eva"})");
    EXPECT_EQ(error_of([&] { start(kept, kept); }).cause(), Cause::invalid);
    EXPECT_EQ(error_of([&] { start(kept, make_id()); }).cause(), Cause::not_found);
    const Id gone = create("contact", R"({"name":"Eva M"})");
    remove("contact", gone);
    EXPECT_EQ(error_of([&] { start(kept, gone); }).cause(), Cause::conflict);
    // What would refer to itself, and what was changed since it was seen.
    const Id above = create("account", R"({"name":"Above"})");
    const Id below = create("account", R"({"name":"Below","parent":)" + quoted(above) + "}");
    const Id other = create("account", R"({"name":"Other"})");
    update("account", other, R"({"sector":"steel"})");
    const std::string before = rows();
    EXPECT_EQ(problems_of([&] {
                  start_merge(engine(), administrator(), object("account"), {below, above});
              }),
              "parent ring");
    MergeRequest stale{above, other};
    stale.other_version = 1;
    EXPECT_EQ(
        problems_of([&] { start_merge(engine(), administrator(), object("account"), stale); }),
        "sector stale");
    EXPECT_EQ(rows(), before);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change_set WHERE kind = 'merge'"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM job"), 0);
}

TEST_P(MergeJobTest, GoesOnAfterItWasInterrupted)
{
    const Id kept = create("contact", R"({"name":"Eva"})");
    const Id gone = create("contact", R"({"name":"Eva M"})");
    make_tasks(gone, 1'500);
    const std::string before = rows();
    Id job;
    {
        const auto failing = std::make_unique<FailingStore>(260, Failing::from_then_on);
        job = start(kept, gone);
        ASSERT_TRUE(eventually([&] { return failing->has_failed(260); }));
    }
    // Half of it is there, is one change set, and cannot be parted meanwhile.
    if (is_in_bin("contact", gone) && tasks_about(gone) > 0) {
        EXPECT_EQ(error_of([&] { part(); }).cause(), Cause::conflict);
    }
    EXPECT_EQ(wait_for(job).text("state"), "done");
    EXPECT_EQ(tasks_about(kept), 1'500);
    EXPECT_EQ(tasks_about(gone), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change_set WHERE kind = 'merge'"), 1);
    EXPECT_EQ(engine().part<LongWorks>().look(), 0);
    part();
    EXPECT_EQ(rows(), before);
}

WRITES_ON_BOTH(MergeJobTest);

} // namespace
} // namespace comity::record
