#pragma once
// The addresses of a name, found in time or not at all. The system's getaddrinfo cannot be stopped
// and may hang for as long as it likes, so it runs on a thread that is left behind when nobody
// waits for it any more; of such threads there are only so many at once.
//
// Any thread may ask; who asks for a name that is being looked up waits for the same answer.

#include "link/addresses.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace comity::link {

using Moment = std::chrono::steady_clock::time_point;

class Lookup {
public:
    // Blocks; in the order in which they are to be tried, none when there are none. Must not throw.
    using Resolve = std::function<std::vector<Address>(const std::string& name)>;

    explicit Lookup(Resolve resolve = nullptr, std::size_t threads = 32); // null: the system's
    // None: there are none, or they were not found until then, or the stop was requested.
    std::vector<Address> find(const std::string& name, Moment until, std::stop_token stop);

private:
    struct Desk;
    std::shared_ptr<Desk> m_desk; // threads that were left behind hold it as well
};

} // namespace comity::link
