// What a person can ask: each insight with its definition and its figures.
#include "api/answers.h"
#include "api/describe.h"
#include "api/desk.h"
#include "base/error.h"
#include "record/object/kind.h"
#include "record/object/shelf.h"
#include "record/settings.h"

namespace comity::api {

using namespace record;

namespace {

void write_columns(JsonWriter& json, const Insight& insight, const Tongue& tongue)
{
    json.key("columns");
    json.begin_array();
    for (const InsightColumn& column : insight.columns) {
        json.begin_object();
        json.member("name", column.name);
        json.member("label", tongue.label(column.label));
        json.member("kind", column.kind);
        json.end_object();
    }
    json.end_array();
}

http::Response list_insights_route(Call& call)
{
    const Tongue tongue = tongue_for(call);
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.key("insights");
    json.begin_array();
    for (const Insight& insight : call.engine().shelf().insights) {
        json.begin_object();
        json.member("name", insight.name);
        json.member("label", tongue.label(insight.label));
        json.member("definition", tongue.label(insight.definition));
        write_inputs(json, insight.input, tongue);
        write_columns(json, insight, tongue);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return http::json_response(200, std::move(body));
}

const Insight& load_insight(const Call& call)
{
    for (const Insight& insight : call.desk.engine.shelf().insights)
        if (insight.name == call.request.parameter("name"))
            return insight;
    throw Error(Cause::not_found, "There is no insight of that name.");
}

// Inputs come as query parameters; each is checked as its kind says.
Json inputs_of(const Call& call, const Insight& insight)
{
    Json input = Json::Object{};
    std::vector<Problem> problems;
    const auto settings = call.desk.engine.settings();
    TextFormat format;
    format.currency = settings.currency;
    format.zone = call.actor.zone;
    for (const http::Field& parameter : call.request.query) {
        const Field* declared = nullptr;
        for (const Field& field : insight.input)
            if (field.name == parameter.name)
                declared = &field;
        if (!declared) {
            problems.push_back({std::string(parameter.name), "unknown", "There is no such input."});
            continue;
        }
        const FieldKind& kind = kind_of(*declared);
        std::vector<Value> cells(kind.parts(*declared).size());
        kind.parse_text(*declared, parameter.value, format, cells, problems);
        std::string text;
        JsonWriter json(text);
        kind.write_json(json, *declared, cells);
        input.set(declared->name, parse_json(text));
    }
    if (!problems.empty())
        throw Error(Cause::malformed, problems[0].message, problems);
    return input;
}

http::Response read_insight_route(Call& call)
{
    const Insight& insight = load_insight(call);
    const Tongue tongue = tongue_for(call);
    const InsightRows rows = insight.run(call.engine(), call.actor, inputs_of(call, insight));
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    write_columns(json, insight, tongue);
    json.key("rows");
    json.begin_array();
    for (const Json& row : rows.rows)
        json.value(row);
    json.end_array();
    json.member("definition", tongue.label(insight.definition));
    json.member("note", rows.note);
    json.member("zone", call.actor.zone);
    json.member("currency", call.engine().settings().currency);
    json.end_object();
    return http::json_response(200, std::move(body));
}

} // namespace

void add_insight_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    add_route(router, desk, Method::get, "/api/v1/insights", Lane::slow, Who::signed_in,
              list_insights_route);
    add_route(router, desk, Method::get, "/api/v1/insights/{name}", Lane::slow, Who::signed_in,
              read_insight_route);
}

} // namespace comity::api
