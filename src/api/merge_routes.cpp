// Two records that become one.
#include "api/answers.h"
#include "api/desk.h"
#include "api/later.h"
#include "base/error.h"
#include "record/find/find.h"
#include "record/merge/job.h"

namespace comity::api {

using namespace record;

namespace {

Id id_of_other(const std::string& text)
{
    if (const auto id = parse_id(text))
        return *id;
    const Sentence message =
        text.empty() ? say("merge.say_with_which") : say("merge.with_must_be_id");
    throw Error(Cause::invalid, message,
                {{"with", text.empty() ? "required" : "reference", message}});
}

std::map<std::string, MergeSide> choices_of(const Json& body)
{
    std::map<std::string, MergeSide> choices;
    const Json* choose = body.find("choose");
    if (!choose || choose->is_null())
        return choices;
    const Json::Object* members = choose->if_object();
    std::vector<Problem> problems;
    if (!members)
        problems.push_back({"choose", "type", say("request.must_be_object_of_fields")});
    for (const auto& [field, side] : members ? *members : Json::Object{}) {
        const std::string* word = side.if_string();
        const auto found = word ? find_merge_side(*word) : std::nullopt;
        if (found)
            choices[field] = *found;
        else
            problems.push_back({field, "choice", say("request.must_be_this_other_or")});
    }
    if (!problems.empty())
        throw Error(Cause::invalid, say("request.choices_cannot_be_read"), std::move(problems));
    return choices;
}

std::optional<std::int64_t> version_in(const Json& body, std::string_view name)
{
    const Json* member = body.find(name);
    if (!member || member->is_null())
        return std::nullopt;
    const Json::Number* number = member->if_number();
    const auto version = number ? parse_version(number->text) : std::nullopt;
    if (!version)
        throw Error(Cause::invalid, say("request.name_must_be_record_version", {{"name", name}}),
                    {{std::string(name), "type", say("request.must_be_version")}});
    return version;
}

// What moved, and the survivor as it is now where the actor may still see it.
http::Response merged_answer(Call& call, const Object& object, const Id& survivor,
                             const MergeOutcome& outcome)
{
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.member("id", format_id(survivor));
    json.member("change", format_id(outcome.change_set));
    json.key("moved");
    json.begin_array();
    for (const MergeMove& move : outcome.moved) {
        json.begin_object();
        json.member("object", move.object);
        json.member("field", move.field);
        json.member("count", move.count);
        json.member("in_bin", move.in_bin);
        json.end_object();
    }
    json.end_array();
    std::string record;
    std::int64_t version = 0;
    try {
        version = read_record(call.engine(), call.actor, object, survivor, {}, record);
    } catch (const Error& error) {
        if (error.cause() != Cause::not_found)
            throw;
        record = "null";
    }
    json.key("record");
    json.raw(record);
    json.end_object();
    http::Response response = http::json_response(200, std::move(body));
    if (version > 0)
        response.with("ETag", etag_of(version));
    name_change(response, outcome.change_set);
    return response;
}

http::Response merge(Call& call)
{
    const Object& object = call.object();
    const Json body = call.body();
    require_known(body, {"with", "choose", "version", "with_version"});
    MergeRequest request;
    request.survivor = call.id();
    request.other = id_of_other(text_member(body, "with"));
    request.choose = choices_of(body);
    request.version = version_in(body, "version");
    if (!request.version)
        request.version = seen_version(call);
    request.other_version = version_in(body, "with_version");
    if (prefers_async(call))
        return answer_later(start_merge(call.engine(), call.actor, object, request));
    const MergeOutcome outcome = merge_records(call.engine(), call.actor, object, request);
    return merged_answer(call, object, request.survivor, outcome);
}

http::Response preview_merge_route(Call& call)
{
    const Id other = id_of_other(call.text("with"));
    std::string body;
    preview_merge(call.engine(), call.actor, call.object(), call.id(), other, body);
    return http::json_response(200, std::move(body));
}

http::Response merged(Call& call)
{
    std::string body;
    list_merged(call.engine(), call.actor, call.object(), call.id(), body);
    return http::json_response(200, std::move(body));
}

} // namespace

void add_merge_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    add_route(router, desk, Method::post, "/api/v1/{plural}/{id}/merge", Lane::slow, who, merge);
    add_route(router, desk, Method::get, "/api/v1/{plural}/{id}/merge", Lane::slow, who,
              Taking({"with"}, preview_merge_route));
    add_route(router, desk, Method::get, "/api/v1/{plural}/{id}/merged", Lane::slow, who, merged);
}

} // namespace comity::api
