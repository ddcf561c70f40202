#pragma once
// Addresses of the internet protocol, and which of them are public: owned by somebody and reached
// through the internet. All others are of this machine, of the network around it, or nobody's.
// Plain values; any thread may call.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sockaddr;

namespace comity::link {

struct Address {
    bool is_v6 = false;
    std::array<std::uint8_t, 16> bytes{}; // an IPv4 address is the first four

    bool operator==(const Address&) const = default;
};

// As "192.0.2.1" or "2001:db8::1": no brackets, no zone, no port, and no other way of writing it.
std::optional<Address> parse_address(std::string_view text);
std::string format_address(const Address& address);
// Nothing for another family than these two.
std::optional<Address> address_of(const sockaddr* socket_address);

// By the registries of special-purpose addresses of IANA (RFC 6890 and its updates). IPv4 inside
// IPv6 (mapped, compatible, NAT64, 6to4, Teredo) is judged as the IPv4 address that it leads to.
// Anycast ranges of infrastructure (AS112, AMT) are not public: they end at whatever is nearest.
bool is_public(const Address& address);

} // namespace comity::link
