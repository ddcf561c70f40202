#include "record/reading_fixture.h"

#include "base/error.h"
#include "record/search.h"

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
    for (const char* text : {"muellerx", "eva acme", "vx", "%", "_", "\"", "' OR 1=1"})
        EXPECT_EQ(found(text), (Names{})) << text;
    const Json result = ask("mul", administrator()).find("results")->if_array()->at(0);
    EXPECT_EQ(result.text("object"), "contact");
    EXPECT_EQ(result.text("subtitle"), "Acme GmbH");
    EXPECT_EQ(result.text("matched"), "name");
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
}

} // namespace
} // namespace comity::record
