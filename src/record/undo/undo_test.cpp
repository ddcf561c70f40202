// Undo: everything a change set did is taken back, or nothing.

#include "record/fixtures/many_records.h"
#include "record/fixtures/test_shelf.h"
#include "record/history/changes.h"
#include "record/object/catalog.h"
#include "record/parts/bulk.h"
#include "record/save/many.h"

namespace comity::record {
namespace {

class UndoTest : public WritingTest {
protected:
    Json conflicts_of(const std::function<void()>& work)
    {
        const Error error = error_of(work);
        EXPECT_EQ(error.cause(), Cause::conflict);
        return *parse_json(error.extra_json()).find("conflicts");
    }
};

TEST_P(UndoTest, OfCreateGoesToTheBinAndOutOfTheSearch)
{
    const std::string before = contents();
    const Id id = create("contact", R"({"name":"Eva"})");
    const Id made = last_change();
    const Id undone = undo(made);
    EXPECT_TRUE(is_in_bin("contact", id));
    EXPECT_EQ(contents(), before);
    EXPECT_EQ(number("SELECT COUNT(*) FROM search_entry WHERE record = ?", {id}), 0);
    EXPECT_EQ(label(undone), "Undid: Created contact Eva");
    EXPECT_EQ(number("SELECT COUNT(*) FROM change_set WHERE undoes = ?", {made}), 1);
    undo(undone);
    EXPECT_EQ(value("contact", id, "name"), "\"Eva\"");
    EXPECT_EQ(label(last_change()), "Redid: Created contact Eva");
    undo(made);
    EXPECT_TRUE(is_in_bin("contact", id));
}

TEST_P(UndoTest, OfUpdatePutsBackEveryCell)
{
    const Id id = create("contact", R"({"name":"Eva","emails":[{"value":"e@x.test","label":"w"}],
                                        "phones":["+49 30 1"]})");
    const std::string before = contents();
    update("contact", id, R"({"name":"Eve","emails":["other@x.test"],"phones":[]})");
    const Id change = last_change();
    undo(change);
    EXPECT_EQ(contents(), before);
    EXPECT_EQ(version("contact", id), 3);
    EXPECT_EQ(text("SELECT value FROM contacts_emails WHERE record = ?", {id}), "e@x.test");
    const Error again = error_of([&] { undo(change); });
    EXPECT_EQ(again.cause(), Cause::conflict);
    EXPECT_EQ(version("contact", id), 3);
}

TEST_P(UndoTest, OfDeleteAndRestore)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    remove("contact", id);
    const Id removal = last_change();
    undo(removal);
    EXPECT_FALSE(is_in_bin("contact", id));
    remove("contact", id);
    restore("contact", id);
    undo(last_change());
    EXPECT_TRUE(is_in_bin("contact", id));
}

TEST_P(UndoTest, TakesBackWhatFollowed)
{
    const Id account = create("account", R"({"name":"Acme"})");
    const Id deal = create("deal", R"({"name":"Big","account":")" + format_id(account) + "\"}");
    const std::string before = contents();
    update("deal", deal, R"({"status":"won"})");
    const Id won = last_change();
    EXPECT_EQ(value("account", account, "won_deals"), "1");
    EXPECT_EQ(number("SELECT COUNT(*) FROM tasks WHERE deleted_at IS NULL"), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE change_set = ?", {won}), 3);
    const auto queued = number("SELECT COUNT(*) FROM outbox");
    undo(won);
    EXPECT_EQ(contents(), before); // also a move that is not legal, and derived fields
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), queued);
}

TEST_P(UndoTest, FieldsChangedSinceAreConflictsUnlessForced)
{
    const Id id = create("contact", R"({"name":"Eva","secret":"a"})");
    update("contact", id, R"({"name":"Eve","secret":"b"})");
    const Id change = last_change();
    update("contact", id, R"({"name":"Evi"})");
    const auto before = counts();
    const Json conflicts = conflicts_of([&] { undo(change); });
    ASSERT_EQ(conflicts.if_array()->size(), 1u);
    const Json& conflict = conflicts.if_array()->at(0);
    EXPECT_EQ(conflict.text("object"), "contact");
    EXPECT_EQ(conflict.text("record"), format_id(id));
    EXPECT_EQ(conflict.text("field"), "name");
    EXPECT_EQ(conflict.text("then"), "Eve");
    EXPECT_EQ(conflict.text("now"), "Evi");
    EXPECT_EQ(counts(), before);
    EXPECT_EQ(value("contact", id, "secret"), "\"b\"");
    undo(change, {"contact." + format_id(id) + ".name"});
    EXPECT_EQ(value("contact", id, "name"), "\"Eva\"");
    EXPECT_EQ(value("contact", id, "secret"), "\"a\"");
}

TEST_P(UndoTest, OtherFieldsChangedSinceStay)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    update("contact", id, R"({"name":"Eve"})");
    const Id change = last_change();
    update("contact", id, R"({"secret":"new"})");
    undo(change);
    EXPECT_EQ(value("contact", id, "name"), "\"Eva\"");
    EXPECT_EQ(value("contact", id, "secret"), "\"new\"");
}

TEST_P(UndoTest, OfCreateThatWasEditedSinceIsAConflict)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    const Id change = last_change();
    update("contact", id, R"({"secret":"mine"})");
    const Json conflicts = conflicts_of([&] { undo(change); });
    EXPECT_EQ(conflicts.if_array()->at(0).text("field"), "secret");
    EXPECT_FALSE(is_in_bin("contact", id));
    undo(change, {"contact." + format_id(id)});
    EXPECT_TRUE(is_in_bin("contact", id));
}

TEST_P(UndoTest, AUniqueValueThatIsTakenNowIsTold)
{
    const Id first = create("account", R"({"name":"Acme"})");
    remove("account", first);
    const Id removal = last_change();
    create("account", R"({"name":"Acme"})");
    EXPECT_EQ(problems_of([&] { undo(removal); }), "name unique");
    EXPECT_TRUE(is_in_bin("account", first));
}

TEST_P(UndoTest, OthersMayUndoOnlyWhatTheyMayChange)
{
    const Id sam = create("user", R"({"name":"Sam"})");
    const Id pat = create("user", R"({"name":"Pat"})");
    const Id id = create_as(rep(sam), "contact", R"({"name":"Eva"})");
    const Id made = last_change();
    EXPECT_EQ(error_of([&] { undo_change_set(engine(), rep(pat), made); }).cause(),
              Cause::not_found);
    EXPECT_FALSE(is_in_bin("contact", id));
    undo_change_set(engine(), rep(sam), made);
    EXPECT_TRUE(is_in_bin("contact", id));
    EXPECT_EQ(error_of([&] { undo(make_id()); }).cause(), Cause::not_found);
}

TEST_P(UndoTest, WhoDidItMayTakeBackAlsoWhatFollowedOutOfHisReach)
{
    const Id sam = create("user", R"({"name":"Sam"})");
    Actor person = rep(sam);
    auto role = std::make_shared<Role>(*person.role);
    role->reaches["account"] = {Reach::all, Reach::none, Reach::none, Reach::none, Reach::none};
    person.role = role;
    const Id account = create("account", R"({"name":"Acme"})");
    const Id deal =
        create_as(person, "deal", R"({"name":"Big","account":")" + format_id(account) + "\"}");
    update_as(person, "deal", deal, R"({"status":"won"})");
    const Id won = last_change();
    EXPECT_EQ(value("account", account, "won_deals"), "1");
    undo_change_set(engine(), person, won);
    EXPECT_EQ(value("account", account, "won_deals"), "null");
    EXPECT_EQ(value("deal", deal, "status"), "\"open\"");
}

TEST_P(UndoTest, AnImportOfManyIsUndoneWhole)
{
    create("contact", R"({"name":"Stays"})");
    const std::string before = contents();
    const auto entries = number("SELECT COUNT(*) FROM search_entry");
    ChangeSetInParts parts(engine(), administrator(), {"Imported 2500 contacts"});
    for (int part = 0; part < 5; ++part)
        parts.run([&](Transaction& transaction) {
            std::vector<Record> records;
            for (int i = 0; i < 500; ++i) {
                Record record = make_record(transaction.catalog().load("contact"));
                record.cells[record.object->load_field("name").column] =
                    "Contact " + std::to_string(part * 500 + i);
                record.cells[record.object->load_field("emails").column] =
                    "c" + std::to_string(part * 500 + i) + "@x.test\t";
                records.push_back(std::move(record));
            }
            create_all(transaction, object("contact"), std::move(records));
        });
    const Id change = parts.finish();
    EXPECT_EQ(number("SELECT records FROM change_set WHERE id = ?", {change}), 2500);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE change_set = ?", {change}), 2500);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts_emails"), 2500);
    EXPECT_EQ(number("SELECT COUNT(*) FROM search_entry"), entries + 2500);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE version = 1"), 2501);
    const Id undone = undo(change);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE deleted_at IS NULL"), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM search_entry"), entries);
    EXPECT_EQ(number("SELECT records FROM change_set WHERE id = ?", {undone}), 2500);
    undo(undone);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE deleted_at IS NULL"), 2501);
    undo(change);
    EXPECT_EQ(contents().substr(0, before.find("contact ")),
              before.substr(0, before.find("contact ")));
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts WHERE deleted_at IS NULL"), 1);
}

TEST_P(UndoTest, OfABulkEdit)
{
    std::vector<Id> ids;
    for (int i = 0; i < 30; ++i)
        ids.push_back(create("deal", R"({"name":"Deal )" + std::to_string(i) + "\"}"));
    const std::string before = contents();
    BulkChange change;
    change.ids = ids;
    change.set = parse_json(R"({"probability":40,"status":"lost","tags":["a","b"]})");
    const BulkOutcome outcome = run_bulk(engine(), administrator(), object("deal"), change);
    EXPECT_EQ(outcome.changed, 30);
    EXPECT_NE(contents(), before);
    undo(outcome.change_set);
    EXPECT_EQ(contents(), before);
    undo(last_change());
    EXPECT_EQ(value("deal", ids[7], "status"), "\"lost\"");
    EXPECT_EQ(number("SELECT COUNT(*) FROM deals_tags"), 60);
}

WRITES_ON_BOTH(UndoTest);

} // namespace
} // namespace comity::record
