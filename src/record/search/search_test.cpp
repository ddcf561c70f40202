#include "record/fixtures/reading_fixture.h"

#include "base/error.h"
#include "record/search/marks.h"
#include "record/search/search.h"
#include "store/database.h"

namespace comity::record {
namespace {

using Names = std::vector<std::string>;

class SearchTest : public ReadingTest {
protected:
    Json ask(std::string_view text, const Actor& actor, std::vector<std::string> objects = {},
             int limit = 20)
    {
        std::string out;
        search_records(engine(), actor, text, objects, limit, out);
        return parse_json(out);
    }

    Names found(std::string_view text, std::vector<std::string> objects = {}, int limit = 20)
    {
        return titles(ask(text, administrator(), std::move(objects), limit));
    }

    static Names titles(const Json& answer)
    {
        Names names;
        for (const Json& result : *answer.find("results")->if_array())
            names.emplace_back(result.text("title"));
        return names;
    }
};

TEST_P(SearchTest, IgnoresCaseAndAccents)
{
    const Id acme = put("account", R"({"name":"Acme GmbH"})");
    put("contact", R"({"name":"Eva Müller","account":")" + format_id(acme) + "\"}");
    for (const char* text : {"muller", "MÜLLER", "eva mul", "üll", "eva", "mü", "ev mu"})
        EXPECT_EQ(found(text), (Names{"Eva Müller"})) << text;
    for (const char* text : {"eva zeta", "vx", "%", "_", "\"", "' OR 1=1", "mueklerx"})
        EXPECT_EQ(found(text), (Names{})) << text;
    const Json result = ask("mul", administrator()).find("results")->if_array()->at(0);
    EXPECT_EQ(result.text("object"), "contact");
    EXPECT_EQ(result.text("subtitle"), "Acme GmbH");
    EXPECT_EQ(result.text("matched"), "name");
}

TEST_P(SearchTest, ForgivesTypingErrors)
{
    put("contact", R"({"name":"Anna Schmidt"})");
    put("contact", R"({"name":"Bernhard Hohenstaufen"})");
    for (const char* text : {"shmidt", "scmhidt", "schmitt", "xchmidt", "schmidtt", "schmid",
                             "anna shmidt", "anan", "anan schmidt", "schmdt a", "shmid"})
        EXPECT_EQ(found(text), (Names{"Anna Schmidt"})) << text;
    for (const char* text : {"hohenstuafn", "hohnestaufen", "ohenstaufe", "bernahrd", "hohenstu"})
        EXPECT_EQ(found(text), (Names{"Bernhard Hohenstaufen"})) << text;
    // Two edits in a short word, one in a very short one, and other first names.
    for (const char* text : {"smidtt", "anx", "annx schmxdx", "bernd schmidt", "12345"})
        EXPECT_EQ(found(text), (Names{})) << text;
    const Json similar = ask("anan shmidt", administrator());
    EXPECT_EQ(similar.text("did_you_mean"), "Anna Schmidt");
    EXPECT_EQ(ask("schmidt", administrator()).find("did_you_mean"), nullptr);
}

TEST_P(SearchTest, AnswersWhatIsMeantBeforeWhatResembles)
{
    put("contact", R"({"name":"Ada Meier"})");
    put("contact", R"({"name":"Ada Meyer"})");
    EXPECT_EQ(found("meier"), (Names{"Ada Meier", "Ada Meyer"}));
    EXPECT_EQ(found("meyer"), (Names{"Ada Meyer", "Ada Meier"}));
    EXPECT_EQ(found("meyer", {}, 1), (Names{"Ada Meyer"}));
}

TEST_P(SearchTest, ForgivesNothingThatMayNotBeSeen)
{
    const Id sam = put("user", R"({"name":"Sam"})");
    put("account", R"({"name":"Geheimprojekt"})");
    put("account", R"({"name":"Sunrise","owner":")" + format_id(sam) + "\"}");
    EXPECT_EQ(found("geheimprojket"), (Names{"Geheimprojekt"}));
    const Json answer = ask("geheimprojket", rep(sam));
    EXPECT_EQ(titles(answer), (Names{}));
    EXPECT_EQ(answer.find("did_you_mean"), nullptr);
    EXPECT_EQ(titles(ask("sunrize", rep(sam))), (Names{"Sunrise"}));
}

TEST_P(SearchTest, KnowsOtherWaysOfWriting)
{
    put("contact", R"({"name":"Jörg Müller"})");
    put("contact", R"({"name":"Kim Weiß"})");
    put("contact", R"({"name":"Андрей Иванов"})");
    put("contact", R"({"name":"Νίκος Παπαδόπουλος"})");
    put("account", R"({"name":"東京商事株式会社"})");
    for (const char* text : {"mueller", "muller", "MÜLLER", "joerg mueller", "jorg"})
        EXPECT_EQ(found(text), (Names{"Jörg Müller"})) << text;
    EXPECT_EQ(found("weiss"), (Names{"Kim Weiß"}));
    for (const char* text : {"ivanov", "иванов", "andrei iv", "андрей", "ивонов", "ivanof"})
        EXPECT_EQ(found(text), (Names{"Андрей Иванов"})) << text;
    EXPECT_EQ(found("papadopoulos"), (Names{"Νίκος Παπαδόπουλος"}));
    for (const char* text : {"東京", "商", "商事", "株式会社", "東京商事株式会社"})
        EXPECT_EQ(found(text), (Names{"東京商事株式会社"})) << text;
    EXPECT_EQ(found("京東"), (Names{}));
    put("contact", R"({"name":"Bo Mueller"})");
    EXPECT_EQ(found("müller"), (Names{"Jörg Müller", "Bo Mueller"}));
}

TEST_P(SearchTest, DividesWordsBetweenARecordAndItsAccount)
{
    const Id analytical = put("account", R"({"name":"Analytical Engines"})");
    const Id other = put("account", R"({"name":"Other Ltd"})");
    const auto of = [](const char* name, const Id& account) {
        return R"({"name":")" + std::string(name) + R"(","account":")" + format_id(account) + "\"}";
    };
    put("contact", of("Ada Lovelace", analytical));
    put("contact", of("Charles Babbage", analytical));
    put("contact", of("Ada Yonath", other));
    for (const char* text : {"ada analytical", "analytical ada", "engines lovelace", "love anal"})
        EXPECT_EQ(found(text), (Names{"Ada Lovelace"})) << text;
    EXPECT_EQ(found("lovelace ada"), (Names{"Ada Lovelace"}));
    EXPECT_EQ(found("analytical engines"), (Names{"Analytical Engines"}));
    // Who may not see the account does not learn whose she is.
    Actor narrow = administrator();
    auto role = role_of(Reach::all);
    role->reaches["account"] = {};
    narrow.role = role;
    EXPECT_EQ(titles(ask("ada analytical", narrow)), (Names{}));
}

TEST_P(SearchTest, SaysWhereItWasFound)
{
    put("contact", R"({"name":"Eva Müller-Lüdenscheidt","phones":["+33 6 28 23 04 55"],
                       "emails":["other@firm.org","eva@example.org"]})");
    const auto first = [&](std::string_view text) {
        return ask(text, administrator()).find("results")->if_array()->at(0);
    };
    const auto told = [](const Json& hit, const char* name) {
        const Json* parts = hit.find(name);
        return parts ? format_json(*parts) : std::string();
    };
    EXPECT_EQ(told(first("mul"), "title_parts"), R"(["Eva ","Mül","ler-Lüdenscheidt"])");
    EXPECT_EQ(told(first("luden eva"), "title_parts"),
              R"(["","Eva"," Müller-","Lüden","scheidt"])");
    EXPECT_EQ(told(first("mul"), "matched_parts"), "");
    EXPECT_EQ(told(first("0628 23"), "matched_parts"), R"(["+33 ","6 28 23"," 04 55"])");
    EXPECT_EQ(told(first("example.o"), "matched_parts"), R"(["eva@","example.o","rg"])");
    EXPECT_EQ(first("example.o").text("matched"), "emails");
    EXPECT_EQ(told(first("eva firm"), "matched_parts"), R"(["other@","firm",".org"])");
}

TEST_P(SearchTest, FindsOwnEntriesAmongManyOthers)
{
    const Id sam = put("user", R"({"name":"Sam"})");
    const Id pat = put("user", R"({"name":"Pat"})");
    const Id mine = put("account", R"({"name":"Old GmbH","owner":")" + format_id(sam) + "\"}");
    std::string insert = "INSERT INTO \"search_entry\" (\"record\", \"object\", \"title\", "
                         "\"body\", \"object_mark\", \"owner_mark\") VALUES (?, ?, ?, ?, ?, ?)";
    database().write([&](store::Connection& connection) {
        for (int i = 0; i < 15'000; ++i)
            connection.execute({insert,
                                {make_id(), "account", "new gmbh", " new gmbh ",
                                 object_mark(object("account")), owner_mark(pat)}});
    });
    EXPECT_EQ(titles(ask("gmbh", rep(sam))), (Names{"Old GmbH"}));
    EXPECT_EQ(titles(ask("mb", rep(sam))), (Names{}));
    EXPECT_EQ(titles(ask("gm", rep(sam))), (Names{"Old GmbH"}));
    change("account", mine, R"({"owner":")" + format_id(pat) + "\"}", {2'000'000});
    EXPECT_EQ(titles(ask("gmbh", rep(sam))), (Names{}));
}

TEST_P(SearchTest, FindsTelephonesByDigits)
{
    put("contact", R"({"name":"Ann","phones":["+33 6 28 23 04 55"],"emails":["ann@firm.org"]})");
    put("contact", R"({"name":"Bob","phones":["030 1234567"]})");
    for (const char* text :
         {"0628230455", "06 28 23 04 55", "+33 628 230 455", "0033628230455", "28 23 04", "230455"})
        EXPECT_EQ(found(text), (Names{"Ann"})) << text;
    for (const char* text : {"+49 30 1234567", "0049 (30) 1234567", "0301234567", "1234567"})
        EXPECT_EQ(found(text), (Names{"Bob"})) << text;
    put("contact", R"({"name":"Cyd","phones":["+41 (0)44 668 18 00"]})");
    for (const char* text : {"0446681800", "+41446681800", "+41 (0)44 668 18 00", "44 668-18"})
        EXPECT_EQ(found(text), (Names{"Cyd"})) << text;
    EXPECT_EQ(found("0628230456"), (Names{}));
    EXPECT_EQ(found("firm.org"), (Names{"Ann"}));
    EXPECT_EQ(ask("firm.org", administrator()).find("results")->if_array()->at(0).text("matched"),
              "emails");
}

TEST_P(SearchTest, AnswersBestFirst)
{
    put("account", R"({"name":"The Mullerhaus"})");
    put("account", R"({"name":"Old Smuller"})");
    put("account", R"({"name":"Muller"})");
    put("account", R"({"name":"Muller and Sons"})");
    put("contact", R"({"name":"Zoe","notes":"knows mullers"})");
    put("contact", R"({"name":"Yan","notes":"a smuller"})");
    EXPECT_EQ(found("muller"),
              (Names{"Muller", "Muller and Sons", "The Mullerhaus", "Zoe", "Old Smuller", "Yan"}));
    EXPECT_EQ(found("muller", {}, 2), (Names{"Muller", "Muller and Sons"}));
    EXPECT_EQ(found("muller", {"contact"}), (Names{"Zoe", "Yan"}));
}

TEST_P(SearchTest, FollowsWrites)
{
    const Id acme = put("account", R"({"name":"Acme"})");
    EXPECT_EQ(found("acme"), (Names{"Acme"}));
    change("account", acme, R"({"name":"Zeta"})", {2'000'000});
    EXPECT_EQ(found("acme"), (Names{}));
    EXPECT_EQ(found("zeta"), (Names{"Zeta"}));
    bin("account", acme, {3'000'000});
    EXPECT_EQ(found("zeta"), (Names{}));
    EXPECT_EQ(number(R"(SELECT count(*) FROM "search_entry")"), 0);
}

TEST_P(SearchTest, ShowsWhatMayBeSeenOnly)
{
    const Id sam = put("user", R"({"name":"Sam"})");
    put("account", R"({"name":"Acme Mine","owner":")" + format_id(sam) + "\"}");
    for (int i = 0; i < 30; ++i)
        put("account", R"({"name":"Acme Other"})");
    EXPECT_EQ(titles(ask("acme", rep(sam))), (Names{"Acme Mine"}));
    EXPECT_EQ(titles(ask("", rep(sam), {"account"})), (Names{"Acme Mine"}));
    Actor narrow = rep(sam);
    auto role = role_of(Reach::all);
    role->hidden_fields["contact"].insert("notes");
    narrow.role = role;
    put("contact", R"({"name":"Zoe","notes":"confidential"})");
    EXPECT_EQ(titles(ask("confidential", narrow)), (Names{}));
    EXPECT_EQ(found("confidential"), (Names{"Zoe"}));
    narrow.role = role_of(Reach::none);
    EXPECT_EQ(titles(ask("zoe", narrow)), (Names{}));
}

TEST_P(SearchTest, ServesPickers)
{
    put("tag", R"({"name":"Very important"})");
    put("account", R"({"name":"One"})", {1'000'000});
    put("account", R"({"name":"Two"})", {2'000'000});
    EXPECT_EQ(found("", {"account"}), (Names{"Two", "One"}));
    EXPECT_EQ(found("import", {"tag"}), (Names{"Very important"}));
    EXPECT_EQ(found("import"), (Names{}));
    EXPECT_EQ(error_of([&] { found("x", {"nothing", "account"}); }).problems().size(), 1u);
    EXPECT_EQ(error_of([&] { found("x", {}, 0); }).cause(), Cause::invalid);
}

READS_ON_BOTH(SearchTest);

TEST(SearchText, KeepsWords)
{
    EXPECT_EQ(search_text("  a  b\n c "), " a b c ");
    EXPECT_EQ(search_text(""), " ");
    EXPECT_TRUE(parse_search("  ").is_empty());
    EXPECT_EQ(parse_search("Ab Cde").terms,
              (std::vector<std::vector<std::string>>{{" ab"}, {"cde"}}));
    EXPECT_EQ(search_text("東京tower \x10!!"), " 東 京 tower !! ");
    EXPECT_EQ(parse_search("joe").terms, (std::vector<std::vector<std::string>>{{"joe"}}));
    EXPECT_EQ(parse_search("Mueller").terms,
              (std::vector<std::vector<std::string>>{{"mueller", "muller"}}));
    EXPECT_EQ(latin_words(" anna иванов "), " ivanov ");
}

TEST(SearchText, FindsBeginningsOfWords)
{
    EXPECT_EQ(find_at_word(" o'brien brie ", "brie"), 3u);
    EXPECT_EQ(find_at_word(" abrie ", "brie"), std::string_view::npos);
}

} // namespace
} // namespace comity::record
