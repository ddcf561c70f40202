#include "http/refusal.h"

#include "base/json.h"

namespace comity::http {

Response refuse(const Refusal& refusal, std::string_view request_id)
{
    Response response;
    response.status = refusal.status;
    response.content_type = "application/problem+json";
    JsonWriter json(response.body);
    json.begin_object();
    json.member("type", "about:blank");
    json.member("title", reason_of(refusal.status));
    json.member("status", refusal.status);
    json.member("cause", name_of(refusal.cause));
    json.member("detail", refusal.detail);
    json.key("problems");
    json.begin_array();
    json.end_array();
    json.member("request_id", request_id);
    json.end_object();
    return response;
}

} // namespace comity::http
