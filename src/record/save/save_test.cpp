// The steps of a save, one after another.

#include "base/words/tongue.h"
#include "record/fixtures/test_shelf.h"

#include <atomic>
#include <thread>

namespace comity::record {
namespace {

class SaveTest : public WritingTest {};

TEST_P(SaveTest, CreateWritesRowHistorySearchAndSideTables)
{
    const Id account = create("account", R"({"name":"Acme"})");
    const Id id = create("contact", R"({"name":"Eva","emails":["eva@acme.test","e@x.test"],
                                        "account":")" +
                                        format_id(account) + "\"}");
    EXPECT_EQ(value("contact", id, "name"), "\"Eva\"");
    EXPECT_EQ(version("contact", id), 1);
    EXPECT_EQ(value("contact", id, "owner"), "\"" + format_id(administrator().user) + "\"");
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts_emails WHERE record = ?", {id}), 2);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts_past"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM search_entry WHERE record = ?", {id}), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE change_set = ?", {last_change()}), 1);
    EXPECT_EQ(label(last_change()), "Created contact Eva");
    EXPECT_EQ(text("SELECT actor_name FROM change_set WHERE id = ?", {last_change()}), "Ada");
    EXPECT_EQ(number("SELECT records FROM change_set WHERE id = ?", {last_change()}), 1);
    EXPECT_EQ(number("SELECT node_count - seq FROM change_set WHERE id = ?", {last_change()}), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 0);
    const Json fields = parse_json(text("SELECT fields FROM change WHERE record = ?", {id}));
    EXPECT_EQ(format_json(*fields.find("name")), R"([null,"Eva"])");
    EXPECT_FALSE(fields.find("phones"));
}

TEST_P(SaveTest, UpdateKeepsTheOldRowAndWritesOnlyWhatDiffers)
{
    const Id id = create("contact", R"({"name":"Eva","emails":["eva@acme.test"]})");
    const Saved saved = update("contact", id, R"({"name":"Eva M","emails":["eva@m.test"]})");
    EXPECT_TRUE(saved.changed);
    EXPECT_EQ(saved.version, 2);
    EXPECT_EQ(value("contact", id, "name"), "\"Eva M\"");
    EXPECT_EQ(text("SELECT name FROM contacts_past WHERE id = ? AND version = 1", {id}), "Eva");
    EXPECT_EQ(text("SELECT value FROM contacts_emails WHERE record = ?", {id}), "eva@m.test");
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts t, contacts_past p WHERE p.id = t.id AND "
                     "p.until = t.updated_at AND p.updated_at < p.until"),
              1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts t, change_set s WHERE s.id = ? AND "
                     "t.updated_at = s.at",
                     {last_change()}),
              1);
    const Json fields = parse_json(text("SELECT fields FROM change WHERE record = ? AND "
                                        "verb = 'update'",
                                        {id}));
    EXPECT_EQ(format_json(*fields.find("name")), R"(["Eva","Eva M"])");
    EXPECT_EQ(fields.if_object()->size(), 2u);
}

TEST_P(SaveTest, AnUpdateThatChangesNothingWritesNothing)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    const auto before = counts();
    const Saved saved = update("contact", id, R"({"name":"Eva","phones":[],"secret":""})");
    EXPECT_FALSE(saved.changed);
    EXPECT_EQ(saved.version, 1);
    EXPECT_TRUE(last_change().is_nil());
    EXPECT_EQ(counts(), before);
}

TEST_P(SaveTest, AllProblemsAreToldAtOnceAndNothingIsWritten)
{
    const auto before = counts();
    EXPECT_EQ(problems_of([&] {
                  create("deal", R"({"nmae":"x","amount":"12,5","probability":150,"id":"1",
                                     "summary":"mine","status":"wonn","account":"nobody"})");
              }),
              "account reference, amount money, id read_only, name required, nmae unknown, "
              "probability range, status choice, summary read_only");
    EXPECT_EQ(counts(), before);
    const Error error = error_of([&] { create("deal", R"({"name":"a","amuont":1})"); });
    EXPECT_EQ(error.cause(), Cause::invalid);
    EXPECT_NE(in_english(error.problems().at(0).message).find("Did you mean \"amount\"?"),
              std::string::npos);
    EXPECT_EQ(error.message(), "One field needs attention.");
    EXPECT_EQ(error_of([&] { create("deal", "[]"); }).cause(), Cause::malformed);
}

TEST_P(SaveTest, DefaultsAndDerivedFieldsAreFilledIn)
{
    const Id id = create("deal", R"({"name":"Big","close_date":null})");
    EXPECT_EQ(value("deal", id, "status"), "\"open\"");
    EXPECT_EQ(value("deal", id, "summary"), "\"Big/open\"");
    EXPECT_EQ(value("deal", id, "close_date"), "\"" + format_date(today_in("UTC")) + "\"");
    EXPECT_NE(value("deal", id, "opened_at"), "null");
    update("deal", id, R"({"name":"Bigger"})");
    EXPECT_EQ(value("deal", id, "summary"), "\"Bigger/open\"");
}

TEST_P(SaveTest, RequiredFieldsCannotBeEmptied)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    EXPECT_EQ(problems_of([&] { update("contact", id, R"({"name":""})"); }), "name required");
    EXPECT_EQ(problems_of([&] { create("contact", "{}"); }), "name required");
    EXPECT_EQ(version("contact", id), 1);
}

TEST_P(SaveTest, OnlyLegalMovesAreMade)
{
    const Id id = create("deal", R"({"name":"Big"})");
    update("deal", id, R"({"status":"lost"})");
    EXPECT_EQ(problems_of([&] { update("deal", id, R"({"status":"won"})"); }), "status move");
    EXPECT_EQ(value("deal", id, "status"), "\"lost\"");
    update("deal", id, R"({"status":"open"})");
    update("deal", id, R"({"status":"won"})");
    EXPECT_EQ(problems_of([&] { update("deal", id, R"({"status":"open"})"); }), "status move");
}

TEST_P(SaveTest, ReferencesMustBeThere)
{
    const std::string nobody = format_id(make_id());
    const Id binned = create("account", R"({"name":"Gone"})");
    remove("account", binned);
    EXPECT_EQ(
        problems_of([&] { create("contact", R"({"name":"a","account":")" + nobody + "\"}"); }),
        "account reference");
    EXPECT_EQ(problems_of([&] {
                  create("contact", R"({"name":"a","account":")" + format_id(binned) + "\"}");
              }),
              "account reference");
    EXPECT_EQ(problems_of([&] {
                  create("task", R"({"subject":"a","about":{"object":"deal","id":")" + nobody +
                                     R"("},"contacts":[")" + nobody + "\"]}");
              }),
              "about reference, contacts reference");
    EXPECT_EQ(problems_of([&] {
                  create("task",
                         R"({"subject":"a","about":{"object":"dragon","id":")" + nobody + "\"}}");
              }),
              "about reference");
}

TEST_P(SaveTest, ChoicesFromRecordsAreKeysOfTheirScope)
{
    const std::string first = format_id(create("pipeline", R"({"name":"First"})"));
    const std::string second = format_id(create("pipeline", R"({"name":"Second"})"));
    create("stage", R"({"name":"New","key":"new","pipeline":")" + first + "\"}");
    create("stage", R"({"name":"Old","key":"old","pipeline":")" + second + "\"}");
    const auto deal = [&](const std::string& pipeline, const std::string& stage) {
        return create("deal",
                      R"({"name":"a","pipeline":")" + pipeline + R"(","stage":")" + stage + "\"}");
    };
    const Id id = deal(first, "new");
    EXPECT_EQ(problems_of([&] { deal(first, "old"); }), "stage choice");
    EXPECT_EQ(problems_of([&] { deal(first, "none"); }), "stage choice");
    EXPECT_EQ(problems_of([&] { update("deal", id, R"({"pipeline":")" + second + "\"}"); }),
              "stage choice");
    update("deal", id, R"({"stage":"old","pipeline":")" + second + "\"}");
    EXPECT_EQ(value("deal", id, "stage"), "\"old\"");
    EXPECT_EQ(problems_of([&] { create("deal", R"({"name":"a","stage":"new"})"); }),
              "stage choice");
}

TEST_P(SaveTest, UniqueValuesAreUniqueOutsideTheBin)
{
    const Id first = create("account", R"({"name":"Acme"})");
    EXPECT_EQ(problems_of([&] { create("account", R"({"name":"Acme"})"); }), "name unique");
    const Id other = create("account", R"({"name":"Other"})");
    EXPECT_EQ(problems_of([&] { update("account", other, R"({"name":"Acme"})"); }), "name unique");
    remove("account", first);
    update("account", other, R"({"name":"Acme"})");
    EXPECT_EQ(problems_of([&] { restore("account", first); }), "name unique");
    EXPECT_TRUE(is_in_bin("account", first));
}

TEST_P(SaveTest, OfTwoAtOnceOneGetsTheUniqueValue)
{
    std::atomic<int> made = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            try {
                write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
                    transaction.create(object("account"), parse_json(R"({"name":"Race"})"));
                });
                ++made;
            } catch (const Error& error) {
                if (error.problems().size() == 1 && error.problems()[0].field == "name" &&
                    error.problems()[0].rule == "unique")
                    ++refused;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(made, 1);
    EXPECT_EQ(refused, 3);
    EXPECT_EQ(number("SELECT COUNT(*) FROM accounts WHERE name = 'Race'"), 1);
}

TEST_P(SaveTest, TheBinTakesAndGivesBack)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    EXPECT_TRUE(remove("contact", id).changed);
    EXPECT_TRUE(is_in_bin("contact", id));
    EXPECT_EQ(text("SELECT verb FROM change WHERE change_set = ?", {last_change()}), "delete");
    EXPECT_EQ(number("SELECT COUNT(*) FROM search_entry WHERE record = ?", {id}), 0);
    EXPECT_FALSE(remove("contact", id).changed);
    EXPECT_EQ(error_of([&] { update("contact", id, R"({"name":"x"})"); }).cause(), Cause::conflict);
    EXPECT_EQ(restore("contact", id).version, 3);
    EXPECT_EQ(value("contact", id, "name"), "\"Eva\"");
    EXPECT_EQ(text("SELECT verb FROM change WHERE change_set = ?", {last_change()}), "restore");
    EXPECT_EQ(number("SELECT COUNT(*) FROM search_entry WHERE record = ?", {id}), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts_past WHERE id = ?", {id}), 2);
}

TEST_P(SaveTest, SeveralSavesOfOneRecordAreOneChange)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    const Id change = write_change_set(engine(), administrator(), {}, [&](Transaction& t) {
        t.update(object("contact"), id, parse_json(R"({"name":"Eve"})"));
        t.update(object("contact"), id, parse_json(R"({"secret":"s"})"));
        t.update(object("contact"), id, parse_json(R"({"name":"Evi"})"));
    });
    EXPECT_EQ(version("contact", id), 2);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts_past WHERE id = ?", {id}), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE change_set = ?", {change}), 1);
    const Json fields =
        parse_json(text("SELECT fields FROM change WHERE change_set = ?", {change}));
    EXPECT_EQ(format_json(*fields.find("name")), R"(["Eva","Evi"])");
    undo(change);
    EXPECT_EQ(value("contact", id, "name"), "\"Eva\"");
    EXPECT_EQ(value("contact", id, "secret"), "null");
}

TEST_P(SaveTest, TimesOfChangeSetsIncrease)
{
    for (int i = 0; i < 20; ++i)
        create("contact", R"({"name":"Eva"})");
    EXPECT_EQ(number("SELECT COUNT(*) FROM change_set a JOIN change_set b ON b.seq = a.seq + 1 "
                     "WHERE b.at <= a.at"),
              0);
}

TEST_P(SaveTest, RightsAreAskedForRowsAndFields)
{
    const Id sam = create("user", R"({"name":"Sam"})");
    const Id pat = create("user", R"({"name":"Pat"})");
    const Id mine = create_as(rep(sam), "contact", R"({"name":"Mine"})");
    const Id theirs = create_as(rep(pat), "contact", R"({"name":"Theirs"})");
    EXPECT_EQ(error_of([&] { update_as(rep(sam), "contact", theirs, R"({"name":"x"})"); }).cause(),
              Cause::not_found);
    EXPECT_EQ(value("contact", theirs, "name"), "\"Theirs\"");
    EXPECT_EQ(update_as(rep(sam, {sam, pat}), "contact", theirs, R"({"name":"y"})").version, 2);
    EXPECT_EQ(error_of([&] { create_as(rep(sam), "stage", R"({"name":"s"})"); }).cause(),
              Cause::forbidden);
    const Error other = error_of([&] {
        create_as(rep(sam), "contact", R"({"name":"a","owner":")" + format_id(pat) + "\"}");
    });
    EXPECT_EQ(other.cause(), Cause::forbidden);
    EXPECT_EQ(problems_of([&] { update_as(rep(sam), "contact", mine, R"({"secret":"x"})"); }),
              "secret unknown");
    const Id deal = create_as(rep(sam), "deal", R"({"name":"d"})");
    EXPECT_EQ(error_of([&] { update_as(rep(sam), "deal", deal, R"({"probability":5})"); }).cause(),
              Cause::forbidden);
    const Id hidden = create_as(rep(pat), "account", R"({"name":"Hidden"})");
    EXPECT_EQ(problems_of([&] {
                  update_as(rep(sam), "contact", mine,
                            R"({"account":")" + format_id(hidden) + "\"}");
              }),
              "account reference");
}

TEST_P(SaveTest, OtherPeoplesEditsOfOtherFieldsMerge)
{
    const Id id = create("contact", R"({"name":"Eva","secret":"a"})");
    update("contact", id, R"({"name":"Eve"})");
    const Saved saved = update("contact", id, R"({"secret":"b"})", 1);
    EXPECT_EQ(saved.version, 3);
    EXPECT_EQ(value("contact", id, "name"), "\"Eve\"");
    EXPECT_EQ(value("contact", id, "secret"), "\"b\"");
    // A field that is sent along unchanged does not take back what somebody else wrote.
    update("contact", id, R"({"emails":["e@x.test"],"name":"Eva"})", 1);
    EXPECT_EQ(value("contact", id, "name"), "\"Eve\"");
}

TEST_P(SaveTest, TheSameFieldIsAConflictThatShowsBoth)
{
    const Id sam = create("user", R"({"name":"Sam"})");
    Actor other = administrator();
    other.user = sam;
    const Id id = create("contact", R"({"name":"Eva","secret":"a"})");
    update_as(other, "contact", id, R"({"name":"Eve"})");
    update("contact", id, R"({"secret":"z"})");
    const Error error = error_of([&] { update("contact", id, R"({"name":"Evi"})", 1); });
    EXPECT_EQ(error.cause(), Cause::conflict);
    const Json extra = parse_json(error.extra_json());
    const Json& conflict = extra.find("conflicts")->if_array()->at(0);
    EXPECT_EQ(conflict.text("field"), "name");
    EXPECT_EQ(conflict.text("base"), "Eva");
    EXPECT_EQ(conflict.text("yours"), "Evi");
    EXPECT_EQ(conflict.text("theirs"), "Eve");
    EXPECT_EQ(conflict.text("theirs_by"), format_id(sam));
    EXPECT_FALSE(conflict.text("theirs_at").empty());
    EXPECT_EQ(value("contact", id, "name"), "\"Eve\"");
    // Both wrote the same: nothing to quarrel about.
    EXPECT_FALSE(update("contact", id, R"({"name":"Eve"})", 1).changed);
    EXPECT_EQ(error_of([&] { update("contact", id, R"({"name":"x"})", 9); }).cause(),
              Cause::conflict);
}

// Two that change many records in parts, each in turn, and somebody who changes one of them by
// hand in between: whoever comes to a record finds a version that is not his own, and keeps it.
TEST_P(SaveTest, PartsKeepTheVersionsOfOthers)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    const Id other = create("contact", R"({"name":"Bob"})");
    ChangeSetInParts titles(engine(), administrator(), {"Titles"});
    ChangeSetInParts notes(engine(), administrator(), {"Notes"});
    const auto part = [&](ChangeSetInParts& parts, const Id& of, const std::string& fields) {
        parts.run([&](Transaction& transaction) {
            transaction.update(object("contact"), of, parse_json(fields));
        });
    };
    part(titles, other, R"({"secret":"begun"})");
    part(notes, other, R"({"name":"Rob"})");
    update("contact", id, R"({"name":"by hand"})");
    const Id by_hand = last_change();
    part(titles, id, R"({"secret":"in parts"})");
    part(notes, id, R"({"name":"the other's"})");
    part(titles, id, R"({"secret":"again"})");
    titles.finish();
    notes.finish();
    EXPECT_EQ(text("SELECT name FROM contacts_past WHERE id = ? AND version = 2", {id}), "by hand");
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts_past WHERE id = ?", {id}),
              version("contact", id) - 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM contacts_past p WHERE p.until <= p.updated_at"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM change c WHERE c.record = ? AND NOT EXISTS "
                     "(SELECT 1 FROM contacts_past p WHERE p.id = c.record AND p.version = "
                     "c.version) AND c.version <> ?",
                     {id, version("contact", id)}),
              0);
    EXPECT_EQ(error_of([&] { undo(by_hand); }).cause(), Cause::conflict);
}

WRITES_ON_BOTH(SaveTest);

} // namespace
} // namespace comity::record
