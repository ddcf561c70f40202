#include "match/match.h"

#include "base/text.h"
#include "format/csv.h"
#include "match/match_fixture.h"
#include "match/weights.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

namespace comity::match {
namespace {

using Parts = std::initializer_list<std::pair<void (Profile::*)(std::string_view), const char*>>;
constexpr auto given = &Profile::add_given_name;
constexpr auto family = &Profile::add_family_name;
constexpr auto firm = &Profile::add_organisation;
constexpr auto street = &Profile::add_street;
constexpr auto place = &Profile::add_place;
constexpr auto postcode = &Profile::add_postcode;
constexpr auto born = &Profile::add_birth_date;
constexpr auto phone = &Profile::add_phone;
constexpr auto email = &Profile::add_email;
constexpr auto website = &Profile::add_website;

Profile profile_of(Parts parts)
{
    Profile profile;
    for (const auto& [add, text] : parts)
        (profile.*add)(text);
    return profile;
}

// Whether the two are proposed as one among a few hundred others; asked both ways round, and also
// as somebody who types the second would be told.
bool is_proposed(Parts one, Parts another)
{
    Population population;
    add_others(population);
    const std::uint32_t a = population.add(profile_of(one));
    Population without = population;
    const std::uint32_t b = population.add(profile_of(another));
    const Matcher matcher(std::move(population));
    EXPECT_FLOAT_EQ(matcher.explain(a, b).bits(), matcher.explain(b, a).bits());
    bool is_pair = false;
    for (const Pair& pair : matcher.find_pairs(1'000).best)
        is_pair |= pair.a == a && pair.b == b;
    const Matcher typed(std::move(without));
    bool is_told = false;
    for (const Likely& likely : typed.find_likely(profile_of(another), 10))
        is_told |= likely.record == a;
    EXPECT_EQ(is_pair, is_told);
    return is_pair;
}

TEST(Match, ProposesPersons)
{
    // Same e-mail, a nickname.
    EXPECT_TRUE(
        is_proposed({{given, "Robert"}, {family, "Vandermeulen"}, {email, "rv@vdm.example"}},
                    {{given, "Bob"}, {family, "Vandermeulen"}, {email, "RV@vdm.example"}}));
    // Accents, a slip, a telephone number with and without its country.
    EXPECT_TRUE(
        is_proposed({{given, "Jürgen"}, {family, "Müllerstein"}, {phone, "+33 6 28 23 04 55"}},
                    {{given, "Jurgen"}, {family, "Mullerstien"}, {phone, "0628230455"}}));
    // Names in each other's place, the day and month too.
    EXPECT_TRUE(is_proposed({{given, "Adaeze"}, {family, "Okonjo"}, {born, "1980-03-11"}},
                            {{given, "Okonjo"}, {family, "Adaeze"}, {born, "1980-11-03"}}));
    // An initial, the street in full and short.
    EXPECT_TRUE(is_proposed(
        {{given, "J."}, {family, "Weissflog"}, {street, "Hauptstraße 12a"}, {postcode, "72070"}},
        {{given, "Jana"},
         {family, "Weißflog"},
         {street, "Hauptstr. 12 a"},
         {postcode, "D-72070"}}));
    // What is missing on one side costs nothing.
    EXPECT_TRUE(is_proposed({{email, "jo@heinzelfrau.example"}, {family, "Heinzelfrau"}},
                            {{given, "Jo"},
                             {family, "Heinzelfrau"},
                             {email, "jo@heinzelfrau.example"},
                             {phone, "+49 30 9918273"},
                             {place, "Berlin"}}));
}

TEST(Match, ProposesOrganisations)
{
    EXPECT_TRUE(
        is_proposed({{firm, "Vexelbrand GmbH & Co. KG"}, {place, "Ulm"}},
                    {{firm, "VEXELBRAND"}, {place, "Ulm"}, {website, "vexelbrand.example"}}));
    EXPECT_TRUE(
        is_proposed({{firm, "Quorvia Logistics, S.A."}, {website, "https://www.quorvia.example/"}},
                    {{firm, "Logistics Quorvia"}, {email, "info@quorvia.example"}}));
    EXPECT_TRUE(
        is_proposed({{firm, "Société Brimaux"}, {street, "10 rue Victor Hugo"}, {place, "Lyon"}},
                    {{firm, "Societe Brimeaux SARL"}, {street, "10, Rue Victor-Hugo"}}));
    EXPECT_TRUE(is_proposed({{firm, "Sunny Daycare Centre"}, {phone, "020 7946 0991"}},
                            {{firm, "Sunny Day Care Center Ltd"}, {phone, "+44 20 7946 0991"}}));
}

TEST(Match, KeepsFamiliesApart)
{
    // Father and son, with one name, home, telephone and mailbox.
    const bool is_son = is_proposed({{given, "Karl"},
                                     {family, "Vandermeulen"},
                                     {street, "Lindenweg 4"},
                                     {place, "Ulm"},
                                     {postcode, "89073"},
                                     {phone, "+49 731 5551234"},
                                     {email, "vandermeulen@posteo.de"},
                                     {born, "1951-02-03"}},
                                    {{given, "Tobias"},
                                     {family, "Vandermeulen"},
                                     {street, "Lindenweg 4"},
                                     {place, "Ulm"},
                                     {postcode, "89073"},
                                     {phone, "0731 5551234"},
                                     {email, "vandermeulen@posteo.de"},
                                     {born, "1984-11-27"}});
    EXPECT_FALSE(is_son);
    EXPECT_TRUE(is_proposed({{given, "Karl"}, {family, "Vandermeulen"}, {phone, "0731 5551234"}},
                            {{given, "Karl"}, {family, "Vandermeulen"}, {phone, "0731 5551234"}}));
    EXPECT_FALSE(
        is_proposed({{given, "Karl"}, {family, "Vandermeulen"}, {phone, "0731 5551234"}},
                    {{given, "Tobias"}, {family, "Vandermeulen"}, {phone, "0731 5551234"}}));
    // One name, two birthdays and towns.
    EXPECT_FALSE(is_proposed(
        {{given, "Karl"}, {family, "Vandermeulen"}, {born, "1951-02-03"}, {place, "Ulm"}},
        {{given, "Karl"}, {family, "Vandermeulen"}, {born, "1984-11-27"}, {place, "Kiel"}}));
}

TEST(Match, KeepsColleaguesApart)
{
    EXPECT_FALSE(is_proposed({{given, "Ada"},
                              {family, "Brandvold"},
                              {firm, "Quorvia Logistics"},
                              {phone, "+49 731 5551200"},
                              {email, "info@quorvia.example"},
                              {street, "Industriestr. 5"},
                              {postcode, "89073"}},
                             {{given, "Ugo"},
                              {family, "Castellani"},
                              {firm, "Quorvia Logistics"},
                              {phone, "+49 731 5551200"},
                              {email, "info@quorvia.example"},
                              {street, "Industriestr. 5"},
                              {postcode, "89073"}}));
    // Two who share a name and a town, but neither firm, mailbox nor telephone.
    EXPECT_FALSE(is_proposed({{given, "Ada"},
                              {family, "Brandvold"},
                              {firm, "Quorvia Logistics"},
                              {phone, "+49 731 5551200"},
                              {email, "ada@quorvia.example"},
                              {place, "Ulm"}},
                             {{given, "Ada"},
                              {family, "Brandvold"},
                              {firm, "Hexenbau AG"},
                              {phone, "+49 731 4448877"},
                              {email, "a.brandvold@hexenbau.example"},
                              {place, "Ulm"}}));
    // With one name they are one.
    EXPECT_TRUE(is_proposed({{given, "Ada"}, {family, "Brandvold"}, {firm, "Quorvia Logistics"}},
                            {{given, "Ada"}, {family, "Brandvold"}, {firm, "Quorvia"}}));
}

TEST(Match, KeepsFirmsApart)
{
    // Two branches of one company.
    EXPECT_FALSE(is_proposed({{firm, "Vexelbrand GmbH"},
                              {street, "Hauptstr. 12"},
                              {place, "Ulm"},
                              {postcode, "89073"},
                              {website, "vexelbrand.example"},
                              {phone, "+49 800 5551200"}},
                             {{firm, "Vexelbrand GmbH"},
                              {street, "Hafenallee 3"},
                              {place, "Kiel"},
                              {postcode, "24103"},
                              {website, "vexelbrand.example"},
                              {phone, "+49 800 5551200"}}));
    EXPECT_TRUE(is_proposed({{firm, "Vexelbrand GmbH"}, {website, "vexelbrand.example"}},
                            {{firm, "Vexelbrand GmbH"}, {website, "vexelbrand.example"}}));
    // Two companies in one house.
    EXPECT_FALSE(is_proposed(
        {{firm, "Vexelbrand GmbH"}, {street, "Hauptstr. 12"}, {place, "Ulm"}, {postcode, "89073"}},
        {{firm, "Quorvia AG"}, {street, "Hauptstr. 12"}, {place, "Ulm"}, {postcode, "89073"}}));
    // A legal form, a free mailbox's domain and a filler say nothing.
    EXPECT_FALSE(is_proposed({{firm, "The Vexel Company Ltd"}, {email, "vexel@gmail.com"}},
                             {{firm, "The Quorvia Company Ltd"}, {email, "quorvia@gmail.com"}}));
}

TEST(Match, KeepsEmptyRecordsApart)
{
    EXPECT_FALSE(is_proposed({}, {}));
    EXPECT_FALSE(is_proposed({{given, ""}, {family, "  "}, {email, "none"}, {phone, "-"}},
                             {{given, ""}, {family, "  "}, {email, "none"}, {phone, "-"}}));
    EXPECT_FALSE(is_proposed({{given, "Karl"}, {family, "Vandermeulen"}}, {}));
    EXPECT_TRUE(Matcher(Population()).find_pairs(10).best.empty());
}

TEST(Match, SaysWhy)
{
    Population population;
    const auto a = population.add(
        profile_of({{given, "Ada"}, {family, "Brandvold"}, {email, "ada@quorvia.example"}}));
    const auto b = population.add(
        profile_of({{given, "Ada"}, {family, "Brandvolt"}, {email, "ada@quorvia.example"}}));
    const Verdict verdict = Matcher(std::move(population)).explain(a, b);
    float sum = 0;
    bool has_email = false, has_family = false;
    for (const Reason& reason : verdict.reasons()) {
        sum += reason.bits;
        has_email |= reason.sort == Sort::email && reason.is_exact && reason.bits > 0;
        has_family |= reason.sort == Sort::family_name && !reason.is_exact && reason.bits > 0;
    }
    EXPECT_FLOAT_EQ(sum, verdict.bits());
    EXPECT_TRUE(has_email);
    EXPECT_TRUE(has_family);
}

TEST(Match, KeepsOnlyTheBestPairs)
{
    Population population;
    for (int i = 0; i < 20; ++i) {
        const std::string mail = "ada" + std::to_string(i) + "@quorvia.example";
        const std::string name = "Brandvold" + std::string(1, static_cast<char>('a' + i));
        for (int twice = 0; twice < 2; ++twice)
            population.add(profile_of({{given, "Ada"},
                                       {family, name.c_str()},
                                       {email, mail.c_str()},
                                       {born, i == 7 ? "1980-03-11" : ""}}));
    }
    const Matcher matcher(std::move(population));
    const auto all = matcher.find_pairs(1'000);
    const auto some = matcher.find_pairs(3);
    EXPECT_EQ(all.proposed, all.best.size());
    EXPECT_EQ(some.proposed, all.proposed);
    ASSERT_EQ(some.best.size(), 3u);
    EXPECT_EQ(some.best[0].a, 14u); // the one with a birthday too
    EXPECT_EQ(some.best[0].b, 15u);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_FLOAT_EQ(some.best[i].score, all.best[i].score);
    EXPECT_TRUE(matcher.find_pairs(0).best.empty());
}

TEST(Match, ComparesEachPairOnceAndNoCrowd)
{
    Population population;
    // All share an e-mail and a name, so several keys; and one more than a block may have.
    for (unsigned i = 0; i < 4; ++i)
        population.add(profile_of({{given, "Ada"}, {family, "Brandvold"}, {email, "a@b.example"}}));
    for (unsigned i = 0; i <= weights::most_in_block; ++i)
        population.add(profile_of({{phone, "+49 731 5551200"}}));
    int candidates = 0;
    Matcher(std::move(population)).each_candidate([&](const Pair& pair) {
        ++candidates;
        EXPECT_LT(pair.a, pair.b);
        EXPECT_LT(pair.b, 4u);
        return true;
    });
    EXPECT_EQ(candidates, 6);
}

double f1_of(const std::string& file)
{
    format::TextSource text(format::open_file(file), format::Encoding::utf8);
    format::CsvReader sheet(text, ',');
    sheet.next(); // the header
    Population population;
    std::vector<std::string> entities;
    while (sheet.next()) {
        const auto cells = sheet.cells();
        const auto cell = [&](std::size_t i) { return trim(cells[i]); };
        Profile profile;
        const std::string_view id = cell(0).substr(4);
        entities.emplace_back(id.substr(0, id.find('-')));
        profile.add_given_name(cell(1));
        profile.add_family_name(cell(2));
        profile.add_street_number(cell(3));
        profile.add_street(cell(4));
        profile.add_locality(cell(5));
        profile.add_place(cell(6));
        profile.add_postcode(cell(7));
        profile.add_region(cell(8));
        profile.add_birth_date(cell(9));
        profile.add_identifier(cell(10));
        population.add(profile);
    }
    const auto pairs = Matcher(std::move(population)).find_pairs(entities.size());
    std::size_t all = 0, right = 0;
    for (std::size_t i = 0; i < entities.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            all += entities[i] == entities[k];
    for (const Pair& pair : pairs.best)
        right += entities[pair.a] == entities[pair.b];
    return 2.0 * static_cast<double>(right) / static_cast<double>(all + pairs.proposed);
}

TEST(Match, FindsThePublicDuplicates)
{
    const char* folder = std::getenv("COMITY_SHARED_DATA");
    const auto file =
        std::filesystem::path(folder ? folder : "../shared/data") / "dedup/febrl/dataset1.csv";
    if (!std::filesystem::exists(file))
        GTEST_SKIP() << "COMITY_SHARED_DATA names no folder with dedup";
    EXPECT_GE(f1_of(file), .97);
}

} // namespace
} // namespace comity::match
