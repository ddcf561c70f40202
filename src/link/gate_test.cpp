#include "link/gate.h"

#include "link/fixtures/calls.h"
#include "link/transfer.h"

#include <gtest/gtest.h>

namespace comity::link {
namespace {

Moment in_a_minute()
{
    return std::chrono::steady_clock::now() + std::chrono::minutes(1);
}

std::vector<std::string> admitted(Gate& gate, const std::string& address, bool may_be_private)
{
    std::vector<std::string> texts;
    for (const Address& found :
         gate.admit(parse_web_address(address), may_be_private, in_a_minute(), {}).addresses)
        texts.push_back(format_address(found));
    return texts;
}

using Texts = std::vector<std::string>;

TEST(Gate, LetsPublicAddressesThroughAndNoOthers)
{
    Gate gate({}, everybody_at({"10.0.0.1", "8.8.8.8", "::1", "fd00::1", "2606:4700::1"}));
    EXPECT_EQ(admitted(gate, "http://a.example/", true), (Texts{"8.8.8.8", "2606:4700::1"}));
    EXPECT_EQ(admitted(gate, "http://8.8.4.4/", true), Texts{"8.8.4.4"});
    for (const char* inside :
         {"http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0.0.0.0/",
          "http://10.1.2.3/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/",
          "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::10.0.0.1]/",
          "http://[fe80::1]/", "http://[fd00::1]/", "http://100.64.0.1/"})
        EXPECT_EQ(admitted(gate, inside, true), Texts{}) << inside;
    Gate inner({}, everybody_at({"10.0.0.1"}));
    EXPECT_EQ(admitted(inner, "http://a.example/", true), Texts{});
    Gate unknown({}, everybody_at({}));
    EXPECT_EQ(admitted(unknown, "http://a.example/", true), Texts{});
}

TEST(Gate, WhatIsAllowedIsThatHostAtThatPort)
{
    Gate gate(AllowList({"crm.example:8080", "10.0.0.7:443"}),
              everybody_at({"10.0.0.7", "10.0.0.8"}));
    EXPECT_EQ(admitted(gate, "http://crm.example:8080/", true), (Texts{"10.0.0.7", "10.0.0.8"}));
    EXPECT_EQ(admitted(gate, "http://crm.example/", true), Texts{});
    EXPECT_EQ(admitted(gate, "https://other.example/", true), Texts{"10.0.0.7"});
    EXPECT_EQ(admitted(gate, "https://10.0.0.7/", true), Texts{"10.0.0.7"});
    EXPECT_EQ(admitted(gate, "https://10.0.0.8/", true), Texts{});
    // Who was sent here from outside finds nothing allowed.
    EXPECT_EQ(admitted(gate, "http://crm.example:8080/", false), Texts{});
    EXPECT_EQ(admitted(gate, "https://10.0.0.7/", false), Texts{});
}

// The name server is not asked again: a connection goes to what was judged, whatever is at the
// address that it is made for.
TEST(Gate, AConnectionGetsASocketForWhatWasAdmittedOnly)
{
    const ScriptedServer server(saying(answer_of(200, "in")));
    HttpCall call;
    const auto status_at = [&](const std::string& address, const char* admitted) {
        const Destination destination{parse_web_address(address),
                                      {parse_address(admitted).value()}};
        try {
            return transfer(destination, call, in_a_minute(), {}, "").status;
        } catch (const Error& error) {
            EXPECT_EQ(error.cause(), Cause::unavailable);
            return 0;
        }
    };
    EXPECT_EQ(status_at(server.at("/"), "127.0.0.1"), 200);
    EXPECT_EQ(status_at(server.at("/", "a.example"), "127.0.0.1"), 200);
    EXPECT_EQ(server.connections(), 2);
    EXPECT_EQ(status_at(server.at("/"), "8.8.8.8"), 0);
    EXPECT_EQ(status_at(server.at("/"), "::ffff:127.0.0.1"), 0);
    EXPECT_EQ(server.connections(), 2);
}

} // namespace
} // namespace comity::link
