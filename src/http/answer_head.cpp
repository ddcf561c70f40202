#include "http/answer_head.h"

#include "base/error.h"
#include "base/secret.h"

#include <charconv>
#include <ctime>

namespace comity::http {
namespace {

// For what a browser runs or shows as a page of ours.
constexpr std::string_view page_headers =
    "Content-Security-Policy: default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
    "X-Frame-Options: DENY\r\n";

// For everything else: it may do nothing at all, should somebody open it as a page.
constexpr std::string_view other_headers =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

bool runs_as_page(std::string_view content_type)
{
    return content_type.starts_with("text/html") || content_type.starts_with("text/javascript") ||
           content_type.starts_with("application/javascript");
}

void append_status_line(std::string& out, int status)
{
    if (status == 200) {
        out += "HTTP/1.1 200 OK\r\n";
        return;
    }
    char digits[12];
    const auto end = std::to_chars(digits, digits + sizeof digits, status).ptr;
    out.append("HTTP/1.1 ")
        .append(digits, end)
        .append(" ")
        .append(reason_of(status))
        .append("\r\n");
}

bool splits(std::string_view text)
{
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t')
            return true;
    return false;
}

void append_header(std::string& out, std::string_view name, std::string_view value)
{
    CHECK(!name.empty() && !splits(name) && !splits(value));
    out.append(name).append(": ").append(value).append("\r\n");
}

void append_framing(std::string& out, const AnswerHead& head)
{
    switch (head.framing) {
    case Framing::none:
    case Framing::until_close:
        return;
    case Framing::chunked:
        out += "Transfer-Encoding: chunked\r\n";
        return;
    case Framing::length: {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, head.length).ptr;
        out.append("Content-Length: ").append(digits, end).append("\r\n");
    }
    }
}

char* write_hex(char* to, std::uint64_t bits, int digits)
{
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        *to++ = "0123456789abcdef"[(bits >> shift) & 0xf];
    return to;
}

} // namespace

void append_head(std::string& out, const Response& response, const AnswerHead& head)
{
    append_status_line(out, response.status);
    out += head.date;
    if (head.framing != Framing::none)
        append_header(out, "Content-Type", response.content_type);
    append_framing(out, head);
    if (!response.cache_control.empty())
        append_header(out, "Cache-Control", response.cache_control);
    for (const auto& [name, value] : response.headers)
        append_header(out, name, value);
    out.append("X-Request-Id: ").append(head.request_id).append("\r\n");
    out += runs_as_page(response.content_type) ? page_headers : other_headers;
    if (head.is_last)
        out += "Connection: close\r\n";
    else if (head.is_http_10)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
}

std::string_view DateLine::text()
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (now.tv_sec != m_second) {
        m_second = now.tv_sec;
        tm parts{};
        gmtime_r(&now.tv_sec, &parts);
        char text[64];
        const std::size_t size =
            std::strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
        m_text.assign(text, size);
    }
    return m_text;
}

RequestIds::RequestIds()
{
    fill_random(&m_state, sizeof m_state);
}

// splitmix64 (Steele, Lea, Flood 2014).
std::uint64_t RequestIds::next_random()
{
    std::uint64_t z = m_state += 0x9e3779b97f4a7c15ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

void RequestIds::write_next(char* to)
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    const std::uint64_t ms = static_cast<std::uint64_t>(now.tv_sec) * 1000 +
                             static_cast<std::uint64_t>(now.tv_nsec) / 1'000'000;
    const std::uint64_t a = next_random();
    const std::uint64_t b = next_random();
    to = write_hex(to, ms >> 16, 8);
    *to++ = '-';
    to = write_hex(to, ms & 0xffff, 4);
    *to++ = '-';
    to = write_hex(to, 0x7000 | (a & 0xfff), 4);
    *to++ = '-';
    to = write_hex(to, 0x8000 | ((a >> 12) & 0x3fff), 4);
    *to++ = '-';
    write_hex(to, b, 12);
}

} // namespace comity::http
