#pragma once
// Who may be called. A host is allowed by what stands behind its name at that moment, so the
// answer is the addresses themselves: whoever calls connects to one of these and asks no name
// server again, which may say something else by then.
//
// Any thread may ask.

#include "link/allow_list.h"
#include "link/lookup.h"
#include "link/web_address.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace comity::link {

// Where a request goes.
struct Destination {
    WebAddress at;
    std::vector<Address> addresses; // one of these and no other, in this order
};

class Gate {
public:
    using IsPublic = std::function<bool(const Address&)>;

    // Null: the system's names, and the addresses that are public on the internet.
    explicit Gate(AllowList allowed, Lookup::Resolve resolve = nullptr,
                  IsPublic is_public = nullptr);

    // Without addresses when none of that host's may be called, or none was found until then, or
    // the stop was requested. Without `may_be_private` the allow list does not count.
    Destination admit(WebAddress at, bool may_be_private, Moment until, std::stop_token stop);
    // One that anybody on the internet might call as well.
    bool is_public(const Destination& destination) const;

private:
    const AllowList m_allowed;
    Lookup m_lookup;
    const IsPublic m_is_public;
};

} // namespace comity::link
