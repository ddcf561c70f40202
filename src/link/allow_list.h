#pragma once
// The hosts with a private address that an administrator lets us speak to. Not changed once it is
// made; any thread may ask.

#include "link/addresses.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::link {

class AllowList {
public:
    AllowList() = default;
    // "HOST:PORT" each: a name as it stands in the addresses that are called (case does not
    // matter, no wildcards), or an address, IPv6 in brackets.
    // Error{invalid} with a sentence for the first that is neither.
    explicit AllowList(const std::vector<std::string>& entries);

    // Whatever that name's addresses are.
    bool names(std::string_view host, std::uint16_t port) const;
    // That address, by whichever name it was found.
    bool has(const Address& address, std::uint16_t port) const;

private:
    struct Entry {
        std::string host; // empty: it is the address
        Address address;
        std::uint16_t port = 0;
    };
    std::vector<Entry> m_entries;

    static Entry parse(std::string_view text);
};

} // namespace comity::link
