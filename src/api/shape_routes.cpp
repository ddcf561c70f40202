// Objects and fields of an administrator's own, and all of them as one text.
#include "record/shape/edit.h"

#include "api/answers.h"
#include "api/describe.h"
#include "api/desk.h"
#include "base/error.h"
#include "record/object/catalog.h"
#include "record/shape/text.h"

namespace comity::api {

using namespace record;

namespace {

std::string name_in(const Call& call)
{
    return std::string(call.request.parameter("name"));
}

std::string field_in(const Call& call)
{
    return std::string(call.request.parameter("field"));
}

Json said_in(const Call& call)
{
    Json said = call.body();
    if (said.is_null())
        throw Error(Cause::malformed, say("request.body_must_be_json_object_that"));
    return said;
}

// The object as it is from now on; nothing of it when it is in the bin.
http::Response object_answer(Call& call, int status, const std::string& name, const Id& change)
{
    call.catalog = call.engine().catalog();
    std::string body;
    JsonWriter json(body);
    const Layouts layouts = layouts_for(call.engine(), call.actor);
    if (const Object* object = call.catalog->find(name)) {
        const auto layout = layouts.find(object->name);
        write_object(json, call, *object, layout == layouts.end() ? nullptr : &layout->second,
                     tongue_for(call));
    } else
        json.value(Json().set("change", format_id(change)));
    http::Response response = http::json_response(status, std::move(body));
    name_change(response, change);
    return response;
}

http::Response add_an_object(Call& call)
{
    std::string made;
    const Id change = add_object(call.engine(), call.actor, said_in(call), made);
    http::Response response = object_answer(call, 201, made, change);
    response.with("Location", "/api/v1/objects/" + made);
    return response;
}

http::Response change_an_object(Call& call)
{
    const Id change = change_object(call.engine(), call.actor, name_in(call), said_in(call));
    return object_answer(call, 200, name_in(call), change);
}

http::Response add_some_fields(Call& call)
{
    const Id change = add_fields(call.engine(), call.actor, name_in(call), said_in(call));
    return object_answer(call, 201, name_in(call), change);
}

http::Response change_a_field(Call& call)
{
    const Id change =
        change_field(call.engine(), call.actor, name_in(call), field_in(call), said_in(call));
    return object_answer(call, 200, name_in(call), change);
}

using Step = Id (*)(Engine&, const Actor&, const std::string&, const std::string&);

// Of a field, or of the object where the path names none.
Take to_or_from_bin(Step step, bool is_field)
{
    return [step, is_field](Call& call) {
        const std::string field = is_field ? field_in(call) : "";
        const Id change = step(call.engine(), call.actor, name_in(call), field);
        return object_answer(call, 200, name_in(call), change);
    };
}

http::Response read_definitions(Call& call)
{
    if (!call.actor.is_administrator())
        throw Error(Cause::forbidden, say("request.only_administrators_read_definitions"));
    return http::json_response(200, format_definitions(call.engine()));
}

void write_change(JsonWriter& json, const DefinitionChange& change)
{
    json.begin_object();
    json.member("action", change.action);
    json.member("what", change.what);
    json.key("object");
    if (change.object.empty())
        json.null();
    else
        json.value(change.object);
    json.key("field");
    if (change.what == "field")
        json.value(change.name);
    else
        json.null();
    json.member("name", change.name);
    json.key("differences");
    json.begin_array();
    for (const auto& [member, before, after] : change.differences)
        json.value(Json().set("member", member).set("old", before).set("new", after));
    json.end_array();
    json.end_object();
}

http::Response take_definitions(Call& call)
{
    const bool is_dry_run = call.text("dry_run") == "true";
    said_in(call); // is it JSON at all? The text itself knows its lines.
    const DefinitionOutcome outcome = apply_definitions(
        call.engine(), call.actor, call.request.body, call.text("remove") == "true", is_dry_run);
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.member("dry_run", is_dry_run);
    json.key("changes");
    json.begin_array();
    for (const DefinitionChange& change : outcome.changes)
        write_change(json, change);
    json.end_array();
    json.key("change");
    if (outcome.change_set.is_nil())
        json.null();
    else
        json.value(format_id(outcome.change_set));
    json.end_object();
    http::Response response = http::json_response(200, std::move(body));
    name_change(response, outcome.change_set);
    return response;
}

} // namespace

void add_shape_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    const auto add = [&](Method method, std::string_view pattern, Taking taking,
                         http::Body body = http::Body::small) {
        add_route(router, desk, method, pattern, Lane::slow, Who::signed_in, std::move(taking),
                  body);
    };
    add(Method::post, "/api/v1/objects", add_an_object);
    add(Method::patch, "/api/v1/objects/{name}", change_an_object);
    add(Method::delete_, "/api/v1/objects/{name}", to_or_from_bin(remove_definition, false));
    add(Method::post, "/api/v1/objects/{name}/restore", to_or_from_bin(restore_definition, false));
    add(Method::post, "/api/v1/objects/{name}/empty", to_or_from_bin(empty_definition, false));
    add(Method::post, "/api/v1/objects/{name}/fields", add_some_fields);
    add(Method::patch, "/api/v1/objects/{name}/fields/{field}", change_a_field);
    add(Method::delete_, "/api/v1/objects/{name}/fields/{field}",
        to_or_from_bin(remove_definition, true));
    add(Method::post, "/api/v1/objects/{name}/fields/{field}/restore",
        to_or_from_bin(restore_definition, true));
    add(Method::post, "/api/v1/objects/{name}/fields/{field}/empty",
        to_or_from_bin(empty_definition, true));
    add(Method::get, "/api/v1/definitions", read_definitions);
    add(Method::post, "/api/v1/definitions", Taking({"dry_run", "remove"}, take_definitions));
}

} // namespace comity::api
