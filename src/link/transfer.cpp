#include "link/transfer.h"

#include "base/version.h"
#include "link/incoming.h"

#include <algorithm>
#include <curl/curl.h>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>

namespace comity::link {
namespace {

template <auto end> struct Ender {
    template <class Thing> void operator()(Thing* thing) const { end(thing); }
};
using Easy = std::unique_ptr<CURL, Ender<curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, Ender<curl_multi_cleanup>>;
using Lines = std::unique_ptr<curl_slist, Ender<curl_slist_free_all>>;

template <class Value> void set(const Easy& easy, CURLoption option, Value value)
{
    CHECK(curl_easy_setopt(easy.get(), option, value) == CURLE_OK);
}

void add_line(Lines& lines, const std::string& line)
{
    curl_slist* longer = curl_slist_append(lines.get(), line.c_str());
    CHECK(longer);
    (void)lines.release();
    lines.reset(longer);
}

// ---- what libcurl calls; nothing is thrown through it ----

std::size_t take_head_line(char* bytes, std::size_t, std::size_t count, void* incoming) noexcept
{
    return static_cast<Incoming*>(incoming)->take_head_line({bytes, count}) ? count : 0;
}

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* incoming) noexcept
{
    if (count == 0)
        return 0;
    return static_cast<Incoming*>(incoming)->take_body({bytes, count}) ? count
                                                                       : CURL_WRITEFUNC_ERROR;
}

std::uint16_t port_of(const sockaddr* address)
{
    // Both families have it at the same place, but only their types say so.
    return ntohs(address->sa_family == AF_INET6
                     ? reinterpret_cast<const sockaddr_in6*>(address)->sin6_port
                     : reinterpret_cast<const sockaddr_in*>(address)->sin_port);
}

// The last word on where a connection goes: whatever made libcurl think of another address, it gets
// no socket for it.
curl_socket_t open_socket(void* to, curlsocktype purpose, curl_sockaddr* wanted) noexcept
{
    const auto& destination = *static_cast<const Destination*>(to);
    const auto address = address_of(&wanted->addr);
    if (purpose != CURLSOCKTYPE_IPCXN || !address ||
        std::ranges::find(destination.addresses, *address) == destination.addresses.end() ||
        port_of(&wanted->addr) != destination.at.port)
        return CURL_SOCKET_BAD;
    return ::socket(wanted->family, wanted->socktype | SOCK_CLOEXEC, wanted->protocol);
}

// ---- one request ----

// "example.com:443:[2001:db8::1],192.0.2.1": these are the name's addresses, nobody is asked.
std::string pin_of(const Destination& destination)
{
    std::string pin = destination.at.host_and_port();
    char before = ':';
    for (const Address& address : destination.addresses) {
        const std::string text = format_address(address);
        pin += before + (address.is_v6 ? "[" + text + "]" : text);
        before = ',';
    }
    return pin;
}

Lines pinned_names(const Destination& destination)
{
    Lines lines;
    if (!parse_address(destination.at.host))
        add_line(lines, pin_of(destination));
    return lines;
}

Lines header_lines(const HttpCall& call)
{
    Lines lines;
    add_line(lines, "Expect:"); // no waiting for a leave to send
    bool has_type = false;
    for (const HttpHeader& header : call.headers) {
        // An empty value is written that way; with a colon it would take the header away.
        add_line(lines,
                 header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
        has_type = has_type || curl_strequal(header.name.c_str(), "content-type");
    }
    if (!has_type)
        add_line(lines, "Content-Type:"); // not a form's
    return lines;
}

void set_method(const Easy& easy, const HttpCall& call)
{
    if (call.method == "HEAD") {
        set(easy, CURLOPT_NOBODY, 1L);
    } else if (call.method != "GET") {
        set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
        set(easy, CURLOPT_POSTFIELDS, call.body.c_str());
        set(easy, CURLOPT_CUSTOMREQUEST, call.method.c_str());
    }
}

void set_limits(const Easy& easy, const HttpCall& call, Moment until)
{
    using std::chrono::milliseconds;
    const auto left = std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now());
    // 0 would be no limit.
    const auto time = std::max(left, milliseconds(1));
    const auto connect_time = std::clamp(call.limits.connect_time, milliseconds(1), time);
    set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(time.count()));
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_time.count()));
    // What says so itself is not read at all. The head alone may speak of any body.
    if (call.method != "HEAD" && call.limits.answer_bytes > 0)
        set(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(call.limits.answer_bytes));
}

void set_manners(const Easy& easy)
{
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_PROXY, ""); // also none of the environment
    set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    set(easy, CURLOPT_USERAGENT, (std::string("Comity/") + program_version).c_str());
    set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
}

// Waits with the time limits of `easy`, and is woken by the stop.
CURLcode perform(const Easy& easy, const std::stop_token& stop)
{
    const Multi multi(curl_multi_init());
    CHECK(multi && curl_multi_add_handle(multi.get(), easy.get()) == CURLM_OK);
    const std::stop_callback wake(stop, [&] { curl_multi_wakeup(multi.get()); });
    int running = 1;
    while (running > 0 && !stop.stop_requested()) {
        CHECK(curl_multi_perform(multi.get(), &running) == CURLM_OK);
        if (running > 0)
            CHECK(curl_multi_poll(multi.get(), nullptr, 0, 1000, nullptr) == CURLM_OK);
    }
    int left = 0;
    const CURLMsg* message = curl_multi_info_read(multi.get(), &left);
    const CURLcode outcome = message ? message->data.result : CURLE_ABORTED_BY_CALLBACK;
    curl_multi_remove_handle(multi.get(), easy.get());
    return outcome;
}

Error failure_of(CURLcode outcome, const std::string& host)
{
    switch (outcome) {
    case CURLE_COULDNT_CONNECT:
        return {Cause::unavailable, host + " does not answer."};
    case CURLE_OPERATION_TIMEDOUT:
        return too_slow(host);
    case CURLE_PEER_FAILED_VERIFICATION:
        return {Cause::unavailable, host + " does not prove that it is " + host +
                                        ": its certificate is not trusted, is another host's or "
                                        "is out of date."};
    case CURLE_SSL_CONNECT_ERROR:
        return {Cause::unavailable, "There is no secure connection to " + host + "."};
    default:
        return {Cause::unavailable, "The answer of " + host + " broke off or cannot be read."};
    }
}

} // namespace

HttpAnswer transfer(const Destination& destination, const HttpCall& call, Moment until,
                    const std::stop_token& stop, const std::string& certificates)
{
    const std::string& host = destination.at.host;
    Incoming incoming(call.limits.answer_bytes);
    const Lines names = pinned_names(destination);
    const Lines headers = header_lines(call);
    const Easy easy(curl_easy_init());
    CHECK(easy);
    set_manners(easy);
    set_method(easy, call);
    set_limits(easy, call, until);
    set(easy, CURLOPT_URL, destination.at.text.c_str());
    set(easy, CURLOPT_RESOLVE, names.get());
    set(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(easy, CURLOPT_OPENSOCKETDATA, &destination);
    set(easy, CURLOPT_HTTPHEADER, headers.get());
    set(easy, CURLOPT_HEADERFUNCTION, take_head_line);
    set(easy, CURLOPT_HEADERDATA, &incoming);
    set(easy, CURLOPT_WRITEFUNCTION, take_body);
    set(easy, CURLOPT_WRITEDATA, &incoming);
    if (!certificates.empty())
        set(easy, CURLOPT_CAINFO, certificates.c_str());

    const CURLcode outcome = perform(easy, stop);
    if (outcome == CURLE_OK) {
        long status = 0;
        curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
        return incoming.take(static_cast<int>(status));
    }
    if (stop.stop_requested())
        throw stopped();
    if (incoming.is_too_large() || outcome == CURLE_FILESIZE_EXCEEDED)
        throw Error(Cause::unavailable, "The answer of " + host + " is too large.");
    throw failure_of(outcome, host);
}

} // namespace comity::link
