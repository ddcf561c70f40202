#pragma once
// One thread with the connections that it owns. Everything but post, tally and join happens on that
// thread. Only for sources that may include Asio.

#include "http/answer_head.h"
#include "http/exchange.h"
#include "http/site.h"
#include "http/tally.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace comity::http {

class Connection;

class Loop {
public:
    using Clock = std::chrono::steady_clock;

    explicit Loop(Site& site);
    ~Loop();

    void start();
    // Any thread: takes over a connected socket.
    void adopt(int socket, std::string remote_address);
    // Any thread: idle connections and event streams end, others after their answer.
    void wind_down();
    // Any thread: all connections end now.
    void cut();
    // Ends the thread; all connections must be gone.
    void join();

    template <class Work> void post(Work&& work)
    {
        boost::asio::post(m_io, std::forward<Work>(work));
    }

    // On the loop's own thread.
    void remove(Connection& connection);
    std::unique_ptr<Exchange> borrow();
    void give_back(std::unique_ptr<Exchange> exchange);

    boost::asio::io_context& io() { return m_io; }
    Site& site() { return m_site; }
    const Limits& limits() const { return m_site.options.limits; }
    Tally& tally() { return m_tally; }
    const Tally& tally() const { return m_tally; }
    DateLine& date() { return m_date; }
    RequestIds& ids() { return m_ids; }
    // Room for one read.
    std::array<char, 64 * 1024>& read_room() { return *m_read_room; }

private:
    void wait_for_sweep();
    void sweep();

    Site& m_site;
    boost::asio::io_context m_io{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_guard;
    boost::asio::steady_timer m_timer;
    std::chrono::milliseconds m_sweep_every;
    std::unique_ptr<std::array<char, 64 * 1024>> m_read_room;
    std::vector<std::shared_ptr<Connection>> m_connections; // each knows its place
    std::vector<std::unique_ptr<Exchange>> m_exchanges;     // that nobody needs now
    Tally m_tally;
    DateLine m_date;
    RequestIds m_ids;
    std::thread m_thread;
};

} // namespace comity::http
