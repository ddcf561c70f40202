// What there is: objects described for clients.
#include "api/describe.h"
#include "api/describe_kinds.h"
#include "api/desk.h"
#include "record/object/catalog.h"

namespace comity::api {

namespace {

const record::Layout* layout_of(const record::Layouts& layouts, const record::Object& object)
{
    const auto found = layouts.find(object.name);
    return found == layouts.end() ? nullptr : &found->second;
}

http::Response list_objects_route(Call& call)
{
    const Tongue tongue = tongue_for(call);
    std::string body;
    body.reserve(64 * 1024);
    JsonWriter json(body);
    json.begin_object();
    json.key("objects");
    json.begin_array();
    const record::Layouts layouts = record::layouts_for(call.engine(), call.actor);
    for (const record::Object& object : call.catalog->objects())
        if (call.actor.reach(object, record::Verb::read) != record::Reach::none)
            write_object(json, call, object, layout_of(layouts, object), tongue);
    json.end_array();
    write_kinds(json);
    json.end_object();
    return http::json_response(200, std::move(body));
}

http::Response read_object_route(Call& call)
{
    const record::Object& object = call.catalog->load(call.request.parameter("name"));
    call.actor.require(object, record::Verb::read);
    std::string body;
    JsonWriter json(body);
    const record::Layouts layouts = record::layouts_for(call.engine(), call.actor);
    write_object(json, call, object, layout_of(layouts, object), tongue_for(call));
    return http::json_response(200, std::move(body));
}

} // namespace

void add_object_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    add_route(router, desk, Method::get, "/api/v1/objects", Lane::slow, Who::signed_in,
              list_objects_route);
    add_route(router, desk, Method::get, "/api/v1/objects/{name}", Lane::slow, Who::signed_in,
              read_object_route);
}

} // namespace comity::api
