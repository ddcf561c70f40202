#include "api/problem.h"

namespace comity::api {
namespace {

std::string_view title_of(Cause cause)
{
    switch (cause) {
    case Cause::invalid:
        return "problem.invalid";
    case Cause::malformed:
        return "problem.malformed";
    case Cause::unauthenticated:
        return "problem.unauthenticated";
    case Cause::forbidden:
        return "problem.forbidden";
    case Cause::not_found:
        return "problem.not_found";
    case Cause::conflict:
        return "problem.conflict";
    case Cause::too_large:
        return "problem.too_large";
    case Cause::too_many:
        return "problem.too_many";
    case Cause::unavailable:
        return "problem.unavailable";
    case Cause::broken:
        return "problem.broken";
    }
    return "";
}

} // namespace

int status_of(Cause cause)
{
    switch (cause) {
    case Cause::invalid:
        return 422;
    case Cause::malformed:
        return 400;
    case Cause::unauthenticated:
        return 401;
    case Cause::forbidden:
        return 403;
    case Cause::not_found:
        return 404;
    case Cause::conflict:
        return 409;
    case Cause::too_large:
        return 413;
    case Cause::too_many:
        return 429;
    case Cause::unavailable:
        return 503;
    case Cause::broken:
        return 500;
    }
    return 500;
}

http::Response problem_response(const Error& error, const Tongue& tongue,
                                std::string_view request_id)
{
    const bool is_ours = error.cause() == Cause::broken;
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.member("type", "about:blank");
    json.member("title", tongue.tell(say(title_of(error.cause()))));
    json.member("status", status_of(error.cause()));
    json.member("cause", name_of(error.cause()));
    // What broke is in the log under the request's id; strangers learn nothing of our insides.
    json.member("detail", tongue.tell(is_ours ? say("problem.ours") : error.sentence()));
    write_problems(json, tongue, error.problems());
    json.member("request_id", request_id);
    if (!error.extra_json().empty()) {
        const Json extra = parse_json(error.extra_json());
        if (const Json::Object* members = extra.if_object())
            for (const auto& [name, value] : *members)
                json.member(name, value);
    }
    json.end_object();
    http::Response response = http::json_response(status_of(error.cause()), std::move(body));
    response.content_type = "application/problem+json";
    if (error.retry_after_s() > 0)
        response.with("Retry-After", std::to_string(error.retry_after_s()));
    return response;
}

} // namespace comity::api
