#include "commands/bench_caller.h"

#include "base/error.h"

#include <arpa/inet.h>
#include <cctype>
#include <charconv>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace comity::commands {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::string_view length_header = "Content-Length: ";

[[noreturn]] void fail()
{
    throw Error(Cause::unavailable, "The server that is measured did not answer.");
}

std::size_t number_at(std::string_view text)
{
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

Caller::Caller(int port, std::string key)
    : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), m_key(std::move(key))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        close(m_socket);
        fail();
    }
}

Caller::~Caller()
{
    close(m_socket);
}

void Caller::send_all(std::string_view bytes) const
{
    while (!bytes.empty()) {
        const ssize_t sent = send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            fail();
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Caller::receive()
{
    char piece[64 * 1024];
    const ssize_t count = recv(m_socket, piece, sizeof piece, 0);
    if (count <= 0)
        fail();
    m_in.append(piece, static_cast<std::size_t>(count));
}

Caller::Answer Caller::ask(std::string_view method, std::string_view target, std::string_view body)
{
    std::string request;
    request.append(method).append(" /api/v1").append(target).append(" HTTP/1.1\r\n");
    request += "Host: 127.0.0.1\r\nAuthorization: Bearer " + m_key + "\r\n";
    if (!body.empty())
        request +=
            "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n";
    request.append("\r\n").append(body);
    send_all(request);
    std::size_t end = 0;
    while ((end = m_in.find(end_of_head)) == m_in.npos)
        receive();
    const std::string_view head(m_in.data(), end + 2);
    const std::size_t length = head.find(length_header);
    if (!head.starts_with("HTTP/1.1 ") || length == head.npos)
        fail();
    const auto status = static_cast<int>(number_at(head.substr(9)));
    const std::size_t size = number_at(head.substr(length + length_header.size()));
    const std::size_t begin = end + end_of_head.size();
    while (m_in.size() < begin + size)
        receive();
    Answer answer{status, m_in.substr(begin, size)};
    m_in.erase(0, begin + size);
    return answer;
}

std::string encode_query(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (std::isalnum(byte) && byte < 0x80) {
            out += letter;
        } else {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return out;
}

} // namespace comity::commands
