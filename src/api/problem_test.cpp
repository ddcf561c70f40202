// Errors as answers: every cause has a status and a word, and nothing of our insides gets out.
#include "api/problem.h"

#include "base/json.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace comity::api {
namespace {

constexpr std::string_view request = "0198-request";

struct Expected {
    Cause cause;
    int status;
    std::string_view word;
};

const std::vector<Expected>& all_causes()
{
    static const std::vector<Expected> causes = {
        {Cause::invalid, 422, "invalid"},
        {Cause::malformed, 400, "invalid"},
        {Cause::unauthenticated, 401, "unauthenticated"},
        {Cause::forbidden, 403, "forbidden"},
        {Cause::not_found, 404, "not_found"},
        {Cause::conflict, 409, "conflict"},
        {Cause::too_large, 413, "too_large"},
        {Cause::too_many, 429, "too_many"},
        {Cause::unavailable, 503, "unavailable"},
        {Cause::broken, 500, "broken"},
    };
    return causes;
}

std::string_view header(const http::Response& response, std::string_view name)
{
    for (const auto& [known, value] : response.headers)
        if (known == name)
            return value;
    return "";
}

TEST(Problem, EveryCauseHasAStatusAndAWord)
{
    for (const auto& [cause, status, word] : all_causes()) {
        const http::Response response = problem_response(Error(cause, "No."), Tongue(), request);
        EXPECT_EQ(status_of(cause), status) << word;
        EXPECT_EQ(response.status, status) << word;
        EXPECT_EQ(response.content_type, "application/problem+json");
        const Json body = parse_json(response.body);
        EXPECT_EQ(body.text("cause"), word);
        EXPECT_EQ(body.text("type"), "about:blank");
        EXPECT_FALSE(body.text("title").empty()) << word;
        EXPECT_EQ(body.find("status")->if_number()->text, std::to_string(status));
        EXPECT_EQ(body.text("request_id"), request);
        ASSERT_TRUE(body.find("problems")->if_array()) << word;
    }
}

TEST(Problem, TheListOfWordsIsClosed)
{
    const std::set<std::string_view> closed = {"invalid",   "unauthenticated", "forbidden",
                                               "not_found", "conflict",        "too_large",
                                               "too_many",  "unavailable",     "broken"};
    std::set<std::string_view> said;
    for (const Expected& expected : all_causes())
        said.insert(name_of(expected.cause));
    EXPECT_EQ(said, closed);
}

TEST(Problem, ListsEveryFieldInOrder)
{
    const Error error(Cause::invalid, "Two fields need attention.",
                      {{"amount", "money", "Not \"money\"."}, {"name", "required", "Missing."}});
    const Json body = parse_json(problem_response(error, Tongue(), request).body);
    EXPECT_EQ(body.text("detail"), "Two fields need attention.");
    const Json::Array& problems = *body.find("problems")->if_array();
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].text("field"), "amount");
    EXPECT_EQ(problems[0].text("rule"), "money");
    EXPECT_EQ(problems[0].text("message"), "Not \"money\".");
    EXPECT_EQ(problems[1].text("field"), "name");
}

TEST(Problem, WhatBrokeStaysInside)
{
    const Error error(Cause::broken, "SELECT secret FROM users failed in file.cpp:12");
    const http::Response response = problem_response(error, Tongue(), request);
    EXPECT_EQ(response.body.find("SELECT"), std::string::npos);
    EXPECT_EQ(response.body.find("file.cpp"), std::string::npos);
    EXPECT_EQ(parse_json(response.body).text("request_id"), request);
}

TEST(Problem, CarriesWhatAnErrorAdds)
{
    Error error(Cause::conflict, "Somebody was faster.");
    error.with_extra_json(R"({"conflicts":[{"field":"stage"}]})");
    const Json body = parse_json(problem_response(error, Tongue(), request).body);
    const Json* conflicts = body.find("conflicts");
    ASSERT_TRUE(conflicts && conflicts->if_array());
    EXPECT_EQ(conflicts->if_array()->front().text("field"), "stage");
}

TEST(Problem, SaysWhenToTryAgain)
{
    Error error(Cause::too_many, "Slowly.");
    error.with_retry_after(30);
    EXPECT_EQ(header(problem_response(error, Tongue(), request), "Retry-After"), "30");
    EXPECT_EQ(header(problem_response(Error(Cause::too_many, "Slowly."), Tongue(), request),
                     "Retry-After"),
              "");
}

} // namespace
} // namespace comity::api
