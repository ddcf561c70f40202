#include "link/gate.h"

#include <algorithm>

namespace comity::link {
namespace {

// More are not tried within the time of a request.
constexpr std::size_t most_addresses = 16;

} // namespace

Gate::Gate(AllowList allowed, Lookup::Resolve resolve, IsPublic is_public)
    : m_allowed(std::move(allowed)), m_lookup(std::move(resolve)),
      m_is_public(is_public ? std::move(is_public) : IsPublic(link::is_public))
{
}

Destination Gate::admit(WebAddress at, bool may_be_private, Moment until, std::stop_token stop)
{
    std::vector<Address> addresses;
    if (const auto literal = parse_address(at.host))
        addresses.push_back(*literal);
    else
        addresses = m_lookup.find(at.host, until, std::move(stop));
    const bool is_named = may_be_private && m_allowed.names(at.host, at.port);
    std::erase_if(addresses, [&](const Address& address) {
        const bool is_allowed = is_named || (may_be_private && m_allowed.has(address, at.port));
        return !is_allowed && !m_is_public(address);
    });
    if (addresses.size() > most_addresses)
        addresses.resize(most_addresses);
    return {std::move(at), std::move(addresses)};
}

bool Gate::is_public(const Destination& destination) const
{
    return std::ranges::any_of(destination.addresses, m_is_public);
}

} // namespace comity::link
