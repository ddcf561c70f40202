// The log: what happened, and taking it back.
#include "api/answers.h"
#include "api/desk.h"
#include "api/later.h"
#include "base/error.h"
#include "record/find/find.h"
#include "record/history/changes.h"
#include "record/history/days.h"
#include "record/log/chain.h"
#include "record/object/catalog.h"
#include "record/save/save.h"
#include "record/undo/job.h"

namespace comity::api {

using namespace record;

namespace {

std::optional<Id> id_asked_for(const Call& call, std::string_view name)
{
    const std::string text = call.text(name);
    if (text.empty())
        return std::nullopt;
    if (text == "me" && name == "actor")
        return call.actor.user;
    if (const auto id = parse_id(text))
        return id;
    throw Error(Cause::malformed, say("request.name_must_be_id", {{"name", name}}),
                {{std::string(name), "reference", say("request.must_be_id")}});
}

http::Response list_those(Call& call, const std::optional<Id>& record)
{
    ChangeQuery query;
    query.record = record;
    query.actor = id_asked_for(call, "actor");
    query.object = call.text("object");
    query.origin = call.text("origin");
    query.text = call.text("q");
    query.from = moment_parameter(call, "from");
    query.until = moment_parameter(call, "until");
    query.after = call.text("after");
    query.limit = call.number("limit", 50, 1, 200);
    std::string body;
    list_changes(call.engine(), call.actor, query, body);
    return http::json_response(200, std::move(body));
}

http::Response list_route(Call& call)
{
    return list_those(call, id_asked_for(call, "record"));
}

// What may not be seen has no history either; what is in the bin has one.
void require_seen(Call& call, const Object& object, const Id& id)
{
    ListQuery title_only;
    title_only.fields = {object.title};
    title_only.bin = true;
    std::string ignored;
    read_record(call.engine(), call.actor, object, id, title_only, ignored);
}

http::Response list_of_record(Call& call)
{
    const Id id = call.id();
    require_seen(call, call.object(), id);
    return list_those(call, id);
}

// The record or the object that is asked about.
ChangesAbout about(Call& call)
{
    const std::string name = call.text("object");
    if (name.empty())
        throw Error(Cause::malformed, say("request.say_of_which_object_object"),
                    {{"object", "required", say("request.must_be_named")}});
    const Object& object = call.catalog->load(name);
    const auto record = id_asked_for(call, "record");
    if (record)
        require_seen(call, object, *record);
    return {object, record};
}

http::Response days(Call& call)
{
    std::string body;
    list_change_days(call.engine(), call.actor, about(call), body);
    return http::json_response(200, std::move(body));
}

http::Response steps(Call& call)
{
    const Instant at = moment_parameter(call, "at").value_or(now());
    std::string body;
    find_change_steps(call.engine(), call.actor, about(call), at, body);
    return http::json_response(200, std::move(body));
}

http::Response read_route(Call& call)
{
    std::string body;
    read_change(call.engine(), call.actor, call.id(), call.text("after"), body);
    return http::json_response(200, std::move(body));
}

std::vector<std::string> names_in(const Json& body, const std::string& member)
{
    std::vector<std::string> fields;
    const Json* list = body.find(member);
    if (!list || list->is_null())
        return fields;
    if (!list->if_array())
        throw Error(Cause::invalid, say("request.member_must_be_list", {{"member", member}}),
                    {{member, "type", say("request.must_be_list")}});
    for (const Json& item : *list->if_array())
        if (const std::string* text = item.if_string())
            fields.push_back(*text);
    return fields;
}

http::Response undo(Call& call)
{
    const Json asked = call.body();
    require_known(asked, {"force_fields", "keep_fields"});
    const UndoRequest request{call.id(), names_in(asked, "force_fields"),
                              names_in(asked, "keep_fields")};
    if (prefers_async(call))
        return answer_later(start_undo(call.engine(), call.actor, request));
    const Id change = undo_change_set(call.engine(), call.actor, request.change_set,
                                      request.force_fields, request.keep_fields);
    if (change.is_nil())
        return http::json_response(200, R"({"id":null,"changes":[]})");
    std::string body;
    read_change(call.engine(), call.actor, change, "", body);
    http::Response response = http::json_response(200, std::move(body));
    name_change(response, change);
    return response;
}

// The last seal of the log, for whoever keeps it elsewhere.
http::Response seal(Call& call)
{
    const std::optional<LogSeal> seal = find_last_seal(call.engine());
    if (!seal)
        throw Error(Cause::not_found, say("request.log_has_no_seal_yet"));
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.member("seq", seal->seq);
    json.member("digest", seal->digest);
    json.member("at", format_instant(seal->at));
    json.end_object();
    return http::json_response(200, std::move(body));
}

} // namespace

void add_change_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    const std::vector<std::string_view> of_list = {"actor", "object", "origin", "q",
                                                   "from",  "until",  "after",  "limit"};
    auto of_whole_list = of_list;
    of_whole_list.push_back("record");
    add_route(router, desk, Method::get, "/api/v1/changes", Lane::slow, who,
              Taking(of_whole_list, list_route));
    add_route(router, desk, Method::get, "/api/v1/changes/days", Lane::slow, who,
              Taking({"object", "record"}, days));
    add_route(router, desk, Method::get, "/api/v1/changes/steps", Lane::slow, who,
              Taking({"object", "record", "at"}, steps));
    add_route(router, desk, Method::get, "/api/v1/changes/seal", Lane::slow, who, seal);
    add_route(router, desk, Method::get, "/api/v1/changes/{id}", Lane::slow, who,
              Taking({"after"}, read_route));
    add_route(router, desk, Method::get, "/api/v1/{plural}/{id}/changes", Lane::slow, who,
              Taking(of_list, list_of_record));
    add_route(router, desk, Method::post, "/api/v1/changes/{id}/undo", Lane::slow, who, undo);
}

} // namespace comity::api
