#include "link/web_address.h"

#include "base/error.h"
#include "link/addresses.h"
#include "link/allow_list.h"

#include <gtest/gtest.h>

namespace comity::link {
namespace {

// The sentence that it is refused with; empty when it is not.
std::string refusal_of(const std::string& text)
{
    try {
        parse_web_address(text);
        return {};
    } catch (const Error& error) {
        EXPECT_EQ(error.cause(), Cause::invalid);
        return error.message();
    }
}

TEST(WebAddress, IsTakenApart)
{
    const WebAddress plain = parse_web_address("HTTP://Example.COM");
    EXPECT_EQ(plain.text, "http://example.com/");
    EXPECT_FALSE(plain.is_secure);
    EXPECT_EQ(plain.host, "example.com");
    EXPECT_EQ(plain.port, 80);
    EXPECT_EQ(plain.host_and_port(), "example.com:80");
    const WebAddress full = parse_web_address("https://example.com:8443/a%20b?c=d&e#part");
    EXPECT_EQ(full.text, "https://example.com:8443/a%20b?c=d&e");
    EXPECT_TRUE(full.is_secure);
    EXPECT_EQ(full.port, 8443);
    EXPECT_EQ(parse_web_address("https://example.com").port, 443);
    const WebAddress six = parse_web_address("http://[2001:DB8:0::1]:81/");
    EXPECT_EQ(six.host, "2001:db8::1");
    EXPECT_EQ(six.text, "http://[2001:db8::1]:81/");
    EXPECT_EQ(six.host_and_port(), "[2001:db8::1]:81");
    EXPECT_EQ(parse_web_address("http://münchen.example/").host, "xn--mnchen-3ya.example");
}

TEST(WebAddress, EveryWayOfWritingAnAddressIsThatAddress)
{
    for (const char* loopback :
         {"http://127.0.0.1/", "http://127.1/", "http://0x7f.0.0.1/", "http://0x7f000001/",
          "http://2130706433/", "http://0177.0.0.1/", "http://017700000001/",
          "http://127.0.0.1.:80/", "http://%31%32%37.0.0.1/", "http://１２７.0.0.1/",
          "http://①②⑦.0.0.1/"}) {
        // Refused outright is as good.
        const bool is_refused = !refusal_of(loopback).empty();
        EXPECT_TRUE(is_refused || parse_web_address(loopback).host == "127.0.0.1") << loopback;
    }
    EXPECT_EQ(parse_web_address("http://2130706433/").host, "127.0.0.1");
    EXPECT_EQ(parse_web_address("http://127.1/").host, "127.0.0.1");
    EXPECT_EQ(parse_web_address("http://１２７.1/").text, "http://127.0.0.1/");
    EXPECT_EQ(parse_web_address("http://127.1./").text, "http://127.0.0.1/");
    EXPECT_EQ(parse_web_address("http://example.com./").text, "http://example.com/");
    EXPECT_EQ(parse_web_address("http://[0:0::ffff:127.0.0.1]/").host, "::ffff:127.0.0.1");
}

TEST(WebAddress, WhatIsNoneIsRefusedWithTheReason)
{
    for (const std::string text : {"",
                                   "/path",
                                   "//example.com/",
                                   "mailto:a@b.test",
                                   "ftp://example.com/",
                                   "file:///etc/x",
                                   "gopher://127.0.0.1:25/x",
                                   "dict://127.0.0.1/",
                                   "javascript:alert(1)",
                                   "http://",

                                   "http://:80/",
                                   "http://a b/",
                                   "http://exa mple.com/",
                                   "http://example.com/a b",
                                   "http://example.com/\r\nHost: x",
                                   "http://example.com/\t",
                                   "http://example.com:0/",
                                   "http://example.com:65536/",
                                   "http://example.com:80a/",
                                   "http://example.com:-1/",
                                   "http://user@example.com/",
                                   "http://user:word@example.com/",
                                   "http://:@example.com/",
                                   "http://[fe80::1%25eth0]/",
                                   "http://[::1",
                                   "http://[::g]/",
                                   "http://.example.com/",
                                   "http://exa%00mple.com/",
                                   "http://exa\\mple.com/",
                                   "http://a%2fb/",
                                   "http://-%5b/"})
        EXPECT_NE(refusal_of(text), "") << text;
    EXPECT_NE(refusal_of("http://example.com/" + std::string(9000, 'a')).find("8 KiB"),
              std::string::npos);
    EXPECT_NE(refusal_of("ftp://example.com/").find("https://"), std::string::npos);
    EXPECT_NE(refusal_of("https://a:b@example.com/").find("password"), std::string::npos);
    // What it carries is not repeated: it may be a secret.
    EXPECT_EQ(refusal_of("https://a:hush@example.com/").find("hush"), std::string::npos);
}

TEST(WebAddress, LocationsAreReadFromWhereTheyCame)
{
    const WebAddress here = parse_web_address("https://example.com/a/b?c=d");
    const auto at = [&](std::string_view location) { return here.resolved(location).text; };
    EXPECT_EQ(at("e"), "https://example.com/a/e");
    EXPECT_EQ(at("/e?f"), "https://example.com/e?f");
    EXPECT_EQ(at("../e#part"), "https://example.com/e");
    EXPECT_EQ(at("//other.example/x"), "https://other.example/x");
    EXPECT_EQ(at("http://127.1:81/x"), "http://127.0.0.1:81/x");
    EXPECT_THROW(here.resolved("ftp://example.com/"), Error);
    EXPECT_THROW(here.resolved("file:///etc/passwd"), Error);
    EXPECT_THROW(here.resolved("https://a:b@example.com/"), Error);
    EXPECT_THROW(here.resolved("https:// x"), Error);
    EXPECT_TRUE(here.has_origin_of(here.resolved("/other")));
    EXPECT_TRUE(here.has_origin_of(parse_web_address("https://EXAMPLE.com:443")));
    EXPECT_FALSE(here.has_origin_of(parse_web_address("http://example.com:443/")));
    EXPECT_FALSE(here.has_origin_of(parse_web_address("https://example.com:444/")));
    EXPECT_FALSE(here.has_origin_of(parse_web_address("https://www.example.com/")));
}

TEST(AllowList, NamesHostsAndPortsExactly)
{
    const AllowList list({"Intranet.example:8080", " 10.0.0.7:443", "[::1]:81", "127.1:82"});
    EXPECT_TRUE(list.names("intranet.example", 8080));
    EXPECT_FALSE(list.names("intranet.example", 80));
    EXPECT_FALSE(list.names("other.intranet.example", 8080));
    EXPECT_FALSE(list.names("example", 8080));
    EXPECT_FALSE(list.names("10.0.0.7", 443)); // it is an address, not a name
    EXPECT_TRUE(list.has(parse_address("10.0.0.7").value(), 443));
    EXPECT_FALSE(list.has(parse_address("10.0.0.7").value(), 80));
    EXPECT_FALSE(list.has(parse_address("10.0.0.8").value(), 443));
    EXPECT_TRUE(list.has(parse_address("::1").value(), 81));
    EXPECT_TRUE(list.has(parse_address("127.0.0.1").value(), 82));
    EXPECT_FALSE(AllowList().names("", 0));
    EXPECT_FALSE(AllowList().has({}, 0));
}

TEST(AllowList, RefusesWhatIsNoHostAndPort)
{
    for (const std::string text :
         {"", " ", ":", "host", "host:", ":80", "host:port", "host:0", "host:65536", "::1", "[::1]",
          "::1:80", "http://host:80", "host:80/path", "user@host:80", "10.0.0.0/8:80", "*.x:80",
          "ho st:80"}) {
        try {
            AllowList({"fine.example:1", text});
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.cause(), Cause::invalid);
            EXPECT_NE(error.message().find("\"" + text + "\""), std::string::npos);
            EXPECT_NE(error.message().find("HOST:PORT"), std::string::npos);
        }
    }
}

} // namespace
} // namespace comity::link
