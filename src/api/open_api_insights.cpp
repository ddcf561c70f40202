#include "api/open_api_insights.h"

#include "api/open_api_parts.h"
#include "api/open_api_schema.h"
#include "record/insights/seen.h"

#include <initializer_list>
#include <utility>

namespace comity::api {

using namespace open_api;
using namespace record;

namespace {

using Members = std::initializer_list<std::pair<const char*, Json>>;

Json shape_of(Members members)
{
    Json properties;
    Json::Array required;
    for (const auto& [name, schema] : members) {
        properties.set(name, schema);
        required.push_back(name);
    }
    return any_object().set("properties", properties).set("required", std::move(required));
}

Json text_shape()
{
    return Json().set("type", "string");
}

Json perhaps(Json schema)
{
    return Json().set("anyOf", Json::Array{std::move(schema), Json().set("type", "null")});
}

Json many(Json items)
{
    return Json().set("type", "array").set("items", std::move(items));
}

// A number, an amount of money, or nothing.
Json value_shape()
{
    return Json().set("anyOf", Json::Array{Json().set("type", "number"), reference_to("Money"),
                                           Json().set("type", "null")});
}

Json figure_shape()
{
    const Json day = perhaps(text_shape().set("format", "date"));
    const Json before = shape_of({{"from", day},
                                  {"to", day},
                                  {"value", value_shape()},
                                  {"change", perhaps(Json().set("type", "number"))},
                                  {"rows", text_shape()}});
    return shape_of({{"name", text_shape()},
                     {"label", text_shape()},
                     {"kind", text_shape()},
                     {"definition", text_shape()},
                     {"value", value_shape()},
                     {"beside", Json::Object{}},
                     {"attention", Json().set("type", "boolean")},
                     {"rows", text_shape()},
                     {"before", perhaps(before)}});
}

Json chart_shape()
{
    return shape_of({{"kind", text_shape()},
                     {"label", text_shape()},
                     {"series", many(text_shape())},
                     {"tone", text_shape()},
                     {"wide", Json().set("type", "boolean")}});
}

Json answer_shape()
{
    const Json row = shape_of({{"rows", text_shape()}});
    return shape_of({{"name", text_shape()},
                     {"label", text_shape()},
                     {"figures", many(reference_to("InsightFigure"))},
                     {"columns", many(reference_to("InsightColumn"))},
                     {"rows", many(row)},
                     {"totals", perhaps(row)},
                     {"chart", perhaps(reference_to("InsightChart"))},
                     {"sentence", perhaps(any_object())},
                     {"definition", text_shape()},
                     {"period", perhaps(any_object())},
                     {"left_out", many(reference_to("InsightLeftOut"))},
                     {"note", text_shape()},
                     {"rates", many(any_object())},
                     {"zone", text_shape()},
                     {"currency", text_shape()}});
}

Json described_shape()
{
    return shape_of({{"name", text_shape()},
                     {"label", text_shape()},
                     {"definition", text_shape()},
                     {"object", text_shape()},
                     {"objects", many(text_shape())},
                     {"input", many(any_object())},
                     {"columns", many(reference_to("InsightColumn"))},
                     {"figures", many(any_object())},
                     {"chart", perhaps(reference_to("InsightChart"))},
                     {"dashboard", perhaps(Json().set("type", "integer"))},
                     {"left_out", many(reference_to("InsightLeftOut"))}});
}

Json::Array parameters_of(const Insight& insight)
{
    Json::Array parameters;
    for (const InsightInput& input : inputs_of(insight, !insight.time.empty())) {
        Json one =
            parameter(input.field.name.c_str(), "query", "string",
                      input.path.empty() ? "See its definition." : "Only records with this value.");
        parameters.push_back(one.set("schema", schema_of(input.field)));
    }
    return parameters;
}

} // namespace

void add_insight_paths(Json& paths, const Shelf& shelf)
{
    for (const Insight& insight : shelf.insights) {
        Json path;
        path.set("get",
                 operation("insight_" + insight.name, "insights", insight.label.c_str(),
                           parameters_of(insight), "200",
                           answer(insight.definition.c_str(), reference_to("InsightAnswer"))));
        paths.set("/api/v1/insights/" + insight.name, path);
    }
}

void add_insight_schemas(Json& schemas)
{
    schemas.set("InsightList", shape_of({{"insights", many(reference_to("Insight"))}}));
    schemas.set("Insight", described_shape());
    schemas.set("InsightAnswer", answer_shape());
    schemas.set("InsightFigure", figure_shape());
    schemas.set("InsightChart", chart_shape());
    schemas.set(
        "InsightColumn",
        shape_of({{"name", text_shape()}, {"label", text_shape()}, {"kind", text_shape()}}));
    schemas.set("InsightLeftOut", shape_of({{"reason", text_shape()},
                                            {"what", many(text_shape())},
                                            {"message", text_shape()}}));
}

} // namespace comity::api
