// The small shapes that many answers share.
#include "api/answers.h"

#include "base/error.h"

#include <gtest/gtest.h>

namespace comity::api {
namespace {

using Words = std::vector<std::string>;

std::string problem_of(const auto& work)
{
    try {
        work();
    } catch (const Error& error) {
        EXPECT_EQ(error.cause(), Cause::invalid);
        std::string text;
        for (const Problem& problem : error.problems())
            text += problem.field + ":" + problem.rule + " ";
        return text;
    }
    return "none";
}

TEST(Answers, WordsAreSplitAndTrimmed)
{
    EXPECT_EQ(words_of(""), Words{});
    EXPECT_EQ(words_of("name"), Words{"name"});
    EXPECT_EQ(words_of(" name , amount,,owner.team ,"), (Words{"name", "amount", "owner.team"}));
}

TEST(Answers, AVersionIsAnEtag)
{
    EXPECT_EQ(etag_of(1), "\"1\"");
    EXPECT_EQ(etag_of(12'345), "\"12345\"");
}

TEST(Answers, OnlyAChangeIsNamed)
{
    http::Response response;
    name_change(response, Id{});
    EXPECT_TRUE(response.headers.empty()) << "nothing was changed";
    const Id change = make_id();
    name_change(response, change);
    ASSERT_EQ(response.headers.size(), 1U);
    EXPECT_EQ(response.headers[0].first, "Comity-Change");
    EXPECT_EQ(response.headers[0].second, format_id(change));
}

TEST(Answers, EveryUnknownMemberIsTold)
{
    const Json body = parse_json(R"({"name":"x","nmae":"y","x":1})");
    EXPECT_EQ(problem_of([&] { require_known(body, {"name", "nmae", "x"}); }), "none");
    EXPECT_EQ(problem_of([&] { require_known(body, {"name"}); }), "nmae:unknown x:unknown ");
    EXPECT_EQ(problem_of([&] { require_known(Json(), {}); }), "none");
}

TEST(Answers, ATextMemberIsAText)
{
    const Json body = parse_json(R"({"name":"x","empty":null,"number":1})");
    EXPECT_EQ(text_member(body, "name"), "x");
    EXPECT_EQ(text_member(body, "empty"), "");
    EXPECT_EQ(text_member(body, "absent"), "");
    EXPECT_EQ(problem_of([&] { text_member(body, "number"); }), "number:type ");
}

} // namespace
} // namespace comity::api
