#include "link/http_client.h"

#include "link/redirect.h"
#include "link/transfer.h"

#include <curl/curl.h>

namespace comity::link {
namespace {

// Once, before the first of all requests; later calls only count.
void begin_curl()
{
    static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
    CHECK(begun == CURLE_OK);
}

// The same sentence for a name that nobody has and for one inside a network: who asks is not told
// which names there are.
Error refusal_of(const WebAddress& at)
{
    if (parse_address(at.host))
        return {Cause::invalid, at.host_and_port() + " is no public address of the internet. "
                                                     "Whoever runs Comity may allow it."};
    return {Cause::unavailable,
            at.host + " has no public address on the internet, or is not found."};
}

} // namespace

HttpClient::HttpClient(HttpOptions options)
    : m_gate(std::move(options.allowed), std::move(options.resolve), std::move(options.is_public)),
      m_certificates(std::move(options.certificates))
{
    begin_curl();
}

HttpAnswer HttpClient::ask(HttpCall call, std::stop_token stop)
{
    check_call(call);
    const Moment until = std::chrono::steady_clock::now() + call.limits.time;
    std::string led_by; // whoever sent us on
    // What is private is allowed for those who name it, not for the world to send us there.
    bool may_be_private = true;
    WebAddress at = parse_web_address(call.address);
    for (int followed = 0;; ++followed) {
        require_time(at.host, until, stop);
        const Destination destination = m_gate.admit(at, may_be_private, until, stop);
        require_time(at.host, until, stop);
        if (destination.addresses.empty())
            throw followed > 0 ? leads_nowhere(led_by) : refusal_of(at);
        HttpAnswer answer = transfer(destination, call, until, stop, m_certificates);
        if (call.limits.redirects == 0 || !is_redirect(answer))
            return answer;
        if (followed == call.limits.redirects)
            throw Error(Cause::unavailable, at.host + " leads from one address to the next.");
        may_be_private = may_be_private && !m_gate.is_public(destination);
        led_by = at.host;
        at = redirected(call, destination.at, answer);
    }
}

} // namespace comity::link
