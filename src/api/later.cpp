#include "api/later.h"

#include "api/answers.h"
#include "base/text.h"

#include <algorithm>

namespace comity::api {

bool prefers_async(const Call& call)
{
    const std::string preferences = lower_ascii(call.request.header("Prefer"));
    return std::ranges::any_of(split(preferences, ','), [](std::string_view preference) {
        return trim(preference.substr(0, preference.find(';'))) == "respond-async";
    });
}

http::Response answer_later(const Id& job)
{
    http::Response response =
        http::json_response(202, format_json(Json().set("job", format_id(job))));
    response.with("Preference-Applied", "respond-async");
    response.with("Location", "/api/v1/jobs/" + format_id(job));
    return response;
}

} // namespace comity::api
