#include "base/eventually_fixture.h"
#include "link/fixtures/calls.h"
#include "link/http_client.h"

#include <gtest/gtest.h>
#include <latch>
#include <memory>
#include <thread>

namespace comity::link {
namespace {

using namespace std::chrono_literals;

HttpCall call_of(const ScriptedServer& server, HttpLimits limits = {.time = 60s})
{
    return {.address = server.at("/"), .limits = limits};
}

// Each of these would take for ever. Time enough is found first: the server has to have heard the
// question, or there would be nothing to end.
TEST(HttpLimits, TimeEndsWhatDripsAndWhatIsSilent)
{
    const ScriptedServer::Script silent = [](Talk& talk, const std::string&) {
        talk.wait_for_end();
    };
    const auto dripping = [](std::string begin, std::string drop) -> ScriptedServer::Script {
        return [=](Talk& talk, const std::string&) {
            talk.say(begin);
            while (talk.say(drop))
                std::this_thread::sleep_for(5ms);
        };
    };
    for (const ScriptedServer::Script& script :
         {silent, dripping("HTTP/1.1 200 Fi", "n"), dripping("HTTP/1.1 200 Fine\r\nX: ", "y"),
          dripping("HTTP/1.1 200 Fine\r\nContent-Length: 100000\r\n\r\n", "x"),
          dripping("HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
          dripping("", "HTTP/1.1 102 Processing\r\n\r\n")}) {
        const auto is_ended_within = [&](std::chrono::milliseconds time) {
            const ScriptedServer server(script);
            HttpClient client(allowing(server));
            EXPECT_EQ(failure_by(client, call_of(server, {.time = time}), Cause::unavailable),
                      "127.0.0.1 did not answer in time.");
            EXPECT_LE(server.connections(), 1);
            const auto requests = server.requests();
            return requests.size() == 1 && !requests[0].empty();
        };
        auto time = 150ms;
        while (!is_ended_within(time) && time < 60s)
            time *= 2;
        EXPECT_LT(time, 60s);
    }
}

TEST(HttpLimits, TimeIsForAllRedirectsTogether)
{
    const ScriptedServer server([](Talk& talk, const std::string&) {
        std::this_thread::sleep_for(20ms);
        talk.say(answer_of(302, "", "Location: /again\r\n"));
    });
    HttpClient client(allowing(server));
    EXPECT_EQ(failure_by(client, call_of(server, {.time = 200ms, .redirects = 1'000'000}),
                         Cause::unavailable),
              "127.0.0.1 did not answer in time.");
    EXPECT_LE(server.connections(), 10);
}

// A handshake belongs to the connection: nobody answers it here.
TEST(HttpLimits, ConnectingHasATimeOfItsOwn)
{
    const ScriptedServer server([](Talk& talk, const std::string&) { talk.wait_for_end(); });
    HttpClient client(allowing(server));
    const HttpCall call{.address = "https://" + place_of(server) + "/",
                        .limits = {.time = 600s, .connect_time = 100ms}};
    EXPECT_EQ(failure_by(client, call, Cause::unavailable), "127.0.0.1 did not answer in time.");
}

TEST(HttpLimits, NamesAreLookedUpWithinTheTime)
{
    const auto may_be_found = std::make_shared<std::latch>(1);
    HttpClient client({.resolve = [may_be_found](const std::string&) {
        may_be_found->wait();
        return std::vector<Address>{};
    }});
    EXPECT_EQ(failure_by(client, {.address = "http://slow.example/", .limits = {.time = 50ms}},
                         Cause::unavailable),
              "slow.example did not answer in time.");
    EXPECT_NE(failure_by(client, {.address = "http://slow.example/", .limits = {.time = 0ms}},
                         Cause::unavailable),
              "");
    may_be_found->count_down();
}

TEST(HttpLimits, SizeEndsWhatIsTooLarge)
{
    // Said at once, never said, in pieces, and more than was said.
    for (const char* begin :
         {"Content-Length: 1001\r\n\r\n", "\r\n", "Transfer-Encoding: chunked\r\n\r\n3e9\r\n"}) {
        std::atomic<bool> has_ended = false;
        const ScriptedServer server([&](Talk& talk, const std::string&) {
            talk.say(std::string("HTTP/1.1 200 Fine\r\n") + begin);
            while (talk.say(std::string(1000, 'x')))
                ;
            has_ended = true;
        });
        HttpClient client(allowing(server));
        EXPECT_EQ(failure_by(client, call_of(server, {.time = 60s, .answer_bytes = 1000}),
                             Cause::unavailable),
                  "The answer of 127.0.0.1 is too large.")
            << begin;
        EXPECT_TRUE(eventually([&] { return has_ended.load(); })); // nobody listens to the rest
    }
    const ScriptedServer fitting(saying(answer_of(200, std::string(1000, 'x'))));
    HttpClient client(allowing(fitting));
    EXPECT_EQ(client.ask(call_of(fitting, {.time = 60s, .answer_bytes = 1000})).body.size(), 1000u);
    EXPECT_NE(
        failure_by(client, call_of(fitting, {.time = 60s, .answer_bytes = 0}), Cause::unavailable),
        "");
}

TEST(HttpLimits, HeadsAreLimitedTogether)
{
    for (const std::string& line :
         {"X: " + std::string(1000, 'x') + "\r\n", std::string("X: y\r\n"),
          std::string("\r\nHTTP/1.1 103 Early Hints\r\nX: y\r\n"), std::string(10'000, 'x')}) {
        const ScriptedServer server([&](Talk& talk, const std::string&) {
            talk.say("HTTP/1.1 103 Early Hints\r\n");
            while (talk.say(line))
                ;
        });
        HttpClient client(allowing(server));
        EXPECT_NE(failure_by(client, call_of(server), Cause::unavailable), "");
    }
}

// Bits of a deflated text, the first one lowest.
class Bits {
public:
    void add(unsigned value, int count)
    {
        for (int i = 0; i < count; ++i) {
            if (m_used % 8 == 0)
                m_bytes.push_back('\0');
            m_bytes.back() =
                static_cast<char>(m_bytes.back() | ((value >> i & 1U) << (m_used++ % 8)));
        }
    }
    const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
    int m_used = 0;
};

// By RFC 1952 and 1951: a block of fixed codes with one letter, then 258 times the same again and
// again (13 bits each). It has no end, which nobody should come to.
std::string gzip_bomb(int repeats)
{
    Bits bits;
    bits.add(1, 1);          // the last block
    bits.add(1, 2);          // fixed codes
    bits.add(0b10001001, 8); // "a" (0x91, its highest bit first)
    for (int i = 0; i < repeats; ++i) {
        bits.add(0b10100011, 8); // length 258 (0xc5, its highest bit first)
        bits.add(0, 5);          // from one back
    }
    return std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + bits.bytes();
}

// "Acme Acme Acme Acme Acme\n", by gzip.
const std::string packed("\x1f\x8b\x08\0\0\0\0\0\x02\x03\x73\x4c\xce\x4d\x55\x70\xc4\x24\xb8\0"
                         "\x39\xb7\x01\xe0\x19\0\0\0",
                         28);

TEST(HttpLimits, SizeIsThatOfTheUnpackedAnswer)
{
    const std::string bomb = gzip_bomb(100'000); // 25 MB
    ASSERT_LT(bomb.size(), 200'000u);
    const ScriptedServer server(saying(answer_of(200, bomb, "Content-Encoding: gzip\r\n")));
    HttpClient client(allowing(server));
    EXPECT_EQ(failure_by(client, call_of(server), Cause::unavailable),
              "The answer of 127.0.0.1 is too large.");
}

TEST(HttpLimits, AnswersAreUnpackedOnce)
{
    const auto body_of = [](const std::string& lines) {
        const ScriptedServer server(
            saying("HTTP/1.1 200 Fine\r\nConnection: close\r\n" + lines + "\r\n" + packed));
        HttpClient client(allowing(server));
        try {
            return client.ask(call_of(server)).body;
        } catch (const Error& error) {
            EXPECT_EQ(error.message(), "The answer of 127.0.0.1 broke off or cannot be read.");
            return std::string("refused");
        }
    };
    EXPECT_EQ(body_of("Content-Encoding: gzip\r\n"), "Acme Acme Acme Acme Acme\n");
    EXPECT_EQ(body_of(""), packed);
    for (const char* twice :
         {"Content-Encoding: gzip, gzip\r\n",
          "Content-Encoding: gzip\r\ncontent-encoding: identity\r\n", "Transfer-Encoding: gzip\r\n",
          "Transfer-Encoding: gzip, chunked\r\n", "Content-Encoding: unheard-of\r\n"})
        EXPECT_EQ(body_of(twice), "refused") << twice;
}

TEST(HttpLimits, WhatIsNoAnswerIsNone)
{
    for (const std::string text :
         {"", "\r\n\r\n", "hello\r\n\r\n", "HTTP/0.9 200\r\n\r\n", "HTTP/1.1\r\n\r\n",
          "HTTP/1.1 200 Fine\r\nContent-Length: 10\r\n\r\nshort",
          "HTTP/1.1 200 Fine\r\nContent-Length: x\r\n\r\n",
          "HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
          "HTTP/1.1 200 Fine\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"}) {
        const ScriptedServer server(saying(text));
        HttpClient client(allowing(server));
        EXPECT_EQ(failure_by(client, call_of(server), Cause::unavailable),
                  "The answer of 127.0.0.1 broke off or cannot be read.")
            << text;
    }
    std::uint16_t free_port = 0;
    {
        const ScriptedServer gone(saying(""));
        free_port = gone.port();
    }
    const std::string place = "127.0.0.1:" + std::to_string(free_port);
    HttpClient client({.allowed = AllowList({place})});
    EXPECT_EQ(failure_by(client, {.address = "http://" + place + "/"}, Cause::unavailable),
              "127.0.0.1 does not answer.");
}

TEST(HttpLimits, AStopEndsWaitingAtOnce)
{
    const ScriptedServer server([](Talk& talk, const std::string&) { talk.wait_for_end(); });
    HttpClient client(allowing(server));
    std::stop_source stop;
    const auto waiting = [&](std::string& sentence) {
        return std::jthread([&] {
            sentence = failure_by(client, call_of(server, {.time = 3600s}), Cause::unavailable,
                                  stop.get_token());
        });
    };
    std::string first, second;
    {
        const std::jthread one = waiting(first), other = waiting(second);
        EXPECT_TRUE(eventually([&] { return server.requests().size() == 2; }));
        stop.request_stop();
    }
    EXPECT_TRUE(first.contains("given up")) << first;
    EXPECT_EQ(second, first);
    EXPECT_EQ(failure_by(client, call_of(server), Cause::unavailable, stop.get_token()), first);
    EXPECT_EQ(server.connections(), 2);
}

} // namespace
} // namespace comity::link
