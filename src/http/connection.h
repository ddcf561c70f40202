#pragma once
// One client: a state machine between its socket and the answers.
//
// Lives on its loop's thread. Workers touch only the exchange, and only in the states answering,
// spooling and producing, in which this side keeps its hands off it. Only for sources that may
// include Asio.

#include "http/events.h"
#include "http/exchange.h"
#include "http/loop.h"

#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace comity::http {

class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Clock = Loop::Clock;

    Connection(Loop& loop, int socket, std::string remote_address);
    ~Connection();

    void start();
    void wind_down();
    void cut() { close(); }
    void on_deadline(Clock::time_point now);

    Clock::time_point deadline() const { return m_deadline; }
    std::size_t place() const { return m_place; }
    void set_place(std::size_t place) { m_place = place; }

private:
    enum class State {
        head,      // waiting for a request, or for the rest of its head
        body,      // waiting for the rest of a body
        spooling,  // a worker writes a piece of it to disk
        ready,     // the request is whole
        answering, // a worker makes the answer
        answered,
        yielding,  // more requests are there, but others' turn comes first
        writing,   // the socket takes the answer
        producing, // a worker makes the next piece of the answer
        events,    // a stream of events
        lingering, // all is said; reading on, so that the client gets to hear it
        closed,
    };
    struct Stream {
        std::shared_ptr<EventChannel> channel;
        std::vector<std::shared_ptr<const std::string>> pending;
        std::size_t index = 0;  // of the first that is not wholly sent
        std::size_t offset = 0; // in that one
        bool is_last = false;
        bool is_stalled = false;
    };

    void advance();
    bool take_head();
    void wait_for_request();
    void open_request();
    bool admit_body();
    bool find_route();
    bool take_body();
    bool account_body();
    void spool_body();
    void begin_answer();
    Response run_answer();
    void yield_turn();
    void refuse(const Refusal& refusal);

    void begin_output();
    void write_head();
    void use_up_request();
    bool flush();
    void after_output();
    void ask_for_piece();
    void on_piece(bool has_more, bool has_failed);
    void become_stream();
    void pump_events();
    bool send_events();
    void end_connection();
    void close();
    void abort();

    void arm_read();
    void arm_write();
    void on_readable();
    void receive();
    void discard();
    void meet_deadline(Clock::time_point now);
    void on_write_deadline(Clock::time_point now);
    // Runs on a worker, then `then` on the loop; false when the pool takes no more.
    template <class Work, class Then> bool at_work(bool is_new, Work work, Then then);
    // What fails here, for want of memory most likely, costs this client and no other.
    template <class Step> void guard(Step step);
    void give_up(const char* why);
    bool is_bodyless() const;
    int unsent_bytes();

    Loop& m_loop;
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>
        m_socket;
    std::string m_remote_address;
    std::unique_ptr<Exchange> m_exchange;
    std::unique_ptr<Stream> m_stream;
    Clock::time_point m_deadline = Clock::time_point::max();
    std::size_t m_place = 0;
    std::uint64_t m_mark = 0; // what had gone through when the deadline was set
    State m_state = State::head;
    State m_after_output = State::head;
    bool m_is_in_head = false; // some bytes of a head are there
    bool m_is_in_hand = false; // counted as in flight
    bool m_is_head = false;    // the method is HEAD
    bool m_is_last = false;    // no request comes after this one
    bool m_is_reading = false; // waiting for the socket to be readable
    bool m_is_writing = false;
};

template <class Step> void Connection::guard(Step step)
{
    try {
        step();
    } catch (const std::exception& failure) {
        give_up(failure.what());
    }
}

template <class Work, class Then> bool Connection::at_work(bool is_new, Work work, Then then)
{
    // The last reference goes back to the loop, so that a connection never dies elsewhere.
    auto job = [self = shared_from_this(), work = std::move(work),
                then = std::move(then)]() mutable {
        auto outcome = work(*self->m_exchange);
        Loop& loop = self->m_loop;
        loop.post([self = std::move(self), then = std::move(then), outcome]() mutable {
            if (self->m_state != State::closed)
                return self->guard([&] { then(*self, outcome); });
            if (self->m_exchange->response.events)
                self->m_exchange->response.events->detach();
            self->m_loop.give_back(std::move(self->m_exchange));
        });
    };
    Workers& workers = m_loop.site().workers;
    return is_new ? workers.post(std::move(job)) : workers.post_next(std::move(job));
}

} // namespace comity::http
