// Who may see and do what: sharing single records, and the reasons in words.
#include "api/answers.h"
#include "api/describe.h"
#include "api/desk.h"
#include "base/error.h"
#include "record/access/people.h"
#include "record/explain/explain.h"
#include "record/explain/preview.h"
#include "record/explain/sharing.h"
#include "record/object/catalog.h"

namespace comity::api {

using namespace record;

namespace {

http::Response who_route(Call& call)
{
    std::string body;
    list_shares(call.engine(), call.actor, call.object(), call.id(),
                call.number("limit", 50, 1, 200), call.text("after"), body);
    return http::json_response(200, std::move(body));
}

Id id_member(const Json& body, const char* name, std::vector<Problem>& problems)
{
    const std::string text = text_member(body, name);
    const auto id = parse_id(text);
    if (!text.empty() && !id)
        problems.push_back({name, "format", say("request.text_is_no_id", {{"text", text}})});
    return id.value_or(Id{});
}

// A date means to the end of that day, where the person is.
std::optional<Instant> end_member(const Call& call, const Json& body,
                                  std::vector<Problem>& problems)
{
    const std::string text = text_member(body, "ends_at");
    if (text.empty())
        return std::nullopt;
    if (const auto date = parse_date(text))
        return start_of({date->days + 1}, call.actor.zone);
    const auto at = parse_instant(text);
    if (!at)
        problems.push_back({"ends_at", "format", say("request.give_date_such_as_2026")});
    return at;
}

ShareWish read_wish(const Call& call, const Json& body)
{
    require_known(body, {"person", "team", "level", "ends_at"});
    std::vector<Problem> problems;
    ShareWish wish;
    wish.person = id_member(body, "person", problems);
    wish.team = id_member(body, "team", problems);
    wish.ends_at = end_member(call, body, problems);
    const std::string level = text_member(body, "level");
    wish.to_change = level == "change";
    if (!level.empty() && level != "read" && level != "change")
        problems.push_back({"level", "choice", say("request.share_is_to_read_or")});
    if (wish.person.is_nil() == wish.team.is_nil() && problems.empty())
        problems.push_back({"person", "required", say("request.name_one_person_or_one")});
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message.then(say("request.nothing_was_shared")),
                    problems);
    return wish;
}

http::Response share(Call& call)
{
    const Object& object = call.object();
    const ShareMade made =
        share_record(call.engine(), call.actor, object, call.id(), read_wish(call, call.body()));
    std::string body;
    ListQuery query;
    query.expand = {"person", "team"};
    read_record(call.engine(), Actor::program("Comity", call.actor.origin),
                call.catalog->load("share"), made.share, query, body);
    http::Response response = http::json_response(made.is_new ? 201 : 200, std::move(body));
    if (made.is_new)
        response.with("Location", "/api/v1/shares/" + format_id(made.share));
    name_change(response, made.change_set);
    return response;
}

http::Response end(Call& call)
{
    const Id change =
        end_share(call.engine(), call.actor, call.object(), call.id(), call.id("share"));
    http::Response response =
        http::json_response(200, format_json(Json().set("change", format_id(change))));
    name_change(response, change);
    return response;
}

// What sentences need, as long as the call lives.
struct Sentences {
    explicit Sentences(Call& call) : people(call.engine().people()), tongue(tongue_for(call))
    {
        wording.emplace(*people, tongue);
    }

    std::shared_ptr<const People> people;
    Tongue tongue;
    std::optional<Wording> wording;
};

http::Response explain(Call& call)
{
    const Sentences sentences(call);
    const Wording& wording = *sentences.wording;
    std::string body;
    const std::string user = call.text("user");
    if (user.empty()) {
        list_who_sees(call.engine(), call.actor, call.object(), call.id(),
                      call.number("limit", 50, 1, 200), call.text("after"), wording, body);
        return http::json_response(200, std::move(body));
    }
    const auto id = user == "me" ? std::optional(call.actor.user) : parse_id(user);
    if (!id)
        throw Error(Cause::malformed, say("request.user_is_id_of_person"),
                    {{"user", "format", say("request.no_id")}});
    explain_access(call.engine(), call.actor, call.object(), call.id(), *id, wording, body);
    return http::json_response(200, std::move(body));
}

std::optional<Json> member(const Json& body, const char* name)
{
    const Json* value = body.find(name);
    return value ? std::optional(*value) : std::nullopt;
}

http::Response preview_role_change(Call& call)
{
    const Json wanted = call.body();
    require_known(wanted, {"permissions", "hidden_fields", "read_only_fields"});
    const Sentences sentences(call);
    std::string body;
    preview_role(call.engine(), call.actor, call.id(),
                 {member(wanted, "permissions"), member(wanted, "hidden_fields"),
                  member(wanted, "read_only_fields")},
                 *sentences.wording, body);
    return http::json_response(200, std::move(body));
}

http::Response preview_new_place(Call& call)
{
    const Json wanted = call.body();
    require_known(wanted, {"role", "team"});
    std::vector<Problem> problems;
    NewPlace place;
    if (wanted.find("role"))
        place.role = id_member(wanted, "role", problems);
    if (const Json* team = wanted.find("team"))
        place.team = team->is_null() ? Id{} : id_member(wanted, "team", problems);
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
    const Sentences sentences(call);
    std::string body;
    preview_move(call.engine(), call.actor, call.id(), place, *sentences.wording, body);
    return http::json_response(200, std::move(body));
}

} // namespace

void add_access_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    constexpr std::string_view shares = "/api/v1/{plural}/{id}/shares";
    add_route(router, desk, Method::get, shares, Lane::slow, who,
              Taking({"limit", "after"}, who_route));
    add_route(router, desk, Method::get, "/api/v1/{plural}/{id}/access", Lane::slow, who,
              Taking({"user", "limit", "after"}, explain));
    add_route(router, desk, Method::post, shares, Lane::slow, who, share);
    add_route(router, desk, Method::post, "/api/v1/roles/{id}/preview", Lane::slow, who,
              preview_role_change);
    add_route(router, desk, Method::post, "/api/v1/users/{id}/preview", Lane::slow, who,
              preview_new_place);
    add_route(router, desk, Method::delete_, "/api/v1/{plural}/{id}/shares/{share}", Lane::slow,
              who, end);
}

} // namespace comity::api
