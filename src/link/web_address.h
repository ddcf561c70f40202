#pragma once
// An address of the web, http or https, taken apart by the same library that connects to it, so
// that what is judged is what is called. Any thread may call.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity::link {

struct WebAddress {
    std::string text; // as it is called: without a fragment, the host in lower case and ASCII
    bool is_secure = false;
    std::string host; // a name, or an address without brackets
    std::uint16_t port = 0;

    // What an answer's `Location` means when it came from here.
    // Error{invalid} when that is none of these addresses.
    WebAddress resolved(std::string_view location) const;
    // Whoever is asked at the one is asked at the other: scheme, host and port are the same.
    bool has_origin_of(const WebAddress& other) const
    {
        return is_secure == other.is_secure && host == other.host && port == other.port;
    }
    std::string host_and_port() const; // "[::1]:80"
};

// "https://example.com/path?query". Numbers that browsers take for an address ("http://127.1") are
// one here too. Error{invalid} with a sentence for what is no such address, longer than 8 KiB, or
// carries a name and password.
WebAddress parse_web_address(std::string_view text);

} // namespace comity::link
