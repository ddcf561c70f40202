// The way out: answers, pieces of long answers, and the end.
#include "http/connection.h"

#include "base/log.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace comity::http {
namespace {

constexpr std::size_t small_body = 16 * 1024;    // is copied behind its head
constexpr std::size_t enough_output = 64 * 1024; // before more pipelined requests are looked at
constexpr std::size_t piece_size = 32 * 1024;    // that producers are asked to fill
constexpr std::chrono::milliseconds piece_time{20};
constexpr std::uint64_t most_discarded = 4 * 1024 * 1024;

std::string_view body_of(const Response& response)
{
    if (response.shared_body)
        return *response.shared_body;
    if (!response.static_body.empty())
        return response.static_body;
    return response.body;
}

} // namespace

bool Connection::is_bodyless() const
{
    const int status = m_exchange->response.status;
    return m_is_head || status == 204 || status == 304;
}

void Connection::begin_output()
{
    Exchange& x = *m_exchange;
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - x.started);
    m_loop.tally().add_answer(x.response.status, static_cast<std::uint64_t>(took.count()));
    if (m_is_in_hand)
        m_loop.tally().in_flight.subtract();
    m_is_in_hand = false;
    x.spool.remove();
    m_is_last = m_is_last || !x.head.is_keep_alive || x.response.close || x.response.events ||
                (x.response.producer && x.head.is_http_10) || m_loop.site().is_stopping;
    write_head();
    use_up_request();
    if (x.response.events || x.response.producer || !x.tail.empty() || m_is_last ||
        x.out.size() > enough_output)
        m_state = State::writing;
    else
        m_state = State::head;
}

void Connection::write_head()
{
    Exchange& x = *m_exchange;
    AnswerHead head;
    head.is_http_10 = x.head.is_http_10;
    head.is_last = m_is_last;
    head.request_id = {x.id.data(), x.id.size()};
    head.date = m_loop.date().text();
    const std::size_t start = x.out.size();
    std::string_view body = body_of(x.response);
    head.length = body.size();
    x.is_chunked_out = x.response.producer && !x.head.is_http_10;
    if (x.response.status == 204 || x.response.status == 304)
        head.framing = Framing::none;
    else if (x.is_chunked_out)
        head.framing = Framing::chunked;
    else if (x.response.events || x.response.producer)
        head.framing = Framing::until_close;
    try {
        append_head(x.out, x.response, head);
    } catch (const std::exception& failure) {
        log_error("request " + std::string(head.request_id) + ": a header would split the answer");
        x.out.resize(start);
        if (x.response.events)
            x.response.events->detach();
        x.response = http::refuse({500, Cause::broken, "Something went wrong on our side."},
                                  head.request_id);
        body = x.response.body;
        head.framing = Framing::length;
        head.length = body.size();
        append_head(x.out, x.response, head);
    }
    if (is_bodyless() || x.response.events || x.response.producer) {
        if (is_bodyless() && x.response.events)
            x.response.events->detach();
        if (is_bodyless()) {
            x.response.events = nullptr;
            x.response.producer = nullptr;
        }
        return;
    }
    if (body.size() <= small_body)
        x.out += body;
    else
        x.tail = body;
}

// What is behind the request comes next.
void Connection::use_up_request()
{
    Exchange& x = *m_exchange;
    m_loop.site().memory_bodies.fetch_sub(x.body_accounted);
    x.body_accounted = 0;
    if (m_is_last)
        return;
    if (x.head.has_body()) {
        x.in.assign(x.rest, x.rest_at);
        x.at = 0;
        x.rest.clear();
        x.rest_at = 0;
    } else {
        x.at += x.head_size;
    }
    x.scanned = 0;
}

// False when the socket takes no more now, or nothing ever again.
bool Connection::flush()
{
    Exchange& x = *m_exchange;
    while (x.has_output()) {
        iovec parts[2] = {{x.out.data() + x.out_at, x.out.size() - x.out_at},
                          {const_cast<char*>(x.tail.data()), x.tail.size()}};
        msghdr message{};
        message.msg_iov = parts;
        message.msg_iovlen = x.tail.empty() ? 1 : 2;
        const ssize_t sent = ::sendmsg(m_socket.native_handle(), &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno == EAGAIN) {
            m_deadline = Clock::now() + m_loop.limits().write;
            m_mark = static_cast<std::uint64_t>(unsent_bytes());
            arm_write();
            return false;
        }
        if (sent < 0) {
            close();
            return false;
        }
        const auto bytes = static_cast<std::size_t>(sent);
        m_loop.tally().bytes_out.add(bytes);
        const std::size_t of_out = std::min(bytes, x.out.size() - x.out_at);
        x.out_at += of_out;
        x.tail.remove_prefix(bytes - of_out);
    }
    x.out.clear();
    x.out_at = 0;
    return true;
}

void Connection::after_output()
{
    Exchange& x = *m_exchange;
    if (m_after_output == State::body) {
        m_after_output = State::head;
        m_deadline = Clock::now() + m_loop.limits().body;
        m_mark = 0;
        m_state = State::body;
        return;
    }
    if (x.response.events)
        return become_stream();
    if (x.response.producer)
        return ask_for_piece();
    if (m_is_last)
        return end_connection();
    if (x.response.body.size() > small_body || x.response.shared_body)
        x.response = {};
    m_state = State::head;
}

void Connection::ask_for_piece()
{
    m_state = State::producing;
    struct Outcome {
        bool has_more;
        bool has_failed;
    };
    const auto produce = [](Exchange& x) {
        const auto start = Clock::now();
        try {
            x.piece.clear();
            bool has_more = true;
            while (has_more && x.piece.size() < piece_size && Clock::now() - start < piece_time)
                has_more = x.response.producer(x.piece);
            return Outcome{has_more, false};
        } catch (const std::exception& failure) {
            log_error("request " + std::string(x.id.data(), x.id.size()) +
                      " ended in the middle of its answer: " + failure.what());
        } catch (...) {
        }
        return Outcome{false, true};
    };
    const auto go_on = [](Connection& self, Outcome outcome) {
        self.on_piece(outcome.has_more, outcome.has_failed);
    };
    if (!at_work(false, produce, go_on))
        abort();
}

void Connection::on_piece(bool has_more, bool has_failed)
{
    if (has_failed)
        return abort();
    Exchange& x = *m_exchange;
    if (x.is_chunked_out && !x.piece.empty()) {
        char digits[20];
        const auto end = std::to_chars(digits, digits + sizeof digits, x.piece.size(), 16).ptr;
        x.out.append(digits, end).append("\r\n");
        x.piece += "\r\n";
    }
    if (!has_more) {
        x.response.producer = nullptr;
        if (x.is_chunked_out)
            x.piece += "0\r\n\r\n";
    }
    x.tail = x.piece;
    m_state = State::writing;
    advance();
}

void Connection::arm_write()
{
    if (m_is_writing || m_state == State::closed)
        return;
    m_is_writing = true;
    m_socket.async_wait(boost::asio::socket_base::wait_write,
                        [self = shared_from_this()](const boost::system::error_code& failure) {
                            self->m_is_writing = false;
                            if (self->m_state == State::closed || failure)
                                return;
                            if (self->m_stream)
                                self->m_stream->is_stalled = false;
                            self->guard([&] { self->advance(); });
                        });
}

void Connection::on_write_deadline(Clock::time_point now)
{
    if (m_state == State::events && !m_stream->is_stalled) {
        static const auto beat = std::make_shared<const std::string>(":\n\n");
        m_deadline = now + m_loop.limits().heartbeat;
        m_stream->pending = {beat};
        m_stream->index = 0;
        m_stream->offset = 0;
        return pump_events();
    }
    // The kernel wakes us only when much of its buffer is free; a slow reader may need longer.
    const auto unsent = static_cast<std::uint64_t>(unsent_bytes());
    if (unsent >= m_mark)
        return abort();
    m_mark = unsent;
    m_deadline = now + m_loop.limits().write;
}

int Connection::unsent_bytes()
{
    int bytes = 0;
    ::ioctl(m_socket.native_handle(), SIOCOUTQ, &bytes);
    return bytes;
}

// Says that nothing follows and waits for the client to have read it: closing with unread bytes
// would take back what was sent.
void Connection::end_connection()
{
    ::shutdown(m_socket.native_handle(), SHUT_WR);
    if (m_loop.site().is_stopping)
        return close();
    if (m_stream)
        m_stream->channel->detach();
    if (m_exchange)
        m_loop.give_back(std::move(m_exchange));
    m_state = State::lingering;
    m_mark = 0;
    m_deadline = Clock::now() + m_loop.limits().linger;
    arm_read();
}

void Connection::discard()
{
    auto& room = m_loop.read_room();
    const ssize_t got = ::recv(m_socket.native_handle(), room.data(), room.size(), 0);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
        return close();
    m_mark += m_state == State::lingering && got > 0 ? static_cast<std::uint64_t>(got) : 0;
    if (m_mark > most_discarded && m_state == State::lingering)
        return close();
    arm_read();
}

void Connection::wind_down()
{
    if (m_state == State::events || m_state == State::lingering ||
        (m_state == State::head && !m_is_in_head))
        close();
}

void Connection::give_up(const char* why)
{
    log_error(std::string("a connection was given up: ") + why);
    abort();
}

void Connection::abort()
{
    boost::system::error_code ignored;
    m_socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
    close();
}

void Connection::close()
{
    if (m_state == State::closed)
        return;
    const bool is_at_work =
        m_state == State::answering || m_state == State::spooling || m_state == State::producing;
    m_state = State::closed;
    const auto self = shared_from_this();
    boost::system::error_code ignored;
    m_socket.close(ignored);
    if (m_is_in_hand)
        m_loop.tally().in_flight.subtract();
    m_is_in_hand = false;
    if (m_stream) {
        m_stream->channel->detach();
        m_loop.tally().event_streams.subtract();
        m_stream = nullptr;
    }
    if (m_exchange) {
        m_loop.site().memory_bodies.fetch_sub(m_exchange->body_accounted);
        m_exchange->body_accounted = 0;
    }
    if (m_exchange && !is_at_work) {
        if (m_exchange->response.events)
            m_exchange->response.events->detach();
        m_loop.give_back(std::move(m_exchange));
    }
    m_loop.remove(*this);
}

} // namespace comity::http
