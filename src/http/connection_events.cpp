// Streams of events.
#include "http/connection.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>

namespace comity::http {
namespace {

constexpr int stream_buffer = 32 * 1024; // the kernel's

} // namespace

void Connection::become_stream()
{
    m_stream = std::make_unique<Stream>();
    m_stream->channel = std::move(m_exchange->response.events);
    m_loop.give_back(std::move(m_exchange));
    m_loop.tally().event_streams.add();
    ::setsockopt(m_socket.native_handle(), SOL_SOCKET, SO_SNDBUF, &stream_buffer,
                 sizeof stream_buffer);
    m_state = State::events;
    m_deadline = Clock::now() + m_loop.limits().heartbeat;
    // The loop outlives the wake: closing detaches the channel, and stopping closes everything.
    m_stream->channel->attach([weak = weak_from_this(), loop = &m_loop] {
        loop->post([weak] {
            if (const auto self = weak.lock(); self && self->m_state == State::events)
                self->pump_events();
        });
    });
    arm_read();
}

void Connection::pump_events()
{
    Stream& stream = *m_stream;
    if (stream.is_stalled)
        return; // the socket will say
    for (;;) {
        if (stream.index == stream.pending.size()) {
            auto batch = stream.channel->take();
            stream.pending = std::move(batch.bytes);
            stream.is_last = batch.is_last;
            stream.index = 0;
            stream.offset = 0;
        }
        if (stream.pending.empty()) {
            if (stream.is_last)
                end_connection();
            return;
        }
        if (!send_events())
            return;
        m_deadline = Clock::now() + m_loop.limits().heartbeat;
    }
}

// One call of the kernel for many events, whose bytes are shared with all other listeners.
bool Connection::send_events()
{
    Stream& stream = *m_stream;
    std::array<iovec, 64> parts;
    std::size_t count = 0;
    for (std::size_t i = stream.index; i < stream.pending.size() && count < parts.size(); ++i) {
        const std::size_t skip = i == stream.index ? stream.offset : 0;
        parts[count++] = {const_cast<char*>(stream.pending[i]->data()) + skip,
                          stream.pending[i]->size() - skip};
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    const ssize_t sent = ::sendmsg(m_socket.native_handle(), &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR)
        return true;
    if (sent < 0 && errno == EAGAIN) {
        stream.is_stalled = true;
        m_deadline = Clock::now() + m_loop.limits().write;
        m_mark = static_cast<std::uint64_t>(unsent_bytes());
        arm_write();
        return false;
    }
    if (sent < 0) {
        close();
        return false;
    }
    m_loop.tally().bytes_out.add(static_cast<std::size_t>(sent));
    stream.offset += static_cast<std::size_t>(sent);
    while (stream.index < stream.pending.size() &&
           stream.offset >= stream.pending[stream.index]->size()) {
        stream.offset -= stream.pending[stream.index]->size();
        stream.pending[stream.index++] = nullptr;
    }
    return true;
}

} // namespace comity::http
