#include "link/lookup.h"

#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <netdb.h>
#include <sys/socket.h>
#include <thread>

namespace comity::link {
namespace {

std::vector<Address> ask_system(const std::string& name)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* first = nullptr;
    if (::getaddrinfo(name.c_str(), nullptr, &hints, &first) != 0)
        return {};
    std::vector<Address> found;
    for (const addrinfo* one = first; one; one = one->ai_next)
        if (const auto address = address_of(one->ai_addr))
            found.push_back(*address);
    ::freeaddrinfo(first);
    return found;
}

} // namespace

struct Lookup::Desk {
    struct Sought {
        bool is_known = false;
        std::vector<Address> addresses;
    };

    Resolve resolve;
    std::size_t threads_left;
    std::mutex mutex;
    std::condition_variable_any changed;
    std::map<std::string, std::shared_ptr<Sought>> sought; // now, by a thread each

    static void work(std::shared_ptr<Desk> desk, std::string name)
    {
        std::vector<Address> addresses = desk->resolve(name);
        std::lock_guard lock(desk->mutex);
        const auto at = desk->sought.find(name);
        at->second->addresses = std::move(addresses);
        at->second->is_known = true;
        desk->sought.erase(at);
        ++desk->threads_left;
        desk->changed.notify_all();
    }

    // Null when all threads are taken.
    std::shared_ptr<Sought> join_or_begin(const std::shared_ptr<Desk>& self,
                                          const std::string& name)
    {
        if (const auto at = sought.find(name); at != sought.end())
            return at->second;
        if (threads_left == 0)
            return nullptr;
        std::thread(work, self, name).detach();
        --threads_left;
        return sought[name] = std::make_shared<Sought>();
    }
};

Lookup::Lookup(Resolve resolve, std::size_t threads) : m_desk(std::make_shared<Desk>())
{
    m_desk->resolve = resolve ? std::move(resolve) : ask_system;
    m_desk->threads_left = threads;
}

std::vector<Address> Lookup::find(const std::string& name, Moment until, std::stop_token stop)
{
    if (stop.stop_requested())
        return {};
    Desk& desk = *m_desk;
    std::unique_lock lock(desk.mutex);
    std::shared_ptr<Desk::Sought> mine;
    const auto has_begun = [&] { return (mine = desk.join_or_begin(m_desk, name)) != nullptr; };
    if (!desk.changed.wait_until(lock, stop, until, has_begun))
        return {};
    if (!desk.changed.wait_until(lock, stop, until, [&] { return mine->is_known; }))
        return {};
    return mine->addresses;
}

} // namespace comity::link
