#include "link/http_client.h"

#include "link/fixtures/calls.h"

#include <cstdlib>
#include <gtest/gtest.h>

namespace comity::link {
namespace {

TEST(HttpClient, SendsWhatItIsGivenAndBringsTheAnswer)
{
    const ScriptedServer server(saying("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" +
                                       answer_of(201, "{\"id\": 7}",
                                                 "Content-Type: application/json\r\n"
                                                 "X-Empty:\r\nX-Twice: a\r\nx-twice: b\r\n")));
    HttpClient client(allowing(server));
    const HttpAnswer answer = client.ask({.method = "POST",
                                          .address = server.at("/hooks?a=b%20c#part"),
                                          .headers = {{"Content-Type", "application/json"},
                                                      {"Authorization", "Bearer hush"},
                                                      {"X-Empty", ""}},
                                          .body = "{\"name\": \"Acme\"}"});
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.body, "{\"id\": 7}");
    EXPECT_EQ(answer.header("content-type"), "application/json");
    EXPECT_EQ(answer.header("x-twice"), "a");
    EXPECT_EQ(answer.headers.size(), 5u); // nothing of the early hints
    ASSERT_EQ(server.requests().size(), 1u);
    const std::string request = server.requests()[0];
    EXPECT_TRUE(request.starts_with("POST /hooks?a=b%20c HTTP/1.1\r\n")) << request;
    EXPECT_TRUE(request.ends_with("\r\n\r\n{\"name\": \"Acme\"}")) << request;
    for (const std::string& line :
         {"Host: " + place_of(server), std::string("Content-Type: application/json"),
          std::string("Authorization: Bearer hush"), std::string("Content-Length: 16"),
          std::string("Accept-Encoding: gzip")})
        EXPECT_TRUE(request.contains("\r\n" + line + "\r\n")) << line << "\n" << request;
    EXPECT_TRUE(request.contains("\r\nX-Empty:")) << request;
    EXPECT_TRUE(request.contains("\r\nUser-Agent: Comity/")) << request;
    for (const char* never : {"Expect", "Cookie", "Referer", "Proxy", "Upgrade"})
        EXPECT_FALSE(request.contains(never)) << request;
}

TEST(HttpClient, EachMethodAndNoTypeThatNobodyGave)
{
    const ScriptedServer server([](Talk& talk, const std::string& request) {
        const bool is_head = request.starts_with("HEAD");
        talk.say(is_head ? "HTTP/1.1 200 Fine\r\nContent-Length: 99999999\r\n\r\n"
                         : answer_of(200, "x"));
    });
    HttpClient client(allowing(server));
    for (const std::string method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}) {
        const HttpAnswer answer = client.ask({.method = method, .address = server.at("/")});
        EXPECT_EQ(answer.body, method == "HEAD" ? "" : "x") << method;
        const std::string request = server.requests().back();
        EXPECT_TRUE(request.starts_with(method + " / HTTP/1.1\r\n")) << request;
        EXPECT_FALSE(request.contains("Content-Type")) << request;
    }
}

TEST(HttpClient, RefusesWrongCallsBeforeAnybodyIsCalled)
{
    const ScriptedServer server(saying(answer_of(200, "")));
    HttpClient client(allowing(server));
    const auto failure = [&](const HttpCall& call) {
        return failure_by(client, call, Cause::invalid);
    };
    for (const char* method : {"", "get", "TRACE", "CONNECT", "POST /x HTTP/1.1\r\n"})
        EXPECT_NE(failure({.method = method, .address = server.at("/")}), "") << method;
    EXPECT_NE(failure({.address = server.at("/"), .body = "x"}), "");
    for (const HttpHeader& header : std::initializer_list<HttpHeader>{
             {"Host", "other.example"},
             {"content-length", "3"},
             {"Transfer-Encoding", "chunked"},
             {"Connection", "keep-alive"},
             {"Cookie", "hush=1"},
             {"Proxy-Authorization", "hush"},
             {"", "hush"},
             {"A B", "hush"},
             {"A:", "hush"},
             {"A\r\nB", "hush"},
             {"A", "hush\r\nB: c"},
             {"A", "hush\n"},
             {"A", std::string("hush\0x", 6)},
             {"A", std::string(40'000, 'x')},
         }) {
        const std::string sentence = failure({.address = server.at("/"), .headers = {header}});
        EXPECT_NE(sentence, "") << header.name;
        EXPECT_FALSE(sentence.contains("hush")) << sentence;
    }
    for (const char* address : {"", "ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1"})
        EXPECT_NE(failure({.address = address}), "") << address;
    EXPECT_EQ(server.connections(), 0);
}

TEST(HttpClient, CallsNothingPrivateThatIsNotAllowed)
{
    const ScriptedServer server(saying(answer_of(200, "inner")));
    HttpClient client;
    for (const std::string host :
         {"127.0.0.1", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "[::ffff:127.0.0.1]"}) {
        const std::string sentence =
            failure_by(client, {.address = server.at("/", host)}, Cause::invalid);
        EXPECT_TRUE(sentence.contains("no public address")) << host << ": " << sentence;
    }
    // Of names nobody is told whether there is one.
    std::string sentence =
        failure_by(client, {.address = server.at("/", "localhost")}, Cause::unavailable);
    EXPECT_TRUE(sentence.starts_with("localhost has no public address")) << sentence;
    sentence = failure_by(client, {.address = "http://nothing.invalid/"}, Cause::unavailable);
    EXPECT_TRUE(sentence.starts_with("nothing.invalid has no public address")) << sentence;
    // Another port of a host that is allowed.
    const ScriptedServer other(saying(answer_of(200, "other")));
    HttpClient allowed(allowing(other));
    EXPECT_NE(failure_by(allowed, {.address = server.at("/")}, Cause::invalid), "");
    EXPECT_EQ(server.connections(), 0);
    EXPECT_EQ(allowed.ask({.address = other.at("/")}).body, "other");
}

// A name that has a good address while it is looked at and an inner one when it is connected to.
TEST(HttpClient, ANameThatMovesBetweenLookAndCallGoesNowhereElse)
{
    const ScriptedServer good(saying(answer_of(200, "good")));
    const ScriptedServer inner(saying(answer_of(200, "inner")), "127.0.0.2", good.port());
    const auto asked = std::make_shared<std::atomic<int>>(0);
    HttpOptions options = allowing(good);
    options.resolve = [asked](const std::string&) {
        return std::vector{parse_address((*asked)++ % 2 == 0 ? "127.0.0.1" : "127.0.0.2").value()};
    };
    HttpClient client(std::move(options));
    const std::string address = good.at("/", "moving.example");
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(client.ask({.address = address}).body, "good");
        EXPECT_EQ(*asked, 2 * round + 1); // once for each call
        EXPECT_NE(failure_by(client, {.address = address}, Cause::unavailable), "");
    }
    EXPECT_EQ(good.connections(), 3);
    EXPECT_EQ(inner.connections(), 0);
    EXPECT_TRUE(good.requests()[0].contains("\r\nHost: moving.example:"));
}

TEST(HttpClient, OfSeveralAddressesTheInnerOnesAreNotTried)
{
    const ScriptedServer good(saying(answer_of(200, "good")));
    const ScriptedServer inner(saying(answer_of(200, "inner")), "127.0.0.2", good.port());
    HttpOptions options = allowing(good);
    options.resolve = everybody_at({"127.0.0.2", "::1", "127.0.0.1"});
    HttpClient client(std::move(options));
    EXPECT_EQ(client.ask({.address = good.at("/", "a.example")}).body, "good");
    EXPECT_EQ(inner.connections(), 0);
}

// Environment variables of the process: this test sets them for its own time only.
TEST(HttpClient, UsesNoProxyAndNoPasswordFile)
{
    const ScriptedServer proxy(saying(answer_of(200, "by proxy")));
    const ScriptedServer server(saying(answer_of(200, "direct", "Set-Cookie: a=b\r\n")));
    HttpClient client(allowing(server, proxy));
    for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY", "https_proxy"})
        ::setenv(name, proxy.at("").c_str(), 1);
    for (int round = 0; round < 2; ++round)
        EXPECT_EQ(client.ask({.address = server.at("/")}).body, "direct");
    for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY", "https_proxy"})
        ::unsetenv(name);
    EXPECT_EQ(proxy.connections(), 0);
    EXPECT_FALSE(server.requests()[1].contains("Cookie"));
}

} // namespace
} // namespace comity::link
