// The matcher's tables follow the records, and the queue says the same as a question does.
#include "match/population.h"
#include "record/access/people.h"
#include "record/duplicates/duplicates.h"
#include "record/duplicates/entries.h"
#include "record/duplicates/follow.h"
#include "record/duplicates/follower.h"
#include "record/duplicates/scan.h"
#include "record/fixtures/test_shelf.h"
#include "store/database.h"

#include <thread>

namespace comity::record {
namespace {

class DuplicatesTest : public WritingTest {
protected:
    Id person(const std::string& name, const std::string& email)
    {
        return create("contact", R"({"name":")" + name + R"(","emails":[")" + email + R"("]})");
    }
    std::vector<Candidate> candidates(const std::string& fields, std::optional<Id> self = {})
    {
        return find_candidates(engine(), administrator(), object("contact"), parse_json(fields),
                               self);
    }
    std::int64_t rows_of(const std::string& table)
    {
        return number("SELECT COUNT(*) FROM " + table);
    }
    std::vector<std::pair<std::string, std::string>> queue()
    {
        std::string out;
        list_duplicates(engine(), administrator(), {}, out);
        std::vector<std::pair<std::string, std::string>> pairs;
        const Json answer = parse_json(out);
        for (const Json& pair : *answer.find("pairs")->if_array())
            pairs.emplace_back(pair.find("a")->text("id"), pair.find("b")->text("id"));
        return pairs;
    }
};

TEST_P(DuplicatesTest, WhatIsSavedIsFoundBeforeItIsFollowed)
{
    const Id eva = person("Eva Müller", "eva@acme.example");
    EXPECT_EQ(rows_of("match_entry"), 0);
    const auto found = candidates(R"({"emails":["eva@acme.example"]})");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].id, eva);
    EXPECT_TRUE(candidates(R"({"emails":["eva@acme.example"]})", eva).empty());
    EXPECT_TRUE(candidates(R"({"emails":["jan@acme.example"]})").empty());
}

TEST_P(DuplicatesTest, EntriesFollowTheRecords)
{
    const Id eva = person("Eva Müller", "eva@acme.example");
    person("Jan Kowalski", "jan@other.example");
    follow_duplicates(engine());
    EXPECT_EQ(rows_of("match_entry"), 2);
    const std::int64_t keys = rows_of("match_key");
    EXPECT_GT(keys, 2);
    // What is not compared changes nothing; what is, does.
    const std::string before = text("SELECT profile FROM match_entry WHERE record = ?", {eva});
    update("contact", eva, R"({"secret":"quiet"})");
    follow_duplicates(engine());
    EXPECT_EQ(text("SELECT profile FROM match_entry WHERE record = ?", {eva}), before);
    update("contact", eva, R"({"emails":["eva@else.example"]})");
    follow_duplicates(engine());
    EXPECT_NE(text("SELECT profile FROM match_entry WHERE record = ?", {eva}), before);
    EXPECT_EQ(rows_of("match_key"), keys);
    EXPECT_TRUE(candidates(R"({"emails":["eva@acme.example"]})").empty());
    remove("contact", eva);
    follow_duplicates(engine());
    EXPECT_EQ(rows_of("match_entry"), 1);
    EXPECT_LT(rows_of("match_key"), keys);
    restore("contact", eva);
    follow_duplicates(engine());
    EXPECT_EQ(rows_of("match_entry"), 2);
    EXPECT_EQ(rows_of("match_key"), keys);
}

TEST_P(DuplicatesTest, TheQueueHasWhatAScanFindsAndWhatFollows)
{
    const Id eva = person("Eva Müller", "eva@acme.example");
    const Id twin = person("Eva Mueller", "eva@acme.example");
    person("Jan Kowalski", "jan@other.example");
    const std::vector<std::pair<std::string, std::string>> both = {
        {format_id(eva), format_id(twin)}};
    follow_duplicates(engine());
    EXPECT_EQ(queue(), both);
    database().write([](store::Connection& connection) {
        connection.execute("DELETE FROM \"duplicate_pair\"");
    });
    EXPECT_TRUE(queue().empty());
    ASSERT_TRUE(scan_duplicates(engine(), [](double) {}));
    EXPECT_EQ(queue(), both);
    remove("contact", twin);
    EXPECT_TRUE(queue().empty()); // at once, not when it is followed
    follow_duplicates(engine());
    EXPECT_EQ(rows_of("duplicate_pair"), 0);
    undo(last_change());
    follow_duplicates(engine());
    EXPECT_EQ(queue(), both);
}

TEST_P(DuplicatesTest, AScanRepairsWhatIsMissingAndWhatIsTooMuch)
{
    const Id eva = person("Eva Müller", "eva@acme.example");
    person("Jan Kowalski", "jan@other.example");
    follow_duplicates(engine());
    const std::int64_t keys = rows_of("match_key");
    database().write([&](store::Connection& connection) {
        const std::string stranger =
            "UPDATE \"match_entry\" SET \"record\" = ? WHERE \"record\" = ?";
        connection.execute(stranger, {make_id(), eva});
    });
    ASSERT_TRUE(scan_duplicates(engine(), [](double) {}));
    EXPECT_EQ(rows_of("match_entry"), 2);
    EXPECT_EQ(rows_of("match_key"), keys);
    EXPECT_EQ(number("SELECT COUNT(*) FROM match_entry WHERE record = ?", {eva}), 1);
    EXPECT_EQ(number("SELECT records FROM match_object WHERE object = 'contact'"), 2);
}

TEST_P(DuplicatesTest, AScanThatIsStoppedLeavesTheNextOneToFindAll)
{
    person("Eva Müller", "eva@acme.example");
    person("Eva Mueller", "eva@acme.example");
    struct Stop {};
    for (int steps = 0;; steps += 11) {
        int left = steps;
        try {
            ASSERT_TRUE(scan_duplicates(engine(), [&](double) {
                if (left-- == 0)
                    throw Stop{};
            }));
            break;
        } catch (const Stop&) {
        }
    }
    EXPECT_EQ(queue().size(), 1u);
    EXPECT_EQ(rows_of("match_entry"), 2);
}

TEST_P(DuplicatesTest, TwoServersDoNotDoubleTheWork)
{
    constexpr int persons = 60;
    for (int i = 0; i < persons; ++i)
        person("Person " + std::to_string(i), "p" + std::to_string(i) + "@a.example");
    {
        std::vector<std::jthread> servers;
        for (int i = 0; i < 2; ++i)
            servers.emplace_back([this] {
                Following following(engine());
                while (!following.follow())
                    std::this_thread::yield();
            });
    }
    EXPECT_EQ(rows_of("match_entry"), persons);
    EXPECT_EQ(number("SELECT records FROM match_object WHERE object = 'contact'"), persons);
    EXPECT_EQ(number("SELECT changed FROM match_object WHERE object = 'contact'"), persons);
    // A scan is for one of them, as long as it renews that it is at it.
    bool was_refused = false;
    ASSERT_TRUE(scan_duplicates(engine(), [&](double) {
        was_refused = was_refused || !scan_duplicates(engine(), [](double) {});
    }));
    EXPECT_TRUE(was_refused);
}

TEST_P(DuplicatesTest, WhatSomebodyMayNotSeeIsNoCandidate)
{
    const Id sam = create("user", R"({"name":"Sam"})"), pat = create("user", R"({"name":"Pat"})");
    const Id eva =
        create("contact", R"({"name":"Eva Müller","emails":["eva@acme.example"],"owner":")" +
                              format_id(sam) + "\"}");
    for (const bool is_followed : {false, true}) {
        if (is_followed)
            follow_duplicates(engine());
        const auto ask = [&](const Id& who) {
            return find_candidates(engine(), rep(who), object("contact"),
                                   parse_json(R"({"emails":["eva@acme.example"]})"));
        };
        ASSERT_EQ(ask(sam).size(), 1u);
        EXPECT_EQ(ask(sam)[0].id, eva);
        EXPECT_TRUE(ask(pat).empty());
    }
}

INSTANTIATE_TEST_SUITE_P(On, DuplicatesTest, testing::Values(WritesOn::sqlite, WritesOn::postgres),
                         [](const auto& tested) {
                             return tested.param == WritesOn::postgres ? "postgres" : "sqlite";
                         });

match::Profile profile_of(const char* name, const char* email)
{
    match::Profile profile;
    profile.add_full_name(name);
    profile.add_email(email);
    return profile;
}

TEST(PackedProfile, IsTheSameWhenUnpacked)
{
    const match::Profile profile = profile_of("Dr. Eva van der Müller", "eva+x@acme.example");
    match::Profile again;
    again.unpack(profile.packed());
    EXPECT_EQ(again.packed(), profile.packed());
    ASSERT_EQ(again.entries().size(), profile.entries().size());
    again.unpack("?\n\nzzz");
    EXPECT_TRUE(again.is_empty());
}

TEST(Commonness, SaysWhatThePopulationSays)
{
    match::ValueCounter counter;
    match::Population population;
    for (int i = 0; i < 9'000; ++i) {
        const std::string email = "p" + std::to_string(i) + "@firm.example";
        const auto profile = profile_of(i % 3 == 0 ? "Eva Stone" : "Ole Stone", email.c_str());
        counter.add(profile);
        population.add(profile);
    }
    const match::Commonness counted(counter);
    const match::Commonness kept(counter.records(), counted.text());
    const auto asked = profile_of("Eva Stone", "p0@firm.example");
    const auto truth = population.subject(std::uint32_t{0});
    for (const match::Commonness& common : {counted, kept}) {
        EXPECT_FLOAT_EQ(common.log2_size(), population.log2_size());
        const auto subject = common.subject(asked);
        for (const match::Part part : {match::Part::given_name, match::Part::family_name,
                                       match::Part::email, match::Part::domain}) {
            ASSERT_EQ(subject.of(part).size(), truth.of(part).size());
            EXPECT_NEAR(subject.of(part)[0].bits, truth.of(part)[0].bits, .1);
        }
    }
}

TEST(Commonness, ForgetsTheRareBeforeTheCommon)
{
    match::ValueCounter counter(1 << 14);
    for (int i = 0; i < 30'000; ++i) {
        match::Profile profile;
        profile.add_email("p" + std::to_string(i) + "@x" + std::to_string(i % 7) + ".example");
        counter.add(profile);
    }
    match::Profile asked;
    asked.add_email("new@x3.example");
    const match::Commonness common(counter);
    EXPECT_NEAR(common.subject(asked).of(match::Part::domain)[0].bits, 2.8, .2);
}

} // namespace
} // namespace comity::record
