// Merging and parting again: nothing that refers to a record is lost, and everything comes back.

#include "record/find/survivors.h"
#include "record/fixtures/merge_fixture.h"

namespace comity::record {
namespace {

TEST_P(MergeTest, TakesWhatTheSurvivorHasNotAndUnitesWhatIsMany)
{
    const Id kept = create("contact", R"({"name":"Eva","emails":["Eva@x.test"],
                                          "phones":["+49 30 1"]})");
    const Id gone = create("contact", R"({"name":"Eva M","secret":"s",
        "emails":[{"value":"eva@X.test","label":"work"},"e2@x.test"],
        "phones":["004930 1","+49 30 2"]})");
    const Id change = merge("contact", kept, gone);
    EXPECT_EQ(value("contact", kept, "name"), "\"Eva\"");
    EXPECT_EQ(value("contact", kept, "secret"), "\"s\"");
    EXPECT_EQ(value("contact", kept, "emails"),
              R"([{"value":"Eva@x.test","label":null},{"value":"e2@x.test","label":null}])");
    EXPECT_TRUE(is_in_bin("contact", gone));
    EXPECT_EQ(number("SELECT COUNT(*) FROM search_entry WHERE record = ?", {gone}), 0);
    EXPECT_EQ(label(change), "Merged two contacts");
    EXPECT_EQ(text("SELECT kind FROM change_set WHERE id = ?", {change}), "merge");
    // Also of a survivor that took nothing the history says so.
    EXPECT_EQ(number("SELECT COUNT(*) FROM change WHERE change_set = ?", {change}), 2);
}

TEST_P(MergeTest, ChoicesDecide)
{
    const Id kept = create("account", R"({"name":"Acme","sector":"tech"})");
    const Id gone = create("account", R"({"name":"Acme Ltd","sector":"steel"})");
    // Names are unique: the survivor may take the name of the one that goes.
    merge("account", kept, gone, {{"name", MergeSide::other}, {"sector", MergeSide::other}});
    EXPECT_EQ(value("account", kept, "name"), "\"Acme Ltd\"");
    EXPECT_EQ(value("account", kept, "sector"), "\"steel\"");
    const Id other = create("account", R"({"name":"Third"})");
    EXPECT_EQ(problems_of([&] {
                  merge("account", kept, other,
                        {{"nonsense", MergeSide::this_},
                         {"won_deals", MergeSide::other},
                         {"sector", MergeSide::both}});
              }),
              "nonsense unknown, sector choice, won_deals read_only");
    EXPECT_FALSE(is_in_bin("account", other));
}

TEST_P(MergeTest, EveryChildMovesAlsoFromTheBinAndByEveryKindOfReference)
{
    const Id kept = create("contact", R"({"name":"Eva"})");
    const Id gone = create("contact", R"({"name":"Eva M"})");
    const Id third = create("contact", R"({"name":"Third"})");
    const Id about = make_task(gone, "contact");
    const Id among = make_task(third, "contact", {kept, third, gone});
    const Id binned = make_task(gone, "contact", {gone});
    remove("task", binned);
    const Id foreign = make_task(third, "contact", {third});
    const std::int64_t before = version("task", foreign);
    merge("contact", kept, gone);
    EXPECT_EQ(value("task", about, "about"), R"({"object":"contact","id":)" + quoted(kept) + "}");
    EXPECT_EQ(value("task", among, "contacts"), "[" + quoted(kept) + "," + quoted(third) + "]");
    EXPECT_EQ(number("SELECT COUNT(*) FROM tasks_contacts WHERE value = ?", {format_id(gone)}), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM tasks WHERE about = ?", {gone}), 0);
    EXPECT_TRUE(is_in_bin("task", binned));
    EXPECT_EQ(version("task", foreign), before);
}

TEST_P(MergeTest, RefusesWhatCannotBeOneAndChangesNothing)
{
    const Id a = create("account", R"({"name":"A"})");
    const Id b = create("account", R"({"name":"B","parent":)" + quoted(a) + "}");
    const Id c = create("contact", R"({"name":"C"})");
    const Id binned = create("account", R"({"name":"D"})");
    remove("account", binned);
    const std::string before = rows();
    EXPECT_EQ(problems_of([&] { merge("account", a, a); }), "with same");
    EXPECT_EQ(problems_of([&] { merge("account", a, c); }), "with object");
    EXPECT_EQ(problems_of([&] { merge("account", a, make_id()); }), "with reference");
    EXPECT_EQ(error_of([&] { merge("account", a, binned); }).cause(), Cause::conflict);
    EXPECT_EQ(error_of([&] { merge("account", binned, a); }).cause(), Cause::conflict);
    // B stands below A; if A became a part of B, B would be its own parent.
    EXPECT_EQ(problems_of([&] { merge("account", b, a); }), "parent ring");
    EXPECT_EQ(rows(), before);
    merge("account", a, b); // the other way round is no ring
    EXPECT_EQ(value("account", a, "parent"), "null");
    EXPECT_EQ(problems_of([&] { merge("account", a, b); }), "with merged");
    EXPECT_EQ(error_of([&] { restore("account", b); }).cause(), Cause::not_found);
    EXPECT_EQ(error_of([&] { update("account", b, R"({"sector":"x"})"); }).cause(),
              Cause::not_found);
}

TEST_P(MergeTest, RefusesWhatSomebodyHasChangedSince)
{
    const Id a = create("account", R"({"name":"A"})");
    const Id b = create("account", R"({"name":"B"})");
    update("account", b, R"({"sector":"new"})");
    MergeRequest request{a, b, {}, 1, 1};
    const Error error =
        error_of([&] { merge_records(engine(), administrator(), object("account"), request); });
    EXPECT_EQ(error.cause(), Cause::conflict);
    const Json extra = parse_json(error.extra_json());
    const Json conflict = extra.find("conflicts")->if_array()->at(0);
    EXPECT_EQ(conflict.text("record"), format_id(b));
    EXPECT_EQ(conflict.text("field"), "sector");
    EXPECT_EQ(conflict.text("theirs"), "new");
    EXPECT_FALSE(is_in_bin("account", b));
    request.other_version = 2;
    merge_records(engine(), administrator(), object("account"), request);
    EXPECT_TRUE(is_in_bin("account", b));
}

TEST_P(MergeTest, AReferenceToWhatWasMergedLandsOnTheSurvivor)
{
    const Id a = create("account", R"({"name":"A"})");
    const Id b = create("account", R"({"name":"B"})");
    const Id c = create("account", R"({"name":"C"})");
    merge("account", b, a);
    merge("account", c, b);
    const Id contact = create("contact", R"({"name":"Eva","account":)" + quoted(a) + "}");
    EXPECT_EQ(value("contact", contact, "account"), quoted(c));
    // It names what it names already: nothing is new.
    const std::int64_t before = version("contact", contact);
    EXPECT_FALSE(update("contact", contact, R"({"account":)" + quoted(b) + "}").changed);
    EXPECT_EQ(version("contact", contact), before);
    const Id task = make_task(a, "account");
    EXPECT_EQ(value("task", task, "about"), R"({"object":"account","id":)" + quoted(c) + "}");
    EXPECT_EQ(find_survivor(engine(), administrator(), object("account"), a), c);
    EXPECT_EQ(find_survivor(engine(), administrator(), object("account"), c), std::nullopt);
}

TEST_P(MergeTest, OnlyWhoMayChangeBothAndDeleteOneMerges)
{
    const Id sam = create("user", R"({"name":"Sam"})");
    const Id mine = create_as(rep(sam), "account", R"({"name":"Mine"})");
    const Id mine_too = create_as(rep(sam), "account", R"({"name":"Mine too"})");
    const Id theirs = create("account", R"({"name":"Theirs"})");
    const Id hidden = create("contact", R"({"name":"Hidden","account":)" + quoted(mine_too) + "}");
    const auto merge_as_sam = [&](const Id& survivor, const Id& other) {
        return merge_records(engine(), rep(sam), object("account"), {survivor, other});
    };
    EXPECT_EQ(error_of([&] { merge_as_sam(mine, theirs); }).cause(), Cause::not_found);
    EXPECT_EQ(error_of([&] { merge_as_sam(theirs, mine); }).cause(), Cause::not_found);
    // What he may not see moves too, and is not told of.
    const MergeOutcome outcome = merge_as_sam(mine, mine_too);
    EXPECT_TRUE(outcome.moved.empty());
    EXPECT_EQ(value("contact", hidden, "account"), quoted(mine));
    undo_change_set(engine(), rep(sam), outcome.change_set);
    EXPECT_EQ(value("contact", hidden, "account"), quoted(mine_too));
}

TEST_P(MergeTest, UnmergeKeepsLaterEditsAndShowsThoseThatCollide)
{
    const Id kept = create("account", R"({"name":"A"})");
    const Id gone = create("account", R"({"name":"B","sector":"steel"})");
    const Id child = create("contact", R"({"name":"Eva","account":)" + quoted(gone) + "}");
    const Id moved = create("contact", R"({"name":"Max","account":)" + quoted(gone) + "}");
    const Id elsewhere = create("account", R"({"name":"E"})");
    const Id change = merge("account", kept, gone);
    update("contact", child, R"({"secret":"later"})");
    update("contact", moved, R"({"account":)" + quoted(elsewhere) + "}");
    update("account", kept, R"({"sector":"tech","loop":null})");
    const Error error = error_of([&] { undo(change); });
    const Json extra = parse_json(error.extra_json());
    EXPECT_EQ(extra.find("count")->if_number()->text, "2");
    EXPECT_TRUE(is_in_bin("account", gone));
    // Those that collide stay as they are now, or are put back.
    const Id undone = undo_change_set(engine(), administrator(), change, {"account.sector"}, {"*"});
    EXPECT_EQ(value("account", kept, "sector"), "null");
    EXPECT_EQ(value("account", gone, "sector"), "\"steel\"");
    EXPECT_EQ(value("contact", child, "account"), quoted(gone));
    EXPECT_EQ(value("contact", child, "secret"), "\"later\"");
    EXPECT_EQ(value("contact", moved, "account"), quoted(elsewhere));
    EXPECT_EQ(text("SELECT kind FROM change_set WHERE id = ?", {undone}), "unmerge");
    EXPECT_EQ(find_survivor(engine(), administrator(), object("account"), gone), std::nullopt);
}

TEST_P(MergeTest, UndoOfTheUnmergeMergesAgainWithWhatHasComeSince)
{
    const Id kept = create("account", R"({"name":"A"})");
    const Id gone = create("account", R"({"name":"B"})");
    const Id old_child = create("contact", R"({"name":"Old","account":)" + quoted(gone) + "}");
    const Id parted = undo(merge("account", kept, gone));
    EXPECT_EQ(value("contact", old_child, "account"), quoted(gone));
    const Id new_child = create("contact", R"({"name":"New","account":)" + quoted(gone) + "}");
    const Id again = undo(parted);
    EXPECT_EQ(value("contact", old_child, "account"), quoted(kept));
    EXPECT_EQ(value("contact", new_child, "account"), quoted(kept));
    EXPECT_EQ(find_survivor(engine(), administrator(), object("account"), gone), kept);
    undo(again);
    EXPECT_EQ(value("contact", new_child, "account"), quoted(gone));
    // Not into what is not there any more.
    const Id apart = last_change();
    remove("account", kept);
    EXPECT_EQ(error_of([&] { undo(apart); }).cause(), Cause::conflict);
    EXPECT_FALSE(is_in_bin("account", gone));
}

TEST_P(MergeTest, AChainComesApartInAnyOrder)
{
    const Id a = create("account", R"({"name":"A"})");
    const Id b = create("account", R"({"name":"B"})");
    const Id c = create("account", R"({"name":"C"})");
    const Id child = create("contact", R"({"name":"Eva","account":)" + quoted(a) + "}");
    const std::string before = rows();
    const Id first = merge("account", b, a);
    const Id second = merge("account", c, b);
    EXPECT_EQ(value("contact", child, "account"), quoted(c));
    undo(second);
    undo(first);
    EXPECT_EQ(rows(), before);
    undo(last_change());
    const Id again = merge("account", c, b);
    undo(first); // the first of the two alone: a later merge of the survivor is no conflict
    EXPECT_EQ(value("contact", child, "account"), quoted(a));
    EXPECT_FALSE(is_in_bin("account", a));
    EXPECT_TRUE(is_in_bin("account", b));
    EXPECT_EQ(number("SELECT COUNT(*) FROM change_set WHERE id = ?", {again}), 1);
}

TEST_P(MergeTest, WhatAnOlderUndoPutsBackLandsOnTheSurvivor)
{
    const Id a = create("account", R"({"name":"A"})");
    const Id b = create("account", R"({"name":"B"})");
    const Id child = create("contact", R"({"name":"Eva","account":)" + quoted(a) + "}");
    update("contact", child, R"({"account":null})");
    const Id emptied = last_change();
    merge("account", b, a);
    undo(emptied);
    EXPECT_EQ(value("contact", child, "account"), quoted(b));
}

WRITES_ON_BOTH(MergeTest);

} // namespace
} // namespace comity::record
