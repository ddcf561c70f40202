// What a person can ask: each insight with its definition, its figures, its table as CSV.
#include "api/answers.h"
#include "api/describe_insight.h"
#include "api/desk.h"
#include "base/error.h"
#include "record/object/kind.h"
#include "record/settings.h"

#include <algorithm>

namespace comity::api {

using namespace record;

namespace {

bool may_ask(const Call& call, const Insight& insight)
{
    const Object* object = call.catalog->find(insight.object);
    return object && call.actor.reach(*object, Verb::read) != Reach::none;
}

http::Response list_insights_route(Call& call)
{
    const Tongue tongue = tongue_for(call);
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.key("insights");
    json.begin_array();
    for (const Insight& insight : call.engine().shelf().insights)
        if (may_ask(call, insight))
            write_insight(json, call, insight, seen_by(*call.catalog, call.actor, insight), tongue);
    json.end_array();
    json.end_object();
    return http::json_response(200, std::move(body));
}

const Insight& load_insight(const Call& call)
{
    for (const Insight& insight : call.desk.engine.shelf().insights)
        if (insight.name == call.request.parameter("name"))
            return insight;
    throw Error(Cause::not_found, say("request.no_insight_of_that_name"));
}

// One input as its kind reads it. `me` is whoever asks, and a moment may be a date.
void read_input(const Call& call, const Field& field, std::string_view text, Json& input,
                std::vector<Problem>& problems)
{
    if (worth_of(field) == Worth::instant) {
        const auto moment = moment_parameter(call, field.name);
        input.set(field.name, moment ? Json(format_instant(*moment)) : Json());
        return;
    }
    if (field.target == "user" && text == "me") {
        input.set(field.name, format_id(call.actor.user));
        return;
    }
    const FieldKind& kind = kind_of(field);
    TextFormat format;
    format.currency = call.desk.engine.settings().currency;
    format.zone = call.actor.zone;
    std::vector<Value> cells(kind.parts(field).size());
    kind.parse_text(field, text, format, cells, problems);
    std::string json_text;
    JsonWriter json(json_text);
    kind.write_json(json, field, cells);
    input.set(field.name, parse_json(json_text));
}

// Inputs come as query parameters, those that the person may see.
Json inputs_of(const Call& call, const Insight& insight)
{
    const SeenInsight seen = seen_by(*call.catalog, call.actor, insight);
    Json input = Json::Object{};
    std::vector<Problem> problems;
    for (const http::Field& parameter : call.request.query) {
        if (parameter.name == "view_as")
            continue;
        const auto declared = std::ranges::find_if(seen.input, [&](const InsightInput& candidate) {
            return candidate.field.name == parameter.name;
        });
        if (declared != seen.input.end())
            read_input(call, declared->field, parameter.value, input, problems);
        else
            problems.push_back(
                {std::string(parameter.name), "unknown", say("request.no_such_input")});
    }
    if (!problems.empty())
        throw Error(Cause::malformed, problems[0].message, problems);
    return input;
}

InsightAnswer answer_of(Call& call, const Insight& insight)
{
    const Json input = inputs_of(call, insight);
    return Asking(call.engine(), call.actor, insight, input).answer();
}

http::Response read_insight_route(Call& call)
{
    const Insight& insight = load_insight(call);
    std::string body;
    JsonWriter json(body);
    write_insight_answer(json, call, insight, answer_of(call, insight), tongue_for(call));
    return http::json_response(200, std::move(body));
}

// Who may export none of the records takes no figures of them along either.
http::Response insight_csv_route(Call& call)
{
    const Insight& insight = load_insight(call);
    const Object& object = call.catalog->load(insight.object);
    if (call.actor.reach(object, Verb::export_) == Reach::none)
        throw Error(Cause::forbidden, say("request.your_role_does_not_let",
                                          {{"objects", as_label(object.label_plural)}}));
    std::string body;
    append_insight_csv(body, answer_of(call, insight), tongue_for(call));
    http::Response response = http::text_response(200, std::move(body));
    response.content_type = "text/csv; charset=utf-8";
    return std::move(response).with("Content-Disposition",
                                    "attachment; filename=\"" + insight.name + ".csv\"");
}

} // namespace

void add_insight_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    add_route(router, desk, Method::get, "/api/v1/insights", Lane::slow, Who::signed_in,
              list_insights_route);
    add_route(router, desk, Method::get, "/api/v1/insights/{name}", Lane::slow, Who::signed_in,
              Taking(any_parameters, read_insight_route));
    add_route(router, desk, Method::get, "/api/v1/insights/{name}.csv", Lane::slow, Who::signed_in,
              Taking(any_parameters, insight_csv_route));
}

} // namespace comity::api
