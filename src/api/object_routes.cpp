// What there is: objects described for clients.
#include "api/describe.h"
#include "api/desk.h"

namespace comity::api {

namespace {

http::Response list(Call& call)
{
    const Words words = words_for(call);
    std::string body;
    body.reserve(64 * 1024);
    JsonWriter json(body);
    json.begin_object();
    json.key("objects");
    json.begin_array();
    for (const record::Object& object : call.catalog->objects())
        if (call.actor.reach(object, record::Verb::read) != record::Reach::none)
            write_object(json, call, object, words);
    json.end_array();
    json.end_object();
    return http::json_response(200, std::move(body));
}

http::Response read(Call& call)
{
    const record::Object& object = call.catalog->load(call.request.parameter("name"));
    call.actor.require(object, record::Verb::read);
    std::string body;
    JsonWriter json(body);
    write_object(json, call, object, words_for(call));
    return http::json_response(200, std::move(body));
}

} // namespace

void add_object_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    add_route(router, desk, Method::get, "/api/v1/objects", Lane::slow, Who::signed_in, list);
    add_route(router, desk, Method::get, "/api/v1/objects/{name}", Lane::slow, Who::signed_in,
              read);
}

} // namespace comity::api
