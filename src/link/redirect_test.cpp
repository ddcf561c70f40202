#include "link/redirect.h"

#include "link/fixtures/calls.h"

#include <gtest/gtest.h>

namespace comity::link {
namespace {

std::string leading_to(int status, const std::string& location)
{
    return answer_of(status, "", "Location: " + location + "\r\nSet-Cookie: a=b\r\n");
}

// Leads from /1 to the location, and answers whatever else is asked.
ScriptedServer::Script from_one_to(int status, std::string location)
{
    return [=](Talk& talk, const std::string& request) {
        const bool is_first = request.substr(0, request.find('\r')).contains(" /1 ");
        talk.say(is_first ? leading_to(status, location) : answer_of(200, "arrived"));
    };
}

const std::vector<HttpHeader> telling = {{"Authorization", "Bearer hush"},
                                         {"X-Api-Key", "hush"},
                                         {"Accept", "application/json"},
                                         {"Content-Type", "text/plain"}};

TEST(Redirect, IsFollowedWithAllThatWasGivenAtTheSameOrigin)
{
    for (const int status : {301, 302, 303, 307, 308}) {
        const ScriptedServer server(from_one_to(status, "2?x"));
        HttpClient client(allowing(server));
        EXPECT_EQ(client.ask({.address = server.at("/1"), .headers = telling}).body, "arrived");
        ASSERT_EQ(server.requests().size(), 2u);
        const std::string second = server.requests()[1];
        EXPECT_TRUE(second.starts_with("GET /2?x HTTP/1.1\r\n")) << second;
        EXPECT_TRUE(second.contains("Authorization: Bearer hush")) << second;
        for (const char* never : {"Cookie", "Referer"})
            EXPECT_FALSE(second.contains(never)) << second;
    }
    for (const int status : {300, 304, 305, 200, 404}) {
        const ScriptedServer server(from_one_to(status, "/2"));
        HttpClient client(allowing(server));
        EXPECT_EQ(client.ask({.address = server.at("/1")}).status, status);
        EXPECT_EQ(server.connections(), 1);
    }
}

TEST(Redirect, AnotherOriginLearnsNothingOfWhoAsks)
{
    const ScriptedServer other(saying(answer_of(200, "other")));
    const ScriptedServer server(from_one_to(302, other.at("/2")));
    HttpClient client(allowing(server, other));
    EXPECT_EQ(client.ask({.address = server.at("/1"), .headers = telling}).body, "other");
    ASSERT_EQ(other.requests().size(), 1u);
    const std::string request = other.requests()[0];
    EXPECT_FALSE(request.contains("hush")) << request;
    EXPECT_FALSE(request.contains("text/plain")) << request;
    EXPECT_TRUE(request.contains("Accept: application/json")) << request;
}

TEST(Redirect, WhatIsWrittenIsWrittenAtItsOriginOrNowhere)
{
    const auto second_of = [](int status, const std::string& method) {
        const ScriptedServer server(from_one_to(status, "/2"));
        HttpClient client(allowing(server));
        client.ask(
            {.method = method, .address = server.at("/1"), .headers = telling, .body = "hush"});
        const std::string request = server.requests().at(1);
        const bool has_body = request.ends_with("hush");
        EXPECT_EQ(request.contains("text/plain"), has_body);
        return request.substr(0, request.find(' ')) + (has_body ? " with body" : "");
    };
    EXPECT_EQ(second_of(301, "POST"), "GET");
    EXPECT_EQ(second_of(302, "POST"), "GET");
    EXPECT_EQ(second_of(303, "PUT"), "GET");
    EXPECT_EQ(second_of(302, "PUT"), "PUT with body");
    EXPECT_EQ(second_of(307, "POST"), "POST with body");
    EXPECT_EQ(second_of(308, "PATCH"), "PATCH with body");

    const ScriptedServer other(saying(answer_of(200, "other")));
    for (const int status : {307, 308}) {
        const ScriptedServer server(from_one_to(status, other.at("/2")));
        HttpClient client(allowing(server, other));
        for (const std::string method : {"POST", "DELETE"}) {
            const std::string sentence = failure_by(
                client, {.method = method, .address = server.at("/1")}, Cause::unavailable);
            EXPECT_TRUE(sentence.contains("to another place")) << sentence;
        }
    }
    EXPECT_EQ(other.connections(), 0);
}

TEST(Redirect, IsJudgedLikeARequestOfItsOwn)
{
    const ScriptedServer inner(saying(answer_of(200, "inner")), "127.0.0.2");
    const std::string port = std::to_string(inner.port());
    for (const std::string& location :
         {inner.at("/", "127.0.0.2"), inner.at("/", "inner.example"), inner.at("/", "localhost"),
          "http://2130706434:" + port, "//127.0.0.2:" + port + "/x", "http://[::1]:" + port,
          std::string("http://169.254.169.254/latest/"), std::string("file:///etc/passwd"),
          std::string("ftp://127.0.0.2/"), std::string("gopher://127.0.0.2:" + port + "/x"),
          "http://a:b@127.0.0.1:" + port + "/", std::string("http://")}) {
        const ScriptedServer server(from_one_to(302, location));
        HttpOptions options = allowing(server);
        options.resolve = everybody_at({"127.0.0.2"});
        HttpClient client(std::move(options));
        EXPECT_EQ(failure_by(client, {.address = server.at("/1")}, Cause::unavailable),
                  "127.0.0.1 leads to an address that is not called.")
            << location;
        EXPECT_EQ(server.connections(), 1);
    }
    EXPECT_EQ(inner.connections(), 0);
}

// The allow list is for those who name a host, not for the world to send us there.
TEST(Redirect, NoPublicHostLeadsToWhatIsAllowed)
{
    const ScriptedServer inner(saying(answer_of(200, "inner")));
    const ScriptedServer outer(from_one_to(302, inner.at("/2")), "127.0.0.2");
    HttpOptions options{.allowed = AllowList({place_of(inner)}),
                        .resolve = everybody_at({"127.0.0.2"}),
                        .is_public = [](const Address& address) {
                            return address == parse_address("127.0.0.2").value();
                        }};
    HttpClient client(std::move(options));
    EXPECT_EQ(client.ask({.address = outer.at("/2", "world.example")}).body, "arrived");
    EXPECT_EQ(failure_by(client, {.address = outer.at("/1", "world.example")}, Cause::unavailable),
              "world.example leads to an address that is not called.");
    EXPECT_EQ(inner.connections(), 0);
    EXPECT_EQ(client.ask({.address = inner.at("/")}).body, "inner");
}

TEST(Redirect, OnlySoManyAreFollowed)
{
    const ScriptedServer server(saying(leading_to(302, "/again")));
    HttpClient client(allowing(server));
    const auto call = [&](int redirects) {
        return HttpCall{.address = server.at("/"), .limits = {.redirects = redirects}};
    };
    EXPECT_EQ(failure_by(client, call(3), Cause::unavailable),
              "127.0.0.1 leads from one address to the next.");
    EXPECT_EQ(server.connections(), 4);
    EXPECT_EQ(client.ask(call(0)).status, 302);
    EXPECT_EQ(server.connections(), 5);
}

TEST(Redirect, NeverFromHttpsToHttp)
{
    HttpCall call{.address = "https://a.example/"};
    const WebAddress from = parse_web_address(call.address);
    const auto to = [&](const std::string& location) {
        return redirected(call, from, {302, {{"location", location}}, ""}).text;
    };
    EXPECT_THROW(to("http://a.example/"), Error);
    EXPECT_THROW(to("http://b.example/"), Error);
    EXPECT_EQ(to("https://b.example/x"), "https://b.example/x");
}

} // namespace
} // namespace comity::link
