// Reading the log: who sees what of it.

#include "base/eventually_fixture.h"
#include "record/fixtures/test_shelf.h"
#include "record/history/changes.h"

#include <mutex>

namespace comity::record {
namespace {

class ChangesTest : public WritingTest {
protected:
    Json list(const Actor& actor, const ChangeQuery& query = {})
    {
        std::string out;
        list_changes(engine(), actor, query, out);
        return parse_json(out);
    }
    std::string labels(const Actor& actor, const ChangeQuery& query = {})
    {
        std::string found;
        const Json page = list(actor, query);
        for (const Json& set : *page.find("changes")->if_array())
            found += std::string(set.text("label")) + "\n";
        return found;
    }
    Json read(const Actor& actor, const Id& id)
    {
        std::string out;
        read_change(engine(), actor, id, "", out);
        return parse_json(out);
    }
};

TEST_P(ChangesTest, NewestFirstInPages)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    update("contact", id, R"({"name":"Eve"})");
    remove("contact", id);
    ChangeQuery query;
    query.record = id;
    EXPECT_EQ(labels(administrator(), query),
              "Deleted contact Eve\nEdited contact Eve\nCreated contact Eva\n");
    query.limit = 2;
    const Json first = list(administrator(), query);
    ASSERT_EQ(first.find("changes")->if_array()->size(), 2u);
    query.after = first.text("next");
    EXPECT_EQ(labels(administrator(), query), "Created contact Eva\n");
    EXPECT_TRUE(list(administrator(), query).find("next")->is_null());
    query.after = "x";
    EXPECT_EQ(error_of([&] { list(administrator(), query); }).cause(), Cause::malformed);
    query = {};
    query.object = "deal";
    EXPECT_EQ(labels(administrator(), query), "");
}

TEST_P(ChangesTest, AChangeSetTellsFieldsOldAndNew)
{
    const Id id = create("deal", R"({"name":"Big","amount":"10.50"})");
    update("deal", id, R"({"amount":{"amount":"20","currency":"USD"}})");
    const Json set = read(administrator(), last_change());
    EXPECT_EQ(set.text("label"), "Edited deal Big");
    EXPECT_EQ(set.text("origin"), "api");
    EXPECT_TRUE(set.find("undoes")->is_null());
    const Json& change = set.find("changes")->if_array()->at(0);
    EXPECT_EQ(change.text("object"), "deal");
    EXPECT_EQ(change.text("verb"), "update");
    const Json& field = change.find("fields")->if_array()->at(0);
    EXPECT_EQ(field.text("label"), "Amount");
    EXPECT_EQ(format_json(*field.find("old")), R"({"amount":"10.50","currency":"EUR"})");
    EXPECT_EQ(format_json(*field.find("new")), R"({"amount":"20.00","currency":"USD"})");
    const Id edited = last_change();
    undo(edited);
    EXPECT_EQ(read(administrator(), edited).text("undone_by"), format_id(last_change()));
    const Id undone = last_change();
    undo(undone);
    EXPECT_TRUE(read(administrator(), edited).find("undone_by")->is_null());
}

TEST_P(ChangesTest, WhatMayNotBeSeenIsNotThere)
{
    const Id sam = create("user", R"({"name":"Sam"})");
    const Id pat = create("user", R"({"name":"Pat"})");
    const Id mine = create_as(rep(sam), "contact", R"({"name":"Mine"})");
    create_as(rep(pat), "contact", R"({"name":"Theirs"})");
    const Id theirs = last_change();
    update("contact", mine, R"({"secret":"x"})");
    const Id hidden = last_change();
    update("contact", mine, R"({"secret":"y","name":"Still mine"})");
    const Id both = last_change();
    ChangeQuery query;
    query.object = "contact";
    const std::string seen = labels(rep(sam), query);
    EXPECT_EQ(seen.find("Theirs"), std::string::npos);
    EXPECT_NE(seen.find("Created contact Mine"), std::string::npos);
    EXPECT_EQ(error_of([&] { read(rep(sam), theirs); }).cause(), Cause::not_found);
    EXPECT_EQ(format_json(read(rep(sam), both)).find("secret"), std::string::npos);
    EXPECT_EQ(error_of([&] { read(rep(sam), hidden); }).cause(), Cause::not_found);
    EXPECT_EQ(live_event(engine(), rep(sam), *load_live_change(engine(), hidden)), "");
    EXPECT_NE(format_json(read(administrator(), both)).find("secret"), std::string::npos);
    const auto live = load_live_change(engine(), theirs);
    ASSERT_TRUE(live);
    EXPECT_EQ(live_event(engine(), rep(sam), *live), "");
    EXPECT_NE(live_event(engine(), rep(pat), *live), "");
    const Json event =
        parse_json(live_event(engine(), rep(sam), *load_live_change(engine(), both)));
    EXPECT_EQ(format_json(*event.find("records")->if_array()->at(0).find("fields")), "[\"name\"]");
}

TEST_P(ChangesTest, NoticesComeOnceForEachChangeSet)
{
    std::mutex mutex;
    std::vector<Id> heard;
    const Listening listening = engine().on_notice([&](const Notice& notice) {
        std::lock_guard lock(mutex);
        heard.push_back(notice.change_set);
    });
    const std::int64_t before = last_change_seq(engine());
    const Id id = create("contact", R"({"name":"Eva"})");
    const Id made = last_change();
    update("contact", id, R"({"name":"Eva"})"); // nothing changes
    update("contact", id, R"({"name":"Eve"})");
    const Id edited = last_change();
    const std::int64_t until = last_change_seq(engine());
    update("contact", id, R"({"name":"Ewa"})"); // told after all that came before
    const Id last = last_change();
    EXPECT_TRUE(eventually([&] {
        std::lock_guard lock(mutex);
        return std::find(heard.begin(), heard.end(), last) != heard.end();
    }));
    std::lock_guard lock(mutex);
    EXPECT_EQ(std::count(heard.begin(), heard.end(), made), 1);
    EXPECT_EQ(std::count(heard.begin(), heard.end(), edited), 1);
    const auto after = change_sets_after(engine(), before, 10);
    EXPECT_NE(std::find(after.begin(), after.end(), made), after.end());
    EXPECT_EQ(after.back(), last);
    EXPECT_GT(until, before);
}

WRITES_ON_BOTH(ChangesTest);

} // namespace
} // namespace comity::record
