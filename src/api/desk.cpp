#include "api/desk.h"

#include "api/describe.h"
#include "api/problem.h"
#include "api/view_as.h"
#include "base/error.h"
#include "base/log.h"
#include "base/secret.h"
#include "record/find/survivors.h"
#include "record/object/catalog.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace comity::api {
namespace {

constexpr std::string_view cookie_name = "comity_session";
constexpr std::string_view bearer = "Bearer ";

bool writes(http::Method method)
{
    return method != http::Method::get && method != http::Method::options;
}

// A page of another site can make a browser send the cookie, but not read the token to send along.
void check_csrf(const Call& call)
{
    if (!writes(call.request.method))
        return;
    if (!equal_in_constant_time(call.request.header("X-CSRF-Token"), call.session->csrf))
        throw Error(Cause::forbidden, say("request.csrf_token"));
}

void identify(Call& call)
{
    const std::string_view authorization = call.request.header("Authorization");
    if (!authorization.empty()) {
        if (!authorization.starts_with(bearer))
            throw Error(Cause::unauthenticated, say("request.send_key_as_authorization_bearer"));
        const auto user =
            record::find_api_key_user(call.engine(), authorization.substr(bearer.size()));
        if (!user)
            throw Error(Cause::unauthenticated, say("request.this_key_is_not_known"));
        call.actor = call.engine().actor_for(*user, record::Origin::api);
        return;
    }
    call.cookie = call.request.cookie(cookie_name);
    if (!call.cookie.empty())
        call.session = record::find_session(call.engine(), call.cookie);
    if (!call.session)
        throw Error(Cause::unauthenticated, say("request.please_sign_in"));
    call.actor = call.engine().actor_for(call.session->user, record::Origin::screen);
    check_csrf(call);
}

// The object whose records the path is about, when it is one: `/api/v1/accounts/…`.
const record::Object* object_in(const Call& call)
{
    constexpr std::string_view root = "/api/v1/";
    std::string_view path = call.request.path;
    if (!path.starts_with(root))
        return nullptr;
    path.remove_prefix(root.size());
    return call.catalog->find(path.substr(0, path.find('/')));
}

// A record that became a part of another is there under that one's id, whatever was asked of it.
std::optional<http::Response> lead_on(Call& call)
{
    const auto captured = std::ranges::find(call.request.captured, "id", &http::Field::name);
    const record::Object* object = object_in(call);
    if (captured == call.request.captured.end() || !object)
        return std::nullopt;
    const auto id = parse_id(captured->value);
    const auto survivor =
        id ? record::find_survivor(call.engine(), call.actor, *object, *id) : std::nullopt;
    std::string location(call.request.target);
    const std::size_t place = location.find(captured->value);
    if (!survivor || place == location.npos)
        return std::nullopt;
    location.replace(place, captured->value.size(), format_id(*survivor));
    http::Response response =
        http::json_response(308, format_json(Json().set("merged_into", format_id(*survivor))));
    response.with("Location", std::move(location));
    return response;
}

http::Response take_or_lead_on(Call& call, const Take& take)
{
    try {
        return take(call);
    } catch (const Error& error) {
        if (error.cause() != Cause::not_found)
            throw;
        if (auto elsewhere = lead_on(call))
            return *std::move(elsewhere);
        throw;
    }
}

// What programs and screens send with every request that looks as somebody else. A stream of
// events and a download can carry no header, so it may be a query parameter too.
std::string_view wanted_view(const http::Request& request)
{
    const std::string_view header = request.header("X-View-As");
    return header.empty() ? request.find("view_as").value_or("") : header;
}

void refuse_unknown_parameters(const http::Request& request,
                               const std::vector<std::string_view>& known)
{
    if (request.query.empty() || known == any_parameters)
        return;
    std::vector<Problem> problems;
    for (const http::Field& parameter : request.query)
        if (parameter.name != "view_as" && std::ranges::find(known, parameter.name) == known.end())
            problems.push_back(
                {std::string(parameter.name), "unknown", say("request.no_such_parameter")});
    if (!problems.empty())
        throw Error(
            Cause::malformed,
            say("request.address_has_parameters_that_cannot", {{"field", problems[0].field}}),
            problems);
}

http::Response answer_call(Desk& desk, Who who, const Taking& taking, const http::Request& request)
{
    Call call{desk, request, {}, {}, {}};
    try {
        if (who == Who::signed_in) {
            identify(call);
            if (const auto person = wanted_view(request); !person.empty())
                look_as(call, person);
        }
        refuse_unknown_parameters(request, taking.parameters);
        return take_or_lead_on(call, taking.take);
    } catch (const Error& error) {
        if (error.cause() == Cause::broken)
            log_error(std::string(request.request_id) + " " + std::string(request.path) + ": " +
                      error.message());
        return problem_response(error, tongue_for(call), request.request_id);
    } catch (const std::exception& exception) {
        log_error(std::string(request.request_id) + " " + std::string(request.path) +
                  ": broken: " + exception.what());
        return problem_response(Error(Cause::broken, exception.what()), tongue_for(call),
                                request.request_id);
    }
}

} // namespace

Id Call::id(std::string_view parameter) const
{
    if (const auto id = parse_id(request.parameter(parameter)))
        return *id;
    throw Error(Cause::not_found,
                say("request.no_such_record_what_is_no", {{"id", request.parameter(parameter)}}));
}

Json Call::body() const
{
    if (request.body.empty())
        return {};
    const std::string type = request.media_type();
    // Simple programs send JSON under the form's media type; what carries a cookie proved itself by
    // its token.
    const bool may_be_json = type.empty() || type.ends_with("json") ||
                             type == "application/x-www-form-urlencoded" || type == "text/plain";
    if (!may_be_json)
        throw Error(Cause::malformed, say("request.body_must_be_json_content"));
    Json json = parse_json(request.body);
    if (!json.if_object())
        throw Error(Cause::malformed, say("request.body_must_be_json_object"));
    return json;
}

std::string Call::text(std::string_view name) const
{
    return std::string(request.find(name).value_or(""));
}

int Call::number(std::string_view name, int otherwise, int least, int most) const
{
    const auto text = request.find(name);
    if (!text || text->empty())
        return otherwise;
    int value = 0;
    const char* end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, value);
    if (read.ec == std::errc() && read.ptr == end && value >= least && value <= most)
        return value;
    throw Error(Cause::malformed,
                say("request.name_must_be_whole_number",
                    {{"name", name}, {"least", least}, {"most", most}}),
                {{std::string(name), "range",
                  say("request.from_least_to_most", {{"least", least}, {"most", most}})}});
}

void add_route(http::Router& router, Desk& desk, http::Method method, std::string_view pattern,
               http::Lane lane, Who who, Taking taking, http::Body body)
{
    RouteTime& time =
        desk.times.add(std::string(http::name_of(method)) + " " + std::string(pattern));
    router.add(
        method, pattern, lane,
        [&desk, &time, who, taking = std::move(taking)](const http::Request& request) {
            const auto begin = std::chrono::steady_clock::now();
            http::Response response = answer_call(desk, who, taking, request);
            const auto took = std::chrono::steady_clock::now() - begin;
            time.note(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
            return response;
        },
        body);
}

http::Lane choose_lane(const Desk& desk, const http::Request& request, http::Lane wanted)
{
    if (wanted == http::Lane::slow || desk.engine.is_remote())
        return http::Lane::slow;
    if (!wanted_view(request).empty())
        return http::Lane::slow; // its beginning is written down
    // A page by key is quick; what may have to look at many rows must not hold up a connection's
    // thread.
    for (const char* parameter : {"filter", "count", "as_of", "sort", "bin"})
        if (request.find(parameter))
            return http::Lane::slow;
    return http::Lane::quick;
}

} // namespace comity::api
