// Of whatever refers to two records nothing is lost when they become one, and every row comes back
// as it was; also when the database fails in the middle.

#include "record/fixtures/fault_fixture.h"
#include "record/fixtures/merge_fixture.h"

#include <random>

namespace comity::record {
namespace {

class MergedRowsTest : public MergeTest {
protected:
    // How often that record is named.
    std::int64_t children(std::string_view of, const Id& id)
    {
        std::int64_t found = 0;
        for (const auto& [child, field] : engine().catalog()->referrers_of(object(of)))
            found +=
                facts_of(*field).has_many
                    ? number("SELECT COUNT(DISTINCT \"record\") FROM " +
                                 store::quote(Catalog::many_table_of(*child, *field)) +
                                 " WHERE \"value\" = ?",
                             {format_id(id)})
                    : number("SELECT COUNT(*) FROM " + store::quote(Catalog::table_of(*child)) +
                                 " WHERE " + store::quote(field->name) + " = ?",
                             {id});
        return found;
    }
};

// Any children of all objects: as many afterwards as before, and all rows as they were when parted.
TEST_P(MergedRowsTest, NothingIsLostOfWhateverRefersToThem)
{
    std::mt19937 random(20261122);
    const auto pick = [&](const std::vector<Id>& ids) { return ids[random() % ids.size()]; };
    std::vector<Id> accounts;
    std::vector<Id> contacts;
    for (int i = 0; i < 4; ++i) {
        accounts.push_back(
            create("account",
                   R"({"name":"A)" + std::to_string(i) + "\"" +
                       (random() % 2 ? R"(,"sector":"s)" + std::to_string(i) + "\"" : "") + "}"));
        contacts.push_back(create("contact", R"({"name":"C)" + std::to_string(i) +
                                                 R"(","emails":["c)" + std::to_string(i % 3) +
                                                 R"(@x.test"],"account":)" +
                                                 quoted(pick(accounts)) + "}"));
    }
    for (int i = 0; i < 60; ++i) {
        Id made;
        switch (random() % 4) {
        case 0:
            made = create("deal", R"({"name":"D","account":)" + quoted(pick(accounts)) + "}");
            if (random() % 4 == 0)
                remove("deal", made);
            break;
        case 1:
            made = make_task(pick(accounts), "account", {pick(contacts), pick(contacts)});
            if (random() % 4 == 0)
                remove("task", made);
            break;
        case 2:
            made = make_task(pick(contacts), "contact", {pick(contacts)});
            break;
        default:
            create("contact", R"({"name":"K","account":)" + quoted(pick(accounts)) + "}");
        }
    }
    for (const auto& [of, ids] : {std::pair("account", &accounts), std::pair("contact", &contacts)})
        for (int round = 0; round < 3; ++round) {
            const Id kept = ids->at(static_cast<std::size_t>(round));
            const Id gone = ids->at(static_cast<std::size_t>(round) + 1);
            const std::string before = rows();
            const std::int64_t of_gone = children(of, gone);
            const std::int64_t sum = children(of, kept) + of_gone;
            const std::int64_t both = number("SELECT COUNT(DISTINCT a.record) FROM tasks_contacts "
                                             "a JOIN tasks_contacts b ON a.record = "
                                             "b.record WHERE a.value = ? AND b.value = ?",
                                             {format_id(kept), format_id(gone)});
            const Id change = merge(of, kept, gone);
            EXPECT_EQ(children(of, gone), 0);
            EXPECT_EQ(children(of, kept), sum - both); // named once where both were named
            EXPECT_EQ(check_database(engine()).findings.size(), 0U);
            const std::string merged = rows();
            undo(change);
            EXPECT_EQ(rows(), before);
            undo(last_change());
            EXPECT_EQ(merged.size(), rows().size());
            undo(last_change());
            EXPECT_EQ(rows(), before);
        }
}

TEST_P(MergedRowsTest, AStoreThatFailsAtAnyCallLeavesNothing)
{
    const Id kept = create("account", R"({"name":"A"})");
    const Id gone = create("account", R"({"name":"B","sector":"steel"})");
    create("contact", R"({"name":"Eva","account":)" + quoted(gone) + "}");
    create("deal", R"({"name":"Big","account":)" + quoted(gone) + "}");
    make_task(gone, "account");
    Id change;
    EXPECT_GT(fail_each_call(database(), [&] { change = merge("account", kept, gone); }), 10);
    EXPECT_TRUE(is_in_bin("account", gone));
    EXPECT_GT(fail_each_call(database(), [&] { undo(change); }), 10);
    EXPECT_FALSE(is_in_bin("account", gone));
}

WRITES_ON_BOTH(MergedRowsTest);

} // namespace
} // namespace comity::record
