#include "link/addresses.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <span>
#include <sys/socket.h>

namespace comity::link {
namespace {

struct Range {
    std::array<std::uint8_t, 16> begin;
    int bits;
};

// The rest of the address may be anything.
constexpr Range special_v4[] = {
    {{0}, 8},             // this network
    {{10}, 8},            // private
    {{100, 64}, 10},      // shared by a carrier's customers (CGNAT)
    {{127}, 8},           // loopback
    {{169, 254}, 16},     // link-local; the metadata of clouds
    {{172, 16}, 12},      // private
    {{192, 0, 0}, 24},    // protocol assignments
    {{192, 0, 2}, 24},    // documentation
    {{192, 31, 196}, 24}, // AS112
    {{192, 52, 193}, 24}, // AMT
    {{192, 88, 99}, 24},  // relays of 6to4, deprecated
    {{192, 168}, 16},     // private
    {{192, 175, 48}, 24}, // AS112
    {{198, 18}, 15},      // benchmarks
    {{198, 51, 100}, 24}, // documentation
    {{203, 0, 113}, 24},  // documentation
    {{224}, 4},           // multicast
    {{240}, 4},           // reserved, and broadcast
};

// Of 2000::/3; nothing else of IPv6 is given to anybody as his public address.
constexpr Range global_v6 = {{0x20}, 3};
constexpr Range special_v6[] = {
    {{0x20, 0x01, 0x00}, 23},                   // protocols: benchmarks, ORCHID, AMT, DRIP …
    {{0x20, 0x01, 0x0d, 0xb8}, 32},             // documentation
    {{0x26, 0x20, 0x00, 0x4f, 0x80, 0x00}, 48}, // AS112
    {{0x3f, 0xff}, 20},                         // documentation
};

// Where IPv6 leads to an IPv4 address, and at which byte that stands.
struct Inside {
    Range range;
    std::size_t at;
    std::uint8_t mask = 0; // what each byte of it is turned over with
};
constexpr Inside v4_inside[] = {
    {{{}, 96}, 12},                                         // compatible
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12}, // mapped
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},                   // NAT64
    {{{0x20, 0x02}, 16}, 2},                                // 6to4
    {{{0x20, 0x01, 0x00, 0x00}, 32}, 4},                    // Teredo's server
    {{{0x20, 0x01, 0x00, 0x00}, 32}, 12, 0xff},             // Teredo's client
};

bool is_in(const Address& address, const Range& range)
{
    const auto whole = static_cast<std::size_t>(range.bits) / 8;
    if (!std::equal(range.begin.begin(), range.begin.begin() + whole, address.bytes.begin()))
        return false;
    const int rest = range.bits % 8;
    return rest == 0 || (range.begin[whole] ^ address.bytes[whole]) >> (8 - rest) == 0;
}

bool is_in_any(const Address& address, std::span<const Range> ranges)
{
    return std::ranges::any_of(ranges, [&](const Range& range) { return is_in(address, range); });
}

Address inside(const Address& address, const Inside& place)
{
    Address found;
    for (std::size_t i = 0; i < 4; ++i)
        found.bytes[i] = address.bytes[place.at + i] ^ place.mask;
    return found;
}

bool is_public_v6(const Address& address)
{
    bool leads_to_v4 = false;
    for (const Inside& place : v4_inside) {
        if (!is_in(address, place.range))
            continue;
        leads_to_v4 = true;
        if (!is_public(inside(address, place)))
            return false;
    }
    return leads_to_v4 || (is_in(address, global_v6) && !is_in_any(address, special_v6));
}

} // namespace

std::optional<Address> parse_address(std::string_view text)
{
    const std::string name(text); // inet_pton wants its end
    if (name.size() != std::strlen(name.c_str()))
        return {};
    Address address;
    if (::inet_pton(AF_INET, name.c_str(), address.bytes.data()) == 1)
        return address;
    address.is_v6 = true;
    if (::inet_pton(AF_INET6, name.c_str(), address.bytes.data()) == 1)
        return address;
    return {};
}

std::string format_address(const Address& address)
{
    char text[INET6_ADDRSTRLEN];
    ::inet_ntop(address.is_v6 ? AF_INET6 : AF_INET, address.bytes.data(), text, sizeof text);
    return text;
}

std::optional<Address> address_of(const sockaddr* socket_address)
{
    Address address;
    if (socket_address->sa_family == AF_INET) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(socket_address);
        std::memcpy(address.bytes.data(), &v4->sin_addr, 4);
        return address;
    }
    if (socket_address->sa_family == AF_INET6) {
        const auto* v6 = reinterpret_cast<const sockaddr_in6*>(socket_address);
        address.is_v6 = true;
        std::memcpy(address.bytes.data(), &v6->sin6_addr, 16);
        return address;
    }
    return {};
}

bool is_public(const Address& address)
{
    return address.is_v6 ? is_public_v6(address) : !is_in_any(address, special_v4);
}

} // namespace comity::link
