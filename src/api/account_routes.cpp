// The person's own settings, keys, and the firm's.
#include "api/answers.h"
#include "api/desk.h"
#include "api/me.h"
#include "base/error.h"
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/save/save.h"
#include "record/save/single.h"
#include "record/settings.h"

namespace comity::api {

using namespace record;

namespace {

http::Response me_answer(Call& call)
{
    std::string body;
    JsonWriter json(body);
    Actor actor = call.engine().actor_for(call.actor.user, call.actor.origin);
    actor.viewer = call.actor.viewer;
    write_me(json, call.engine(), actor);
    return http::json_response(200, std::move(body));
}

// Preferences are merged member by member; null takes one away.
Json merged_preferences(const Record& user, const Json& wanted)
{
    Json merged = user.json("preferences");
    const Json::Object* members = wanted.if_object();
    if (!members)
        throw Error(Cause::invalid, say("request.preferences_are_object"),
                    {{"preferences", "type", say("request.must_be_object")}});
    for (const auto& [name, value] : *members)
        merged.set(name, value);
    return merged;
}

http::Response change_me(Call& call)
{
    const Json body = call.body();
    require_known(body, {"name", "language", "zone", "preferences"});
    if (const Json* zone = body.find("zone");
        zone && zone->if_string() && !is_zone(*zone->if_string()))
        throw Error(Cause::invalid, say("request.no_such_time_zone"),
                    {{"zone", "zone", say("request.no_such_time_zone")}});
    const Id change = write_change_set(
        call.engine(), call.actor, {.label = say("log.own_settings")},
        [&](Transaction& transaction) {
            transaction.as_program([&] {
                const Object& users = transaction.catalog().load("user");
                Json fields;
                for (const char* name : {"name", "language", "zone"})
                    if (const Json* value = body.find(name))
                        fields.set(name, *value);
                if (const Json* wanted = body.find("preferences"))
                    fields.set(
                        "preferences",
                        merged_preferences(transaction.load(users, call.actor.user), *wanted));
                transaction.update(users, call.actor.user, fields);
            });
        });
    call.engine().forget_people();
    http::Response response = me_answer(call);
    name_change(response, change);
    return response;
}

http::Response change_own_password(Call& call)
{
    const Json body = call.body();
    require_known(body, {"current", "new"});
    change_password(call.engine(), call.actor.user, text_member(body, "current"),
                    text_member(body, "new"), call.cookie);
    return http::empty_response();
}

http::Response list_keys(Call& call)
{
    std::string body;
    list_api_keys(call.engine(), call.actor, body);
    return http::json_response(200, std::move(body));
}

http::Response add_key(Call& call)
{
    const Json body = call.body();
    require_known(body, {"label"});
    const NewKey made = add_api_key(call.engine(), call.actor.user, text_member(body, "label"));
    Json answer;
    answer.set("id", format_id(made.id))
        .set("label", text_member(body, "label"))
        .set("key", made.key);
    answer.set("user", format_id(call.actor.user));
    answer.set("created_at", format_instant(now())).set("last_used_at", {});
    return http::json_response(201, format_json(answer));
}

http::Response remove_key(Call& call)
{
    remove_api_key(call.engine(), call.actor, call.id());
    return http::empty_response();
}

http::Response invite(Call& call)
{
    if (!call.actor.is_administrator())
        throw Error(Cause::forbidden, say("request.only_administrators_invite_people"));
    std::string user;
    read_record(call.engine(), call.actor, call.catalog->load("user"), call.id(), {}, user);
    if (parse_json(user).text("email").empty())
        throw Error(Cause::invalid, say("request.give_this_user_e_mail"),
                    {{"email", "required", say("request.e_mail_address_is_needed")}});
    const std::string code = make_invitation(call.engine(), call.id());
    return http::json_response(200, format_json(Json().set("link", "/join?code=" + code)));
}

http::Response settings_answer(Call& call)
{
    const Settings settings = call.engine().settings();
    Json answer;
    answer.set("company", settings.company).set("currency", settings.currency);
    answer.set("zone", settings.zone).set("language", settings.language);
    return http::json_response(200, format_json(answer));
}

// Fields of the company's record by the names that this address has had from the beginning.
http::Response change_settings(Call& call)
{
    const Json body = call.body();
    require_known(body, {"company", "currency", "zone", "language"});
    Json fields = Json(Json::Object{});
    for (const auto& [name, field] : {std::pair{"company", "name"},
                                      {"currency", "currency"},
                                      {"zone", "zone"},
                                      {"language", "language"}})
        if (const Json* value = body.find(name))
            fields.set(field, *value);
    const Id change_set = update_single(call.engine(), call.actor, company_object, fields);
    http::Response answer = settings_answer(call);
    name_change(answer, change_set);
    return answer;
}

} // namespace

void add_account_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    add_route(router, desk, Method::get, "/api/v1/me", Lane::slow, who, me_answer);
    add_route(router, desk, Method::patch, "/api/v1/me", Lane::slow, who, change_me);
    add_route(router, desk, Method::post, "/api/v1/me/password", Lane::slow, who,
              change_own_password);
    add_route(router, desk, Method::get, "/api/v1/keys", Lane::slow, who, list_keys);
    add_route(router, desk, Method::post, "/api/v1/keys", Lane::slow, who, add_key);
    add_route(router, desk, Method::delete_, "/api/v1/keys/{id}", Lane::slow, who, remove_key);
    add_route(router, desk, Method::post, "/api/v1/users/{id}/invite", Lane::slow, who, invite);
    add_route(router, desk, Method::get, "/api/v1/settings", Lane::slow, who, settings_answer);
    add_route(router, desk, Method::patch, "/api/v1/settings", Lane::slow, who, change_settings);
}

} // namespace comity::api
