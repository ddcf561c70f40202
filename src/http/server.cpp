#include "http/server.h"

#include "base/error.h"
#include "base/log.h"
#include "http/loop.h"
#include "http/spool.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace comity::http {
namespace {

using boost::asio::ip::tcp;

constexpr int accepts_per_turn = 64;
constexpr std::string_view full_answer =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\n"
    "Retry-After: 5\r\nConnection: close\r\n\r\n"
    R"({"type":"about:blank","title":"Service Unavailable","status":503,"cause":"unavailable",)"
    R"("detail":"Too many clients.","problems":[],"request_id":""})";

// One descriptor a connection: take all that the system grants.
void raise_descriptor_limit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

tcp::endpoint find_endpoint(boost::asio::io_context& io, const std::string& listen)
{
    const std::size_t colon = listen.rfind(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == listen.size())
        throw Error(Cause::unavailable, "Listen addresses look like 127.0.0.1:8080, not " + listen);
    std::string host = listen.substr(0, colon);
    if (host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    boost::system::error_code failure;
    tcp::resolver resolver(io);
    const auto found =
        resolver.resolve(host, listen.substr(colon + 1),
                         tcp::resolver::passive | tcp::resolver::numeric_service, failure);
    if (failure || found.empty())
        throw Error(Cause::unavailable, "There is no address " + listen + " to listen on.");
    return found.begin()->endpoint();
}

unsigned count_of_loops(unsigned wanted)
{
    return wanted > 0 ? wanted : std::clamp(std::thread::hardware_concurrency(), 1u, 4u);
}

} // namespace

// The acceptor, which lives on the first loop, and all that the server owns.
class Server::Door {
public:
    Door(Options options, Router router) : m_site(std::move(options), std::move(router)) {}

    void start();
    void stop(std::chrono::milliseconds grace);
    int port() const { return m_port; }
    Counters counters() const;

private:
    void listen();
    void wait_for_clients();
    void accept_clients();
    bool accept_one();
    void pause();
    void wait_until_empty(std::chrono::steady_clock::time_point until);

    Site m_site;
    std::vector<std::unique_ptr<Loop>> m_loops;
    std::unique_ptr<tcp::acceptor> m_acceptor;
    std::unique_ptr<boost::asio::steady_timer> m_pause;
    std::size_t m_next = 0; // the loop that gets the next client
    int m_port = 0;
    bool m_is_running = false;
};

void Server::Door::start()
{
    CHECK(!m_is_running && m_loops.empty());
    raise_descriptor_limit();
    m_site.spool_folder = prepare_spool_folder(m_site.options.spool_folder);
    const unsigned loops = count_of_loops(m_site.options.io_threads);
    for (unsigned i = 0; i < loops; ++i)
        m_loops.push_back(std::make_unique<Loop>(m_site));
    listen();
    m_site.workers.start(std::max(1u, m_site.options.worker_threads));
    m_is_running = true;
    wait_for_clients();
    for (const auto& loop : m_loops)
        loop->start();
}

void Server::Door::listen()
{
    auto& io = m_loops.front()->io();
    const tcp::endpoint endpoint = find_endpoint(io, m_site.options.listen);
    m_pause = std::make_unique<boost::asio::steady_timer>(io);
    m_acceptor = std::make_unique<tcp::acceptor>(io);
    try {
        m_acceptor->open(endpoint.protocol());
        m_acceptor->set_option(tcp::acceptor::reuse_address(true));
        m_acceptor->bind(endpoint);
        m_acceptor->listen(4096);
        m_acceptor->native_non_blocking(true);
        m_port = m_acceptor->local_endpoint().port();
    } catch (const boost::system::system_error& failure) {
        m_acceptor = nullptr;
        m_pause = nullptr;
        m_loops.clear();
        throw Error(Cause::unavailable, "Nothing can listen on " + m_site.options.listen + ": " +
                                            failure.code().message());
    }
}

void Server::Door::wait_for_clients()
{
    m_acceptor->async_wait(tcp::acceptor::wait_read,
                           [this](const boost::system::error_code& failure) {
                               if (failure)
                                   return;
                               try {
                                   accept_clients();
                               } catch (const std::exception&) {
                                   errno = ENOMEM;
                                   pause();
                               }
                           });
}

void Server::Door::accept_clients()
{
    for (int i = 0; i < accepts_per_turn; ++i) {
        if (accept_one())
            continue;
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            break;
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return pause();
        // Others mean that this one client has gone already.
    }
    wait_for_clients();
}

bool Server::Door::accept_one()
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int socket = ::accept4(m_acceptor->native_handle(), reinterpret_cast<sockaddr*>(&address),
                                 &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0)
        return false;
    if (m_site.connections.fetch_add(1) >= m_site.options.limits.connections) {
        m_site.connections.fetch_sub(1);
        m_loops.front()->tally().turned_away.add();
        (void)::send(socket, full_answer.data(), full_answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        ::close(socket);
        return true;
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    tcp::endpoint remote;
    std::memcpy(remote.data(), &address, std::min<std::size_t>(size, remote.capacity()));
    m_loops[m_next]->adopt(socket, remote.address().to_string());
    m_next = (m_next + 1) % m_loops.size();
    return true;
}

// Out of descriptors or memory: the clients wait in the kernel's queue for a moment.
void Server::Door::pause()
{
    log_warning("no more clients can be accepted for now: " + std::string(std::strerror(errno)));
    m_pause->expires_after(std::chrono::milliseconds(100));
    m_pause->async_wait([this](const boost::system::error_code& failure) {
        if (!failure && m_acceptor->is_open())
            wait_for_clients();
    });
}

void Server::Door::wait_until_empty(std::chrono::steady_clock::time_point until)
{
    while (m_site.connections > 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

void Server::Door::stop(std::chrono::milliseconds grace)
{
    if (!m_is_running)
        return;
    m_is_running = false;
    m_site.is_stopping = true;
    const auto start = std::chrono::steady_clock::now();
    m_loops.front()->post([this] {
        boost::system::error_code ignored;
        m_acceptor->close(ignored);
        m_pause->cancel();
    });
    for (const auto& loop : m_loops)
        loop->wind_down();
    wait_until_empty(start + grace);
    // Connections on their way to a loop see for themselves that it stops.
    for (const auto& loop : m_loops)
        loop->cut();
    wait_until_empty(std::chrono::steady_clock::time_point::max());
    m_site.workers.stop();
    for (const auto& loop : m_loops)
        loop->join();
}

Counters Server::Door::counters() const
{
    Counters sum;
    for (const auto& loop : m_loops)
        loop->tally().add_to(sum);
    sum.waiting_for_worker = m_site.workers.waiting();
    return sum;
}

Server::Server(Options options, Router router)
    : m_door(std::make_unique<Door>(std::move(options), std::move(router)))
{
}

Server::~Server()
{
    m_door->stop(std::chrono::milliseconds(0));
}

void Server::start()
{
    m_door->start();
}

int Server::port() const
{
    return m_door->port();
}

void Server::stop(std::chrono::milliseconds grace)
{
    m_door->stop(grace);
}

Counters Server::counters() const
{
    return m_door->counters();
}

} // namespace comity::http
