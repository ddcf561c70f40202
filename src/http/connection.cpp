// The way in: bytes to a request, and the request to its answer.
#include "http/connection.h"

#include "base/log.h"

#include <cerrno>
#include <sys/socket.h>

namespace comity::http {
namespace {

// Of a connection with many requests in one piece, before the others of its loop.
constexpr auto longest_turn = std::chrono::microseconds(500);

constexpr Refusal too_slow{408, Cause::malformed, "The request did not arrive in time."};
constexpr Refusal no_worker{503, Cause::unavailable, "Too many requests at once. Try again soon."};
constexpr Refusal no_route{404, Cause::not_found, "There is nothing at this address."};
constexpr Refusal no_method{405, Cause::malformed, "This address does not know this method."};
constexpr Refusal failed{500, Cause::broken, "Something went wrong on our side."};

} // namespace

Connection::Connection(Loop& loop, int socket, std::string remote_address)
    : m_loop(loop), m_socket(loop.io(), boost::asio::ip::tcp::v4(), socket),
      m_remote_address(std::move(remote_address))
{
}

Connection::~Connection() = default;

void Connection::start()
{
    if (m_loop.site().is_stopping)
        return close();
    advance();
}

// Goes on until the client, a worker or nothing is to be waited for.
void Connection::advance()
{
    const auto began = Clock::now();
    for (;;) {
        switch (m_state) {
        case State::head:
            if (!take_head())
                return;
            break;
        case State::body:
            if (!take_body())
                return;
            break;
        case State::ready:
            begin_answer();
            break;
        case State::answered:
            begin_output();
            if (m_state == State::head && !m_exchange->unread().empty() &&
                Clock::now() - began > longest_turn)
                return yield_turn();
            break;
        case State::writing:
            if (!flush())
                return;
            after_output();
            break;
        case State::events:
            return pump_events();
        case State::spooling:
        case State::answering:
        case State::yielding:
        case State::producing:
        case State::lingering:
        case State::closed:
            return;
        }
    }
}

void Connection::yield_turn()
{
    m_state = State::yielding;
    m_deadline = Clock::now() + m_loop.limits().idle;
    m_loop.post([self = shared_from_this()] {
        if (self->m_state != State::yielding)
            return;
        self->m_state = State::head;
        self->guard([&] { self->advance(); });
    });
}

bool Connection::take_head()
{
    if (!m_exchange) {
        wait_for_request();
        return false;
    }
    Exchange& x = *m_exchange;
    while (x.scanned == 0 && x.unread().starts_with("\r\n"))
        x.at += 2; // an empty line between requests is forgiven
    if (x.unread().empty() || x.unread() == "\r") {
        if (x.has_output()) {
            m_state = State::writing;
            return true;
        }
        if (x.unread().empty())
            m_loop.give_back(std::move(m_exchange));
        wait_for_request();
        return false;
    }
    const HeadEnd end = find_head_end(x.unread(), x.scanned, m_loop.limits());
    if (end.refusal) {
        refuse(*end.refusal);
        return true;
    }
    if (end.size > 0) {
        x.head_size = end.size;
        m_is_in_head = false;
        open_request();
        return true;
    }
    if (x.has_output()) {
        m_state = State::writing;
        return true;
    }
    if (!m_is_in_head) {
        m_is_in_head = true;
        m_deadline = Clock::now() + m_loop.limits().head;
    }
    x.in.erase(0, x.at);
    x.at = 0;
    arm_read();
    return false;
}

void Connection::wait_for_request()
{
    if (m_loop.site().is_stopping)
        return close();
    m_is_in_head = false;
    m_deadline = Clock::now() + m_loop.limits().idle;
    arm_read();
}

// The head is there: may this request go on?
void Connection::open_request()
{
    Exchange& x = *m_exchange;
    x.started = Clock::now();
    m_loop.ids().write_next(x.id.data());
    m_loop.tally().in_flight.add();
    m_is_in_hand = true;
    Request& request = x.request;
    request.remote_address = m_remote_address;
    request.request_id = {x.id.data(), x.id.size()};
    request.body = {};
    request.body_file.clear();
    request.body_size = 0;
    request.pattern = {};
    request.query.clear();
    request.captured.clear();
    m_is_head = false;
    const std::string_view bytes = x.unread().substr(0, x.head_size);
    if (const auto refusal = x.parser.read_head(bytes, m_loop.limits(), request, x.head))
        return refuse(*refusal);
    if (request.method == Method::head) {
        m_is_head = true;
        request.method = Method::get;
    }
    if (request.target == "*") {
        x.response = empty_response().with("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        m_is_last = x.head.has_body();
        m_state = State::answered;
        return;
    }
    if (!read_target(request, x.target_room))
        return refuse({400, Cause::malformed, "The request target could not be read."});
    if (!find_route() || !admit_body())
        return;
    if (!x.head.has_body()) {
        m_state = State::ready;
        return;
    }
    x.rest.assign(x.in, x.at + x.head_size);
    x.rest_at = 0;
    x.body.clear();
    x.body_taken = 0;
    m_mark = 0;
    if (x.head.expects_continue && x.rest.empty())
        x.out += "HTTP/1.1 100 Continue\r\n\r\n";
    m_deadline = Clock::now() + m_loop.limits().body;
    m_after_output = x.has_output() ? State::body : State::head;
    m_state = x.has_output() ? State::writing : State::body;
}

bool Connection::find_route()
{
    Exchange& x = *m_exchange;
    const Router& router = m_loop.site().router;
    Router::Match match = router.find(x.request.method, x.request.path, x.request.captured);
    x.route = match.route;
    if (match.route) {
        x.request.pattern = match.route->pattern;
        return true;
    }
    m_is_last = x.head.has_body(); // nobody will read it
    if (x.request.method == Method::options && match.allow.empty())
        match.allow = router.allow(x.request.path);
    if (x.request.method == Method::options && !match.allow.empty())
        x.response = empty_response().with("Allow", std::move(match.allow));
    else if (!match.allow.empty())
        x.response =
            http::refuse(no_method, x.request.request_id).with("Allow", std::move(match.allow));
    else
        x.response = http::refuse(no_route, x.request.request_id);
    m_state = State::answered;
    return false;
}

void Connection::begin_answer()
{
    Exchange& x = *m_exchange;
    x.request.body = x.body;
    x.request.body_size = x.head.has_body() ? x.body_taken : 0;
    if (x.route->body == Body::upload)
        x.request.body_file = x.spool.path();
    if (!x.head.has_body())
        x.request.body = {};
    const auto& choose = m_loop.site().options.choose_lane;
    const Lane lane = choose ? choose(x.request, x.route->lane) : x.route->lane;
    if (lane == Lane::quick) {
        x.response = run_answer();
        m_state = State::answered;
        return;
    }
    m_state = State::answering;
    const auto answer = [this](Exchange& exchange) {
        exchange.response = run_answer();
        return true;
    };
    const auto go_on = [](Connection& self, bool) {
        self.m_state = State::answered;
        self.advance();
    };
    if (at_work(true, answer, go_on))
        return;
    x.response = http::refuse(no_worker, x.request.request_id).with("Retry-After", "1");
    m_loop.tally().refused.add();
    m_state = State::answered;
}

// On the loop or on a worker.
Response Connection::run_answer()
{
    const Exchange& x = *m_exchange;
    std::string what = "no std::exception";
    try {
        return x.route->answer(x.request);
    } catch (const std::exception& failure) {
        what = failure.what();
    } catch (...) {
    }
    log_error("request " + std::string(x.request.request_id) + " " + x.route->pattern +
              " failed: " + what);
    return http::refuse(failed, x.request.request_id);
}

void Connection::refuse(const Refusal& refusal)
{
    Exchange& x = *m_exchange;
    if (!m_is_in_hand) {
        m_loop.ids().write_next(x.id.data());
        x.started = Clock::now();
        m_is_head = false;
    }
    m_loop.tally().refused.add();
    x.response = http::refuse(refusal, {x.id.data(), x.id.size()});
    m_is_last = true;
    m_state = State::answered;
}

void Connection::arm_read()
{
    if (m_is_reading || m_state == State::closed)
        return;
    m_is_reading = true;
    m_socket.async_wait(boost::asio::socket_base::wait_read,
                        [self = shared_from_this()](const boost::system::error_code& failure) {
                            self->m_is_reading = false;
                            if (self->m_state != State::closed && !failure)
                                self->guard([&] { self->on_readable(); });
                        });
}

void Connection::on_readable()
{
    switch (m_state) {
    case State::head:
    case State::body:
        return receive();
    case State::events:
    case State::lingering:
        return discard();
    default:
        return; // read when its turn comes
    }
}

void Connection::receive()
{
    auto& room = m_loop.read_room();
    const ssize_t got = ::recv(m_socket.native_handle(), room.data(), room.size(), 0);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
        return close();
    if (got < 0)
        return arm_read();
    if (!m_exchange)
        m_exchange = m_loop.borrow();
    std::string& into = m_state == State::body ? m_exchange->rest : m_exchange->in;
    into.append(room.data(), static_cast<std::size_t>(got));
    advance();
}

void Connection::on_deadline(Clock::time_point now)
{
    guard([&] { meet_deadline(now); });
}

void Connection::meet_deadline(Clock::time_point now)
{
    switch (m_state) {
    case State::head:
        if (!m_is_in_head)
            return close();
        refuse(too_slow);
        return advance();
    case State::body: {
        const std::uint64_t taken = m_exchange->body_taken;
        m_deadline = now + m_loop.limits().body;
        if (taken - m_mark >= m_loop.limits().body_step_bytes) {
            m_mark = taken;
            return;
        }
        refuse(too_slow);
        return advance();
    }
    case State::writing:
    case State::events:
        return on_write_deadline(now);
    case State::lingering:
        return close();
    default:
        // What a worker takes is not the client's fault.
        m_deadline = now + m_loop.limits().body;
    }
}

} // namespace comity::http
