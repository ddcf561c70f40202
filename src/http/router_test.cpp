#include "http/router.h"

#include <gtest/gtest.h>

namespace comity::http {
namespace {

Answer named(std::string name)
{
    return [name](const Request&) { return text_response(200, name); };
}

class RouterTest : public testing::Test {
protected:
    RouterTest()
    {
        const auto add = [&](Method method, const char* pattern) {
            router.add(method, pattern, Lane::quick, named(pattern));
        };
        add(Method::get, "/");
        add(Method::get, "/api/v1/objects");
        add(Method::get, "/api/v1/{plural}");
        add(Method::post, "/api/v1/{plural}");
        add(Method::get, "/api/v1/{plural}.csv");
        add(Method::get, "/api/v1/{plural}/aggregate");
        add(Method::get, "/api/v1/{plural}/{id}");
        add(Method::patch, "/api/v1/{plural}/{id}");
        add(Method::post, "/api/v1/{plural}/bulk");
        add(Method::get, "/api/v1/{plural}/{id}/timeline");
        add(Method::post, "/api/v1/{plural}/{id}/{action}");
        add(Method::get, "/api/v1/objects/{name}");
        add(Method::get, "/files/{path...}");
    }

    std::string find(Method method, std::string_view path)
    {
        const auto match = router.find(method, path, captured);
        return match.route ? match.route->pattern : "-" + match.allow;
    }

    Router router;
    std::vector<Field> captured;
};

TEST_F(RouterTest, LiteralWinsOverMixedOverParameter)
{
    EXPECT_EQ(find(Method::get, "/"), "/");
    EXPECT_EQ(find(Method::get, "/api/v1/objects"), "/api/v1/objects");
    EXPECT_EQ(find(Method::get, "/api/v1/deals.csv"), "/api/v1/{plural}.csv");
    EXPECT_EQ(captured[0].value, "deals");
    EXPECT_EQ(find(Method::get, "/api/v1/deals"), "/api/v1/{plural}");
    EXPECT_EQ(find(Method::get, "/api/v1/deals/aggregate"), "/api/v1/{plural}/aggregate");
}

TEST_F(RouterTest, CapturesByName)
{
    EXPECT_EQ(find(Method::get, "/api/v1/deals/42/timeline"), "/api/v1/{plural}/{id}/timeline");
    ASSERT_EQ(captured.size(), 2u);
    EXPECT_EQ(captured[0].name, "plural");
    EXPECT_EQ(captured[0].value, "deals");
    EXPECT_EQ(captured[1].value, "42");
    EXPECT_EQ(find(Method::get, "/files/a/b/c"), "/files/{path...}");
    EXPECT_EQ(captured[0].value, "a/b/c");
}

TEST_F(RouterTest, ADeadEndGoesBackToTheLessLiteral)
{
    // objects is literal, but its timeline is only known for the parameter.
    EXPECT_EQ(find(Method::get, "/api/v1/objects/7/timeline"), "/api/v1/{plural}/{id}/timeline");
    EXPECT_EQ(captured[0].value, "objects");
    // bulk knows only POST, so that GET means a record of that id.
    EXPECT_EQ(find(Method::get, "/api/v1/deals/bulk"), "/api/v1/{plural}/{id}");
    EXPECT_EQ(find(Method::post, "/api/v1/deals/bulk"), "/api/v1/{plural}/bulk");
}

TEST_F(RouterTest, KnowsWhatIsAllowed)
{
    EXPECT_EQ(find(Method::delete_, "/api/v1/deals/42"), "-GET, HEAD, PATCH, OPTIONS");
    EXPECT_EQ(find(Method::get, "/nothing/here"), "-");
    EXPECT_EQ(find(Method::get, "/api/v1/deals/"), "-"); // an empty id is none
    EXPECT_EQ(find(Method::head, "/api/v1/deals"), "/api/v1/{plural}");
    EXPECT_EQ(router.allow("/api/v1/deals"), "GET, HEAD, POST, OPTIONS");
    router.otherwise(Lane::quick, named("screens"));
    EXPECT_EQ(find(Method::get, "/nothing/here"), "");
    EXPECT_EQ(find(Method::post, "/nothing/here"), "-");
}

TEST_F(RouterTest, RefusesIllFormedAndTakenPatterns)
{
    for (const char* bad :
         {"", "api", "/a/{", "/a/{}", "/a/{x...}/b", "/a/{x}{y}", "/api/v1/objects"})
        EXPECT_ANY_THROW(router.add(Method::get, bad, Lane::quick, named("x"))) << bad;
}

} // namespace
} // namespace comity::http
