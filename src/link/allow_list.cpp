#include "link/allow_list.h"

#include "base/error.h"
#include "base/text.h"
#include "link/web_address.h"

#include <algorithm>
#include <charconv>

namespace comity::link {
namespace {

[[noreturn]] void refuse_entry(std::string_view text)
{
    throw Error(Cause::invalid, "\"" + std::string(text) +
                                    "\" is no host and port that may be called: write HOST:PORT, "
                                    "as in intranet.example:8080, 10.0.0.7:443 or [::1]:443.");
}

} // namespace

AllowList::AllowList(const std::vector<std::string>& entries)
{
    for (const std::string& entry : entries)
        m_entries.push_back(parse(entry));
}

// The part of a web address between slashes, read as that is, so that both mean the same.
AllowList::Entry AllowList::parse(std::string_view text)
{
    const std::string_view trimmed = trim(text);
    const std::size_t colon = trimmed.rfind(':');
    if (colon == trimmed.npos || trimmed.find_first_of("/?#@\\") != trimmed.npos)
        refuse_entry(text);
    const std::string_view digits = trimmed.substr(colon + 1);
    if (digits.empty() || !std::ranges::all_of(digits, is_digit))
        refuse_entry(text);
    try {
        WebAddress address = parse_web_address("http://" + std::string(trimmed) + "/");
        if (const auto literal = parse_address(address.host))
            return {"", *literal, address.port};
        return {std::move(address.host), {}, address.port};
    } catch (const Error&) {
        refuse_entry(text);
    }
}

bool AllowList::names(std::string_view host, std::uint16_t port) const
{
    return std::ranges::any_of(m_entries, [&](const Entry& entry) {
        return !entry.host.empty() && entry.host == host && entry.port == port;
    });
}

bool AllowList::has(const Address& address, std::uint16_t port) const
{
    return std::ranges::any_of(m_entries, [&](const Entry& entry) {
        return entry.host.empty() && entry.address == address && entry.port == port;
    });
}

} // namespace comity::link
