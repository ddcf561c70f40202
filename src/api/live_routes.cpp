// Live updates, health, metrics.
#include "api/answers.h"
#include "api/desk.h"
#include "api/live.h"
#include "base/error.h"

#include <charconv>

namespace comity::api {

using namespace record;

namespace {

http::Response events(Call& call)
{
    std::optional<std::int64_t> last;
    const std::string_view text = call.request.header("Last-Event-ID");
    if (!text.empty()) {
        std::int64_t seq = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), seq);
        if (read.ec != std::errc() || read.ptr != text.data() + text.size() || seq < 0)
            throw Error(Cause::malformed, say("request.last_event_id_must_be"));
        last = seq;
    }
    return http::event_response(call.desk.live.open(call.actor, last));
}

http::Response ready(Call& call)
{
    if (!call.engine().is_ready())
        throw Error(Cause::unavailable, say("request.database_cannot_be_reached_now"));
    return http::text_response(200, "ready\n");
}

} // namespace

void add_live_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    add_route(router, desk, Method::get, "/api/v1/events", Lane::slow, Who::signed_in, events);
    add_route(router, desk, Method::get, "/healthz", Lane::quick, Who::anyone,
              [](Call&) { return http::text_response(200, "alive\n"); });
    add_route(router, desk, Method::get, "/readyz", Lane::slow, Who::anyone, ready);
}

} // namespace comity::api
