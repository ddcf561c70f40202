#include "http/test_client.h"

#include <arpa/inet.h>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace comity::http::test {
namespace {

constexpr int patience_ms = 60'000;

} // namespace

std::string Reply::header(std::string_view name) const
{
    for (std::size_t at = 0; at < head.size();) {
        const std::size_t end = head.find("\r\n", at);
        const std::string_view line = std::string_view(head).substr(at, end - at);
        at = end == head.npos ? head.size() : end + 2;
        if (line.size() > name.size() + 1 && line[name.size()] == ':' &&
            equal_ignoring_case(line.substr(0, name.size()), name))
            return std::string(line.substr(name.size() + 2));
    }
    return {};
}

Client::Client(int port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("the server does not answer");
}

Client::Client(Client&& other) noexcept
    : m_socket(std::exchange(other.m_socket, -1)), m_in(std::move(other.m_in)),
      m_is_over(other.m_is_over)
{
}

Client::~Client()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

bool Client::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Client::fill()
{
    if (m_is_over)
        return false;
    pollfd waiting{m_socket, POLLIN, 0};
    char room[16384];
    if (::poll(&waiting, 1, patience_ms) <= 0) {
        m_is_over = true;
        return false;
    }
    const ssize_t got = ::recv(m_socket, room, sizeof room, 0);
    m_is_over = got <= 0;
    if (got > 0)
        m_in.append(room, static_cast<std::size_t>(got));
    return got > 0;
}

std::string Client::take(std::size_t count)
{
    while (m_in.size() < count && fill()) {
    }
    const std::string taken = m_in.substr(0, count);
    m_in.erase(0, taken.size());
    return taken;
}

std::string Client::read_until(std::string_view mark)
{
    for (;;) {
        const std::size_t place = m_in.find(mark);
        if (place != m_in.npos)
            return take(place + mark.size());
        if (!fill())
            return {};
    }
}

Reply Client::read_reply(bool is_head)
{
    Reply reply;
    reply.head = read_until("\r\n\r\n");
    if (reply.head.size() < 12)
        return reply;
    const int status = std::atoi(reply.head.c_str() + 9);
    reply.status = status;
    if (is_head || status == 204 || status == 304 || status == 100) {
        reply.is_whole = true;
    } else if (reply.header("Transfer-Encoding") == "chunked") {
        for (;;) {
            const std::string line = read_until("\r\n");
            const std::size_t size = std::strtoul(line.c_str(), nullptr, 16);
            if (line.empty())
                return reply;
            const std::string piece = take(size + 2);
            if (piece.size() < size + 2)
                return reply;
            if (size == 0)
                break;
            reply.body += piece.substr(0, size);
        }
        reply.is_whole = true;
    } else if (const std::string length = reply.header("Content-Length"); !length.empty()) {
        reply.body = take(std::strtoul(length.c_str(), nullptr, 10));
        reply.is_whole = reply.body.size() == std::strtoul(length.c_str(), nullptr, 10);
    } else {
        while (fill()) {
        }
        reply.body = take(m_in.size());
    }
    return reply;
}

std::string Client::read_for(int ms, bool* ended)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
    while (!m_is_over) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        pollfd waiting{m_socket, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0)
            break;
        fill();
    }
    if (ended)
        *ended = m_is_over;
    return take(m_in.size());
}

void Client::set_receive_buffer(int bytes)
{
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

void Client::finish_sending()
{
    ::shutdown(m_socket, SHUT_WR);
}

std::string get(std::string_view path, std::string_view more)
{
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(more) + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view more)
{
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(more) + "\r\n" + std::string(body);
}

Options small_options()
{
    Options options;
    options.listen = "127.0.0.1:0";
    options.io_threads = 1;
    options.worker_threads = 2;
    return options;
}

Options hasty_options()
{
    using std::chrono::milliseconds;
    Options options = small_options();
    options.limits.head = milliseconds(300);
    options.limits.idle = milliseconds(600);
    options.limits.body = milliseconds(300);
    options.limits.write = milliseconds(400);
    options.limits.linger = milliseconds(300);
    return options;
}

std::unique_ptr<Server> serve(Router router, Options options)
{
    auto server = std::make_unique<Server>(std::move(options), std::move(router));
    server->start();
    return server;
}

Router sample_router()
{
    Router router;
    router.add(Method::get, "/hello", Lane::quick,
               [](const Request&) { return text_response(200, "hello"); });
    router.add(Method::post, "/echo", Lane::quick, [](const Request& request) {
        return text_response(200, std::string(request.body));
    });
    router.add(Method::get, "/slow", Lane::slow, [](const Request& request) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        return text_response(200, "slow " + std::string(request.find("n").value_or("")));
    });
    router.add(Method::get, "/big", Lane::quick, [](const Request& request) {
        const std::string mb(request.find("mb").value_or("1"));
        return text_response(200, std::string(std::strtoul(mb.c_str(), nullptr, 10) << 20, 'x'));
    });
    router.add(Method::get, "/throw", Lane::quick,
               [](const Request&) -> Response { throw std::runtime_error("on purpose"); });
    router.add(
        Method::post, "/upload", Lane::slow,
        [](const Request& request) {
            std::ifstream file(request.body_file, std::ios::binary);
            std::string first(16, '\0');
            file.read(first.data(), 16);
            first.resize(static_cast<std::size_t>(file.gcount()));
            return text_response(200, std::to_string(request.body_size) + " " + first);
        },
        Body::upload);
    return router;
}

} // namespace comity::http::test
