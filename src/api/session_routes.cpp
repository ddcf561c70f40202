// Signing in and out, the first set-up, invitations.
#include "api/answers.h"
#include "api/desk.h"
#include "api/me.h"
#include "base/error.h"
#include "base/money.h"
#include "base/secret.h"
#include "record/save/save.h"
#include "record/save/single.h"
#include "record/settings.h"

namespace comity::api {

using record::Session;

namespace {

std::string cookie_of(const Desk& desk, std::string_view token, int max_age_s)
{
    std::string cookie = "comity_session=" + std::string(token) +
                         "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(max_age_s);
    if (desk.is_secure_cookie)
        cookie += "; Secure";
    return cookie;
}

constexpr int month_s = 30 * 86'400;

http::Response session_answer(Call& call, const Session& session)
{
    const record::Actor actor = call.actor.viewer.is_nil()
                                    ? call.engine().actor_for(session.user, record::Origin::screen)
                                    : call.actor;
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.key("user");
    write_me(json, call.engine(), actor);
    json.member("csrf", session.csrf);
    json.member("csrf_header", "X-CSRF-Token");
    json.end_object();
    http::Response response = http::json_response(200, std::move(body));
    if (!session.token.empty())
        response.with("Set-Cookie", cookie_of(call.desk, session.token, month_s));
    return response;
}

http::Response sign_in(Call& call)
{
    const Json body = call.body();
    require_known(body, {"email", "password"});
    const Session session =
        record::sign_in(call.engine(), text_member(body, "email"), text_member(body, "password"),
                        call.request.remote_address);
    return session_answer(call, session);
}

http::Response sign_out(Call& call)
{
    if (!call.cookie.empty())
        record::end_session(call.engine(), call.cookie);
    return http::empty_response().with("Set-Cookie", cookie_of(call.desk, "", 0));
}

http::Response who_am_i(Call& call)
{
    return session_answer(call, call.session.value_or(Session{call.actor.user, "", ""}));
}

http::Response join(Call& call)
{
    const Json body = call.body();
    require_known(body, {"code", "password"});
    return session_answer(call, record::accept_invitation(call.engine(), text_member(body, "code"),
                                                          text_member(body, "password")));
}

http::Response is_setup_needed(Call& call)
{
    const bool needed = record::is_setup_needed(call.engine());
    return http::json_response(200, needed ? R"({"needed":true})" : R"({"needed":false})");
}

record::Settings settings_from(const Json& body)
{
    record::Settings settings;
    std::vector<Problem> problems;
    settings.company = text_member(body, "company");
    if (const auto text = text_member(body, "currency"); !text.empty())
        settings.currency = text;
    if (const auto text = text_member(body, "zone"); !text.empty())
        settings.zone = text;
    if (const auto text = text_member(body, "language"); !text.empty())
        settings.language = text;
    check_settings(settings, problems);
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
    return settings;
}

// Somebody may do this once, and only who can read what the program printed at its start.
http::Response set_up(Call& call)
{
    const Json body = call.body();
    require_known(body,
                  {"code", "company", "name", "email", "password", "currency", "zone", "language"});
    if (!record::is_setup_needed(call.engine()))
        throw Error(Cause::conflict, say("request.comity_is_set_up_already"));
    if (!equal_in_constant_time(text_member(body, "code"), record::setup_code(call.engine())))
        throw Error(Cause::forbidden, say("request.code_is_not_one_that"),
                    {{"code", "code", say("request.copy_code_from_where_comity")}});
    const record::Settings settings = settings_from(body);
    const auto actor = record::Actor::program("Set-up", record::Origin::screen);
    // The administrator last: until there is one, the set-up can be repeated.
    update_single(call.engine(), actor, record::company_object,
                  Json()
                      .set("name", settings.company)
                      .set("currency", settings.currency)
                      .set("zone", settings.zone)
                      .set("language", settings.language));
    if (const auto& follow = call.engine().shelf().when_set_up)
        follow(call.engine());
    const Id user =
        create_user(call.engine(), actor, text_member(body, "email"), text_member(body, "name"),
                    "administrator", text_member(body, "password"));
    return session_answer(call, record::open_session(call.engine(), user));
}

} // namespace

void add_session_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    add_route(router, desk, Method::post, "/api/v1/session", Lane::slow, Who::anyone, sign_in);
    add_route(router, desk, Method::get, "/api/v1/session", Lane::slow, Who::signed_in, who_am_i);
    add_route(router, desk, Method::delete_, "/api/v1/session", Lane::slow, Who::signed_in,
              sign_out);
    add_route(router, desk, Method::post, "/api/v1/join", Lane::slow, Who::anyone, join);
    add_route(router, desk, Method::get, "/api/v1/setup", Lane::slow, Who::anyone, is_setup_needed);
    add_route(router, desk, Method::post, "/api/v1/setup", Lane::slow, Who::anyone, set_up);
}

} // namespace comity::api
