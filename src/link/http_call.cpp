#include "link/http_call.h"

#include "base/text.h"

#include <algorithm>
#include <span>

namespace comity::link {
namespace {

constexpr std::string_view methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
constexpr std::size_t most_bytes_of_headers = 32 * 1024;

// How long a message is, to whom it goes and by which connection is not for callers to say; and we
// keep no cookies.
constexpr std::string_view our_headers[] = {"accept-encoding", "connection",
                                            "content-length",  "cookie",
                                            "expect",          "host",
                                            "keep-alive",      "te",
                                            "trailer",         "transfer-encoding",
                                            "upgrade"};

bool is_among(std::span<const std::string_view> names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

bool is_token(std::string_view name)
{
    constexpr std::string_view more = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || more.contains(c);
    });
}

bool is_one_line(std::string_view value)
{
    return std::ranges::none_of(value,
                                [](unsigned char c) { return (c < ' ' && c != '\t') || c == 127; });
}

void check_header(const HttpHeader& header)
{
    if (!is_token(header.name))
        throw Error(Cause::invalid, "A header of this request has a name that is none.");
    const std::string name = lower_ascii(header.name);
    if (is_among(our_headers, name) || name.starts_with("proxy-"))
        throw Error(Cause::invalid, "The header " + header.name + " cannot be given.");
    if (!is_one_line(header.value))
        throw Error(Cause::invalid,
                    "The value of the header " + header.name + " has control characters.");
}

} // namespace

std::string_view HttpAnswer::header(std::string_view name) const
{
    const auto found = std::ranges::find(headers, name, &HttpHeader::name);
    return found == headers.end() ? std::string_view() : found->value;
}

void check_call(const HttpCall& call)
{
    if (!is_among(methods, call.method))
        throw Error(Cause::invalid, "A request is one of GET, HEAD, POST, PUT, PATCH and DELETE.");
    if (!call.body.empty() && (call.method == "GET" || call.method == "HEAD"))
        throw Error(Cause::invalid, "A request by " + call.method + " has no body.");
    std::size_t bytes = 0;
    for (const HttpHeader& header : call.headers) {
        check_header(header);
        bytes += header.name.size() + header.value.size();
    }
    if (bytes > most_bytes_of_headers)
        throw Error(Cause::invalid, "The headers of this request are longer than 32 KiB.");
}

Error too_slow(std::string_view host)
{
    return {Cause::unavailable, std::string(host) + " did not answer in time."};
}

Error stopped()
{
    return {Cause::unavailable, "The request to another system was given up: the program ends."};
}

void require_time(std::string_view host, Moment until, const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw stopped();
    if (std::chrono::steady_clock::now() >= until)
        throw too_slow(host);
}

} // namespace comity::link
