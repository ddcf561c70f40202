#include "http/loop.h"

#include "base/log.h"
#include "http/connection.h"

#include <algorithm>

namespace comity::http {
namespace {

constexpr std::size_t most_spare_exchanges = 64;

// A deadline is met at most a quarter late, and a loop is never woken more often than needed.
std::chrono::milliseconds sweep_interval(const Limits& limits)
{
    const auto shortest = std::min(
        {limits.head, limits.idle, limits.body, limits.write, limits.linger, limits.heartbeat});
    return std::clamp(shortest / 4, std::chrono::milliseconds(5), std::chrono::milliseconds(1000));
}

} // namespace

Loop::Loop(Site& site)
    : m_site(site), m_guard(boost::asio::make_work_guard(m_io)), m_timer(m_io),
      m_sweep_every(sweep_interval(site.options.limits)),
      m_read_room(std::make_unique<std::array<char, 64 * 1024>>())
{
}

Loop::~Loop() = default;

void Loop::start()
{
    wait_for_sweep();
    m_thread = std::thread([this] {
        for (;;) {
            try {
                m_io.run();
                return;
            } catch (const std::exception& failure) {
                // Out of memory, most likely: this turn is lost, the others go on.
                log_error(std::string("a connection's thread went on after: ") + failure.what());
            }
        }
    });
}

void Loop::adopt(int socket, std::string remote_address)
{
    post([this, socket, remote = std::move(remote_address)]() mutable {
        auto connection = std::make_shared<Connection>(*this, socket, std::move(remote));
        connection->set_place(m_connections.size());
        m_connections.push_back(connection);
        m_tally.accepted.add();
        m_tally.connections.add();
        connection->start();
    });
}

void Loop::remove(Connection& connection)
{
    const std::size_t place = connection.place();
    m_connections.back()->set_place(place);
    std::swap(m_connections[place], m_connections.back());
    m_connections.pop_back();
    m_tally.connections.subtract();
    m_site.connections.fetch_sub(1);
}

void Loop::wind_down()
{
    post([this] {
        for (std::size_t i = m_connections.size(); i-- > 0;)
            std::shared_ptr(m_connections[i])->wind_down();
    });
}

void Loop::cut()
{
    post([this] {
        for (std::size_t i = m_connections.size(); i-- > 0;)
            std::shared_ptr(m_connections[i])->cut();
    });
}

void Loop::join()
{
    if (!m_thread.joinable())
        return;
    post([this] { m_io.stop(); });
    m_thread.join();
}

std::unique_ptr<Exchange> Loop::borrow()
{
    if (m_exchanges.empty())
        return std::make_unique<Exchange>();
    auto exchange = std::move(m_exchanges.back());
    m_exchanges.pop_back();
    return exchange;
}

void Loop::give_back(std::unique_ptr<Exchange> exchange)
{
    exchange->clear();
    if (m_exchanges.size() < most_spare_exchanges)
        m_exchanges.push_back(std::move(exchange));
}

void Loop::wait_for_sweep()
{
    m_timer.expires_after(m_sweep_every);
    m_timer.async_wait([this](const boost::system::error_code& failure) {
        if (failure)
            return;
        wait_for_sweep();
        sweep();
    });
}

// From the back, so that a connection that goes while we look at it disturbs nobody.
void Loop::sweep()
{
    const auto now = Clock::now();
    for (std::size_t i = m_connections.size(); i-- > 0;)
        if (m_connections[i]->deadline() <= now)
            std::shared_ptr(m_connections[i])->on_deadline(now);
}

} // namespace comity::http
