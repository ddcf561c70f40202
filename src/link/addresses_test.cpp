#include "link/addresses.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

namespace comity::link {
namespace {

bool is_public_text(const std::string& text)
{
    const auto address = parse_address(text);
    EXPECT_TRUE(address) << text;
    return address && is_public(*address);
}

TEST(Addresses, EachSpecialRangeOfIpv4AndTheAddressesBesideIt)
{
    struct Case {
        const char *before, *first, *last, *after; // "" where that is special too, or is none
    };
    for (const Case& range : {
             Case{"", "0.0.0.0", "0.255.255.255", "1.0.0.0"},
             Case{"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"},
             Case{"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"},
             Case{"126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"},
             Case{"169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"},
             Case{"172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"},
             Case{"191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"},
             Case{"192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"},
             Case{"192.31.195.255", "192.31.196.0", "192.31.196.255", "192.31.197.0"},
             Case{"192.52.192.255", "192.52.193.0", "192.52.193.255", "192.52.194.0"},
             Case{"192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0"},
             Case{"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"},
             Case{"192.175.47.255", "192.175.48.0", "192.175.48.255", "192.175.49.0"},
             Case{"198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"},
             Case{"198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"},
             Case{"203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"},
             Case{"223.255.255.255", "224.0.0.0", "239.255.255.255", ""},
             Case{"", "240.0.0.0", "255.255.255.255", ""},
         }) {
        EXPECT_FALSE(is_public_text(range.first)) << range.first;
        EXPECT_FALSE(is_public_text(range.last)) << range.last;
        for (const std::string beside : {range.before, range.after}) {
            EXPECT_TRUE(beside.empty() || is_public_text(beside)) << beside;
        }
    }
    for (const char* known : {"1.1.1.1", "8.8.8.8", "93.184.215.14", "151.101.1.69"})
        EXPECT_TRUE(is_public_text(known)) << known;
}

TEST(Addresses, SpecialRangesOfIpv6)
{
    for (const char* special : {
             "::",
             "::1",
             "64:ff9b:1::1",                           // NAT64 inside a network
             "100::1",                                 // discarded
             "100:0:0:1::1",                           // dummy
             "2001:1::1",                              // port control, anycast
             "2001:2::1",                              // benchmarks
             "2001:3::1",                              // AMT
             "2001:4:112::1",                          // AS112
             "2001:10::1",                             // ORCHID
             "2001:20::1",                             // ORCHIDv2
             "2001:30::1",                             // DRIP
             "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", // the end of what is for protocols
             "2001:db8::1",
             "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
             "2620:4f:8000::1", // AS112
             "3fff::1",         // documentation
             "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
             "4000::1", // given to nobody
             "1fff:ffff::1",
             "5f00::1", // segment routing
             "fc00::1", // unique local
             "fd12:3456:789a::1",
             "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
             "fe80::1", // link-local
             "febf::1",
             "fec0::1", // site-local
             "feff::1",
             "ff02::1", // multicast
             "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
             "::ffff:0:8.8.8.8", // translated: inside a network
         })
        EXPECT_FALSE(is_public_text(special)) << special;
    for (const char* known : {
             "2000::1",
             "2001:200::1", // the first behind what is for protocols
             "2001:db7:ffff::1",
             "2001:db9::1",
             "2001:4860:4860::8888",
             "2606:4700:4700::1111",
             "2620:4f:7fff::1",
             "2620:4f:8001::1",
             "2a00:1450:4001:81b::200e",
             "3ffe:ffff::1",
             "3fff:1000::1",
         })
        EXPECT_TRUE(is_public_text(known)) << known;
}

TEST(Addresses, Ipv4InsideIpv6IsJudgedByTheAddressInside)
{
    for (const char* special : {
             "::127.0.0.1", "::10.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:192.168.0.1",
             "::ffff:0.0.0.0", "64:ff9b::169.254.169.254", "64:ff9b::a00:1",
             "2002:7f00:1::1",    // 6to4 of 127.0.0.1
             "2002:c0a8:101::1",  // of 192.168.1.1
             "2002:a9fe:a9fe::1", // of 169.254.169.254
             // Teredo: server, flags, port, and the client with its bits turned over
             "2001:0:7f00:1:0:0:f7f7:f7f7",  // server 127.0.0.1, client 8.8.8.8
             "2001:0:808:808:0:0:80ff:fffe", // server 8.8.8.8, client 127.0.0.1
             "2001:0:808:808:0:0:f5ff:fffe", // client 10.0.0.1
         })
        EXPECT_FALSE(is_public_text(special)) << special;
    for (const char* known : {
             "::8.8.8.8",
             "::ffff:8.8.8.8",
             "64:ff9b::8.8.8.8",
             "2002:808:808::1",
             "2001:0:808:808:0:0:f7f7:f7f7",
         })
        EXPECT_TRUE(is_public_text(known)) << known;
}

TEST(Addresses, AreReadInOneWayOnly)
{
    for (const char* text : {"192.0.2.1", "2001:db8::1", "::", "::1", "::ffff:10.0.0.1"})
        EXPECT_EQ(format_address(parse_address(text).value()), text);
    EXPECT_EQ(format_address(parse_address("2001:0DB8:0::0:1").value()), "2001:db8::1");
    for (const std::string text :
         {"", " ", "1", "127.1", "127.0.0.1 ", " 127.0.0.1", "127.0.0.1.", "127.0.0.256",
          "0x7f.0.0.1", "2130706433", "127.0.0.1:80", "[::1]", "::1%lo", "::g", "1:2:3", "1::2::3",
          "localhost", "127.0.0.1/8"})
        EXPECT_FALSE(parse_address(text)) << text;
    EXPECT_FALSE(parse_address(std::string_view("127.0.0.1\0", 10)));
    EXPECT_FALSE(parse_address(std::string_view("::1\0.example", 12)));
}

TEST(Addresses, OfSockets)
{
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_addr.s_addr = htonl(0xc0000201);
    EXPECT_EQ(format_address(address_of(reinterpret_cast<sockaddr*>(&v4)).value()), "192.0.2.1");
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_addr = in6addr_loopback;
    EXPECT_EQ(format_address(address_of(reinterpret_cast<sockaddr*>(&v6)).value()), "::1");
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    EXPECT_FALSE(address_of(reinterpret_cast<sockaddr*>(&local)));
    // The same bytes in another family are another address.
    EXPECT_NE(parse_address("0.0.0.0"), parse_address("::"));
}

} // namespace
} // namespace comity::link
