#include "link/redirect.h"

#include "base/text.h"

#include <algorithm>

namespace comity::link {
namespace {

// Says nothing of who asks.
constexpr std::string_view carried_everywhere[] = {"accept", "accept-language"};

bool is_header_in(const HttpHeader& header, std::string_view name)
{
    return lower_ascii(header.name) == name;
}

bool only_reads(const HttpCall& call)
{
    return call.method == "GET" || call.method == "HEAD";
}

bool becomes_get(const HttpCall& call, int status)
{
    return !only_reads(call) &&
           (status == 303 || (call.method == "POST" && (status == 301 || status == 302)));
}

WebAddress location_of(const WebAddress& from, const HttpAnswer& answer)
{
    try {
        return from.resolved(answer.header("location"));
    } catch (const Error&) {
        throw leads_nowhere(from.host);
    }
}

} // namespace

bool is_redirect(const HttpAnswer& answer)
{
    const int status = answer.status;
    const bool leads = (status >= 301 && status <= 303) || status == 307 || status == 308;
    return leads && !answer.header("location").empty();
}

WebAddress redirected(HttpCall& call, const WebAddress& from, const HttpAnswer& answer)
{
    WebAddress to = location_of(from, answer);
    if (from.is_secure && !to.is_secure)
        throw Error(Cause::unavailable,
                    from.host + " leads from https to http, where anybody may listen.");
    if (becomes_get(call, answer.status)) {
        call.method = "GET";
        call.body.clear();
        std::erase_if(call.headers, [](const HttpHeader& header) {
            return is_header_in(header, "content-type");
        });
    }
    if (from.has_origin_of(to))
        return to;
    if (!only_reads(call))
        throw Error(Cause::unavailable,
                    from.host + " wants this to be sent to another place. Nothing is passed on: "
                                "give the address that it leads to.");
    std::erase_if(call.headers, [](const HttpHeader& header) {
        return std::ranges::none_of(
            carried_everywhere, [&](std::string_view name) { return is_header_in(header, name); });
    });
    return to;
}

Error leads_nowhere(std::string_view host)
{
    return {Cause::unavailable, std::string(host) + " leads to an address that is not called."};
}

} // namespace comity::link
