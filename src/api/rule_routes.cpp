// Rules are records like others; beside that, what one would find before it is laid down.
#include "api/answers.h"
#include "api/desk.h"
#include "record/rules/rules.h"

namespace comity::api {

namespace {

http::Response preview_rule_route(Call& call)
{
    const Json body = call.body();
    require_known(body, {"object", "condition", "required_fields"});
    const Json found = record::preview_rule(call.engine(), call.actor, body);
    return http::json_response(200, format_json(found));
}

} // namespace

void add_rule_routes(http::Router& router, Desk& desk)
{
    add_route(router, desk, http::Method::post, "/api/v1/rules/preview", http::Lane::slow,
              Who::signed_in, preview_rule_route);
}

} // namespace comity::api
