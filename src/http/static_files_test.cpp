#include "http/static_files.h"

#include <array>
#include <gtest/gtest.h>

namespace comity::http {
namespace {

const std::array<EmbeddedFile, 3> files{{
    {"/assets/app-1f2e.js", "text/javascript; charset=utf-8", "\"aa\"", "plain", "gzipped",
     "brotlied"},
    {"/favicon.ico", "image/x-icon", "\"bb\"", "icon", "", ""},
    {"/index.html", "text/html; charset=utf-8", "\"cc\"", "<html>", "gz", ""},
}};

std::string_view header_of(const Response& response, std::string_view name)
{
    for (const auto& [key, value] : response.headers)
        if (key == name)
            return value;
    return {};
}

Response ask(std::string_view path, std::vector<Field> headers = {})
{
    Request request;
    request.path = path;
    request.headers = std::move(headers);
    return static_file(request, files);
}

TEST(StaticFiles, TheBestEncodingThatIsAccepted)
{
    EXPECT_EQ(ask("/assets/app-1f2e.js").static_body, "plain");
    const auto best = ask("/assets/app-1f2e.js", {{"Accept-Encoding", "gzip, deflate, br;q=0.5"}});
    EXPECT_EQ(best.static_body, "brotlied");
    EXPECT_EQ(header_of(best, "Content-Encoding"), "br");
    EXPECT_EQ(header_of(best, "Vary"), "Accept-Encoding");
    EXPECT_EQ(best.cache_control, "public, max-age=31536000, immutable");
    EXPECT_EQ(ask("/assets/app-1f2e.js", {{"Accept-Encoding", "br;q=0, gzip"}}).static_body,
              "gzipped");
    EXPECT_EQ(ask("/favicon.ico", {{"Accept-Encoding", "br"}}).static_body, "icon");
}

TEST(StaticFiles, KnownOnesAreNotSentAgain)
{
    const auto known = ask("/index.html", {{"If-None-Match", "\"x\", W/\"cc\""}});
    EXPECT_EQ(known.status, 304);
    EXPECT_TRUE(known.static_body.empty());
    EXPECT_EQ(ask("/index.html", {{"If-None-Match", "\"x\""}}).status, 200);
    EXPECT_EQ(ask("/index.html").cache_control, "no-cache");
}

TEST(StaticFiles, AddressesOfTheClientGetThePage)
{
    EXPECT_EQ(ask("/").static_body, "<html>");
    EXPECT_EQ(ask("/deals/42", {{"Accept", "text/html,*/*"}}).static_body, "<html>");
    EXPECT_EQ(ask("/deals/42", {{"Accept", "application/json"}}).status, 404);
    EXPECT_EQ(ask("/api/v1/nothing", {{"Accept", "text/html"}}).status, 404);
    EXPECT_EQ(ask("/assets/gone-11.js", {{"Accept", "text/html"}}).status, 404);
    EXPECT_EQ(ask("/../etc/passwd.txt").status, 404);
    Request request;
    request.path = "/";
    EXPECT_EQ(static_file(request, {}).status, 404);
}

} // namespace
} // namespace comity::http
