// Likely duplicates: of one that is typed or saved, and the queue of all of them.
#include "api/answers.h"
#include "api/desk.h"
#include "base/error.h"
#include "record/duplicates/duplicates.h"
#include "record/object/catalog.h"

namespace comity::api {

using namespace record;

namespace {

http::Response candidates_answer(const std::vector<Candidate>& candidates)
{
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.plain_key("candidates");
    write_candidates(json, candidates);
    json.end_object();
    return http::json_response(200, std::move(body));
}

http::Response of_record(Call& call)
{
    return candidates_answer(
        find_candidates(call.engine(), call.actor, call.object(), {}, call.id()));
}

// The fields as they are typed; `?id=` says whose they are when the record is there already.
http::Response of_typed(Call& call)
{
    std::optional<Id> self;
    if (const std::string text = call.text("id"); !text.empty()) {
        self = parse_id(text);
        if (!self)
            throw Error(Cause::malformed, say("request.this_is_no_id"),
                        {{"id", "format", say("request.not_id")}});
    }
    return candidates_answer(
        find_candidates(call.engine(), call.actor, call.object(), call.body(), self));
}

http::Response list_pairs_route(Call& call)
{
    DuplicateQuery query;
    query.object = call.text("object");
    query.after = call.text("after");
    query.limit = call.number("limit", 50, 1, 200);
    std::string body;
    list_duplicates(call.engine(), call.actor, query, body);
    return http::json_response(200, std::move(body));
}

http::Response scan_state(Call& call)
{
    std::string body;
    read_duplicate_scan(call.engine(), call.actor, body);
    return http::json_response(200, std::move(body));
}

http::Response scan(Call& call)
{
    start_duplicate_scan(call.engine(), call.actor);
    http::Response response = scan_state(call);
    response.status = 202;
    return response;
}

// {object, a, b}: all that is wrong with it is said at once.
http::Response dismiss(Call& call)
{
    const Json body = call.body();
    require_known(body, {"object", "a", "b"});
    std::vector<Problem> problems;
    const std::string object = text_member(body, "object");
    if (object.empty())
        problems.push_back({"object", "required", say("request.say_of_which_object_two")});
    Id ids[2];
    for (int i = 0; i < 2; ++i) {
        const char* const name = i == 0 ? "a" : "b";
        const auto id = parse_id(text_member(body, name));
        if (!id)
            problems.push_back({name, "reference", say("request.must_be_id_of_record")});
        ids[i] = id.value_or(Id{});
    }
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
    const Id change =
        dismiss_duplicate(call.engine(), call.actor, call.catalog->load(object), ids[0], ids[1]);
    Json answer;
    answer.set("change", change.is_nil() ? Json() : Json(format_id(change)));
    http::Response response = http::json_response(200, format_json(answer));
    name_change(response, change);
    return response;
}

} // namespace

void add_duplicate_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    const auto add = [&](Method method, std::string_view pattern, Taking taking) {
        add_route(router, desk, method, pattern, Lane::slow, who, std::move(taking));
    };
    add(Method::get, "/api/v1/{plural}/{id}/duplicates", of_record);
    add(Method::post, "/api/v1/{plural}/duplicates", Taking({"id"}, of_typed));
    add(Method::get, "/api/v1/duplicates", Taking({"object", "limit", "after"}, list_pairs_route));
    add(Method::get, "/api/v1/duplicates/scan", scan_state);
    add(Method::post, "/api/v1/duplicates/scan", scan);
    add(Method::post, "/api/v1/duplicates/dismiss", dismiss);
}

} // namespace comity::api
