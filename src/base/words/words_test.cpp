// Sentences: told in each language, kept and read back. The texts are those of words/server/log.txt
// and words/server/paper.txt.
#include "base/words/tongue.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

const Dictionary german_labels = {{"Deal", "Deal"}, {"Account", "Firma"}, {"E-mail", "E-Mail"}};

class WordsTest : public testing::Test {
protected:
    Tongue english;
    Tongue german{"de", &german_labels};
};

TEST_F(WordsTest, ASentenceIsToldInEachLanguage)
{
    const Sentence sentence = say("paper.made_for", {{"person", "Ada"}, {"moment", "noon"}});
    EXPECT_EQ(english.tell(sentence), "Made for Ada, noon");
    EXPECT_EQ(german.tell(sentence), "Erstellt für Ada, noon");
    EXPECT_EQ(Tongue("fr").tell(sentence), "Made for Ada, noon");
}

TEST_F(WordsTest, LabelsAreThoseOfTheReader)
{
    EXPECT_EQ(german.label("Account"), "Firma");
    EXPECT_EQ(german.label("Contract"), "Contract");
    EXPECT_EQ(english.label("Account"), "Account");
    EXPECT_EQ(english.within("Account"), "account");
    EXPECT_EQ(english.within("UID"), "UID");
    EXPECT_EQ(german.within("Account"), "Firma");
    EXPECT_EQ(english.tell(say("paper.filter", {{"filter", within("E-mail")}})), "Filter: e-mail");
    EXPECT_EQ(german.tell(say("paper.filter", {{"filter", within("E-mail")}})), "Filter: E-Mail");
}

TEST_F(WordsTest, ANumberChoosesTheForm)
{
    const auto people = [](std::int64_t count) {
        return say("preview.lose_read", {{"count", grouped(count)}, {"what", "1 deal"}});
    };
    EXPECT_EQ(english.tell(people(1)), "One person loses sight of 1 deal.");
    EXPECT_EQ(english.tell(people(3120)), "3,120 people lose sight of 1 deal.");
    EXPECT_EQ(german.tell(people(1)), "Eine Person sieht nicht mehr 1 deal.");
    EXPECT_EQ(german.tell(people(1234567)), "1.234.567 Personen sehen nicht mehr 1 deal.");
    EXPECT_EQ(english.grouped(-1234), "-1,234");
    EXPECT_EQ(english.grouped(-123), "-123");
}

TEST_F(WordsTest, PiecesMayBeSentencesAndLists)
{
    const Sentence inner = say("paper.page");
    const Sentence outer = say("paper.filter", {{"filter", Piece::List{inner, 3, "x"}}});
    EXPECT_EQ(english.tell(outer), "Filter: Page, 3, x");
    EXPECT_EQ(german.tell(outer), "Filter: Seite, 3, x");
    EXPECT_EQ(german.tell(inner.then("Acme.").then(say("paper.yes"))), "Seite Acme. Ja");
    EXPECT_EQ(Sentence().then(inner), inner);
    EXPECT_EQ(inner.then({}), inner);
}

TEST_F(WordsTest, WhatAPersonWroteIsNeitherFilledNorLookedUp)
{
    EXPECT_EQ(german.tell(Sentence("paper.page")), "paper.page");
    EXPECT_EQ(german.tell(say("paper.filter", {{"filter", "{filter}"}})), "Filter: {filter}");
    EXPECT_EQ(german.tell(Sentence()), "");
}

TEST_F(WordsTest, AKeyThatIsGoneIsShownWithWhatItWasToldWith)
{
    EXPECT_EQ(german.tell(say("no.such", {{"who", "Ada"}, {"count", 3}})), "no.such Ada 3");
}

TEST_F(WordsTest, ASentenceIsKeptAsTextAndReadBack)
{
    for (const Sentence& sentence :
         {Sentence(), Sentence("Edited deal Acme"), Sentence("{\"say\":\"paper.page\"}"),
          say("paper.page"),
          say("paper.filter", {{"filter", "\"quoted\" {x}"}, {"count", grouped(12)}, {"n", -3}}),
          say("paper.filter", {{"filter", Piece::List{as_label("Deal"), within("Account"), 2}}}),
          say("paper.filter", {{"filter", say("paper.page").then(say("paper.yes"))}}),
          say("paper.yes").then("as it is")}) {
        const std::string kept = format_sentence(sentence);
        EXPECT_EQ(parse_sentence(kept), sentence) << kept;
        EXPECT_EQ(german.tell(parse_sentence(kept)), german.tell(sentence)) << kept;
    }
    EXPECT_EQ(format_sentence(Sentence("Edited deal Acme")), "Edited deal Acme");
    EXPECT_EQ(format_sentence(say("paper.filter", {{"filter", within("Deal")}})),
              R"({"say":"paper.filter","filter":{"within":"Deal"}})");
}

TEST(CatalogueTest, IsInTheOrderOfItsKeysAndWhole)
{
    std::string_view before;
    ASSERT_FALSE(catalogue_entries().empty());
    for (const CatalogueEntry& entry : catalogue_entries()) {
        EXPECT_LT(before, entry.key);
        before = entry.key;
        EXPECT_EQ(find_entry(entry.key), &entry);
        for (const CatalogueForms& forms : entry.texts) {
            EXPECT_FALSE(forms.one.empty()) << entry.key;
            EXPECT_FALSE(forms.other.empty()) << entry.key;
        }
    }
    EXPECT_EQ(find_entry("no.such"), nullptr);
}

TEST(CatalogueTest, TheBrowserSaysWhichLanguage)
{
    EXPECT_EQ(accepted_language("de-AT,de;q=0.9,en;q=0.8"), "de");
    EXPECT_EQ(accepted_language("fr, DE;q=0.5"), "de");
    EXPECT_EQ(accepted_language("en-GB"), "en");
    EXPECT_EQ(accepted_language("den, fr"), "");
    EXPECT_EQ(accepted_language(""), "");
}

} // namespace
} // namespace comity
