#include "match/profile.h"

#include "match/likeness.h"

#include <gtest/gtest.h>

namespace comity::match {
namespace {

std::string all(const Profile& profile, Part part)
{
    std::string text;
    for (const auto& entry : profile.entries())
        if (entry.part == part)
            text.append(text.empty() ? "" : "|").append(profile.text_of(entry));
    return text;
}

std::string kept(void (Profile::*add)(std::string_view), std::string_view text, Part part)
{
    Profile profile;
    (profile.*add)(text);
    return all(profile, part);
}

TEST(Likeness, CountsEdits)
{
    EXPECT_EQ(count_edits("", "", 3), 0);
    EXPECT_EQ(count_edits("", "abc", 3), 3);
    EXPECT_EQ(count_edits("meier", "meier", 0), 0);
    EXPECT_EQ(count_edits("meier", "meyer", 3), 1);
    EXPECT_EQ(count_edits("19800311", "19803011", 3), 1); // neighbours changed places
    EXPECT_EQ(count_edits("kitten", "sitting", 3), 3);
    EXPECT_EQ(count_edits("kitten", "sitting", 2), 3); // stopped
    EXPECT_EQ(count_edits("ca", "abc", 3), 3);         // not two: no edit inside a swap
    EXPECT_EQ(count_edits("петров", "петрав", 3), 1);  // letters, not bytes
    EXPECT_EQ(count_edits(std::string(500, 'a'), std::string(500, 'b'), 4), 5);
    EXPECT_DOUBLE_EQ(likeness("meier", "meyer"), .8);
    EXPECT_DOUBLE_EQ(likeness("ada", "ugo"), 0);
}

TEST(Words, FallApart)
{
    Words words;
    const auto split = [&](std::string_view text) {
        words.split(text);
        std::string joined;
        for (const std::string_view word : words.all())
            joined.append(joined.empty() ? "" : "|").append(word);
        return joined;
    };
    EXPECT_EQ(split("  O'Brien-Müller, (Søren) "), "obrien|muller|soren");
    EXPECT_EQ(split("Children’s A.B.C. S.A."), "childrens|abc|sa");
    EXPECT_EQ(split("G.m.b.H. & Co. KG"), "gmbh|and|co|kg");
    EXPECT_EQ(split("J. M. Doe"), "j|m|doe");
    EXPECT_EQ(split("Петров 株式会社"), "петров|株式会社");
    EXPECT_EQ(split(" - . ' "), "");
}

TEST(Profile, ReadsOrganisations)
{
    const auto firm = [](std::string_view text) {
        return kept(&Profile::add_organisation, text, Part::organisation);
    };
    EXPECT_EQ(firm("Acme GmbH & Co. KG"), "acme");
    EXPECT_EQ(firm("AB Volvo"), "volvo");
    EXPECT_EQ(firm("Orlen Sp. z o.o."), "orlen");
    EXPECT_EQ(firm("Nokia Oyj"), "nokia");
    EXPECT_EQ(firm("The Bank of England"), "bank|england");
    EXPECT_EQ(firm("Company Ltd"), "company"); // nothing else is left
    EXPECT_EQ(firm("Learning Centre, Inc. III"), "learning|ctr|iii");
}

TEST(Profile, ReadsAddresses)
{
    const auto read = [](std::string_view text) {
        Profile profile;
        profile.add_street(text);
        return all(profile, Part::street_number) + "/" + all(profile, Part::street);
    };
    EXPECT_EQ(read("221 E. 51st St."), "221/e 51st");
    EXPECT_EQ(read("Hauptstraße 12a"), "12a/haupt");
    EXPECT_EQ(read("Hauptstr. 12 a"), "12/haupt");
    EXPECT_EQ(read("10-12, Rue Victor-Hugo"), "10/victor hugo");
    EXPECT_EQ(read("1900 West Van Buren Street Suite 1608"), "1900/w van buren");
    EXPECT_EQ(read("51st Street"), "/51st");
    EXPECT_EQ(read("12"), "/12");
    EXPECT_EQ(read("Street"), "/street");
    EXPECT_EQ(read(""), "/");
}

TEST(Profile, ReadsNames)
{
    const auto read = [](std::string_view text) {
        Profile profile;
        profile.add_full_name(text);
        return all(profile, Part::given_name) + "/" + all(profile, Part::family_name);
    };
    EXPECT_EQ(read("Jane Doe"), "jane/doe");
    EXPECT_EQ(read("Doe, Dr. Jane M."), "jane m/doe");
    EXPECT_EQ(read("Prof. Dr. Eva van der Berg"), "eva/van der berg");
    EXPECT_EQ(read("Cher"), "/cher");
    EXPECT_EQ(read(" "), "/");
}

TEST(Profile, ReadsNumbersAndDates)
{
    EXPECT_EQ(kept(&Profile::add_phone, "+33 6 28 23 04 55", Part::phone), "628230455");
    EXPECT_EQ(kept(&Profile::add_phone, "0628230455", Part::phone), "628230455");
    EXPECT_EQ(kept(&Profile::add_phone, "555-1234 ext. 77", Part::phone), "5551234");
    EXPECT_EQ(kept(&Profile::add_phone, "123", Part::phone), "");
    EXPECT_EQ(kept(&Profile::add_birth_date, "1980-03-11", Part::birth_date), "19800311");
    EXPECT_EQ(kept(&Profile::add_birth_date, "11.3.1980", Part::birth_date), "19800311");
    EXPECT_EQ(kept(&Profile::add_postcode, "60601-1234", Part::postcode), "60601");
    EXPECT_EQ(kept(&Profile::add_postcode, "D-72070", Part::postcode), "72070");
    EXPECT_EQ(kept(&Profile::add_postcode, "sw1a 1aa", Part::postcode), "sw1a1aa");
}

TEST(Profile, ReadsMailboxesAndDomains)
{
    Profile profile;
    profile.add_email("\"Ada\" <Ada.B+crm@Quorvia.example>");
    profile.add_email("a.d.a@googlemail.com");
    profile.add_email("info@quorvia.example");
    profile.add_email("nobody");
    profile.add_email("@x");
    profile.add_website("https://www.vexel.example:80/contact?x=1");
    profile.add_website("https://facebook.com/vexel");
    EXPECT_EQ(all(profile, Part::email), "ada.b@quorvia.example|ada@gmail.com");
    EXPECT_EQ(all(profile, Part::shared_email), "info@quorvia.example");
    EXPECT_EQ(all(profile, Part::domain), "quorvia.example|vexel.example");
}

TEST(Profile, IsBounded)
{
    Profile profile;
    for (int i = 0; i < 100; ++i)
        profile.add_phone("+49 30 " + std::to_string(1'000'000 + i));
    EXPECT_EQ(profile.entries().size(), Profile::most_entries);
    profile.clear();
    EXPECT_TRUE(profile.entries().empty());
    const std::string longest(1'000, 'x');
    profile.add_place(longest);
    profile.add_family_name(std::string(119, 'x') + "ш");
    EXPECT_EQ(profile.first(Part::place).size(), Profile::longest_value);
    EXPECT_EQ(profile.first(Part::family_name).size(), 119u);
}

} // namespace
} // namespace comity::match
