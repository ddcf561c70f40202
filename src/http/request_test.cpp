#include "http/request.h"

#include <gtest/gtest.h>

namespace comity::http {
namespace {

TEST(Target, PathAndQueryAreDecodedOnce)
{
    Request request;
    std::string room;
    request.target = "/api/v1/de%61ls?filter=a%20%3D+%22b%2526%22&x=&y&&z=1&x=2";
    ASSERT_TRUE(read_target(request, room));
    EXPECT_EQ(request.path, "/api/v1/deals");
    ASSERT_EQ(request.query.size(), 5u);
    EXPECT_EQ(request.find("filter"), "a = \"b%26\"");
    EXPECT_EQ(request.find("x"), "");
    EXPECT_EQ(request.find("y"), "");
    EXPECT_EQ(request.find("z"), "1");
    EXPECT_EQ(request.query[4].value, "2");
    EXPECT_FALSE(request.find("absent").has_value());
    request.target = "/search?q=M%C3%BCller%0A";
    ASSERT_TRUE(read_target(request, room));
    EXPECT_EQ(request.find("q"), "Müller\n");
}

TEST(Target, BadOnesAreRefused)
{
    std::string room;
    for (const char* bad :
         {"", "x", "/%", "/%4", "/%zz", "/a%00b", "/a%2Fb", "/a%5cb", "/a%0ab", "/%ff", "/a#b",
          "/a b", "/?q=%", "/?q=%f", "/?q=%00", "/?q=%c3", "http://x/", "*"}) {
        Request request;
        request.target = bad;
        EXPECT_FALSE(read_target(request, room)) << bad;
    }
}

TEST(Headers, AreFoundInAnyCase)
{
    Request request;
    request.headers = {{"Content-Type", "Text/CSV; charset=utf-8"},
                       {"COOKIE", "a=1; comity_session=abc=="},
                       {"X", "first"},
                       {"x", "second"}};
    EXPECT_EQ(request.media_type(), "text/csv");
    EXPECT_EQ(request.cookie("comity_session"), "abc==");
    EXPECT_EQ(request.cookie("session"), "");
    EXPECT_EQ(request.header("x"), "first");
    EXPECT_FALSE(request.has_header("Y"));
    EXPECT_EQ(request.header("Y"), "");
    EXPECT_ANY_THROW(request.parameter("id"));
}

} // namespace
} // namespace comity::http
