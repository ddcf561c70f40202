#include "api/describe_insight.h"

#include "api/desk.h"
#include "base/text.h"
#include "record/object/catalog.h"
#include "record/settings.h"

#include <algorithm>
#include <set>

namespace comity::api {

using namespace record;

namespace {

void write_columns(JsonWriter& json, const std::vector<InsightColumn>& columns,
                   const Tongue& tongue)
{
    json.key("columns");
    json.begin_array();
    for (const InsightColumn& column : columns) {
        json.begin_object();
        json.member("name", column.name);
        json.member("label", tongue.label(column.label));
        json.member("kind", column.kind);
        if (!column.period.empty())
            json.member("period", column.period);
        if (!column.nothing.empty())
            json.member("nothing", tongue.label(column.nothing));
        if (!column.choices.empty()) {
            json.key("choices");
            json.begin_array();
            for (const Choice& choice : column.choices) {
                json.begin_object();
                json.member("key", choice.key);
                json.member("label", choice.label);
                json.member("tone", choice.tone);
                json.end_object();
            }
            json.end_array();
        }
        json.end_object();
    }
    json.end_array();
}

std::string_view name_of(InsightChart::Sort sort)
{
    using Sort = InsightChart::Sort;
    switch (sort) {
    case Sort::none:
        break;
    case Sort::bar:
        return "bar";
    case Sort::column:
        return "column";
    case Sort::line:
        return "line";
    case Sort::stacked:
        return "stacked";
    case Sort::funnel:
        return "funnel";
    }
    return "";
}

void write_chart(JsonWriter& json, const InsightChart& chart,
                 const std::vector<std::string>& series)
{
    json.key("chart");
    if (chart.sort == InsightChart::Sort::none)
        return json.null();
    json.begin_object();
    json.member("kind", name_of(chart.sort));
    json.member("label", chart.label);
    json.key("series");
    json.begin_array();
    for (const std::string& column : series)
        json.value(column);
    json.end_array();
    if (!chart.split.empty())
        json.member("split", chart.split);
    json.member("tone", chart.tone);
    json.member("wide", chart.is_wide);
    json.end_object();
}

void write_days(JsonWriter& json, const Days& days)
{
    for (const auto& [name, day] : {std::pair{"from", days.from}, std::pair{"to", days.to}}) {
        json.key(name);
        if (day)
            json.value(format_date(*day));
        else
            json.null();
    }
}

// The records whose changes make the answer another one.
std::set<std::string> objects_behind(const Catalog& catalog, const Insight& insight)
{
    const Object& object = catalog.load(insight.object);
    std::set<std::string> plurals = {object.plural};
    const auto add = [&](const std::string& name) {
        if (const Object* other = name.empty() ? nullptr : catalog.find(name))
            plurals.insert(other->plural);
    };
    add("currency");
    for (const InsightColumn& column : insight.columns) {
        const Object* here = &object;
        for (const std::string_view step : split(column.name, '.')) {
            const Field* field = here ? here->find_readable(step) : nullptr;
            here = field ? catalog.find(field->target) : nullptr;
            if (field) {
                add(field->target);
                add(field->choices_object);
            }
        }
    }
    return plurals;
}

std::string filled(std::string text, std::string_view hole, std::string_view value)
{
    const std::string mark = "{" + std::string(hole) + "}";
    const std::size_t at = text.find(mark);
    return at == text.npos ? text : text.replace(at, mark.size(), value);
}

std::string message_of(const LeftOut& left, bool is_all, const Tongue& tongue)
{
    std::string list;
    for (const std::string& one : left.what)
        list.append(list.empty() ? "" : ", ").append(tongue.label(one));
    std::string_view text;
    switch (left.why) {
    case LeftOut::Why::hidden:
        text = is_all ? "Your role does not show what this stands on."
                      : "Your role does not show what these stand on: {what}.";
        break;
    case LeftOut::Why::no_rate:
        text = "Amounts in {what} are left out: there is no rate for them.";
        break;
    case LeftOut::Why::too_many:
        text = "Only the first {what} rows are shown.";
        break;
    }
    return filled(std::string(tongue.label(text)), "what", list);
}

std::string_view name_of(LeftOut::Why why)
{
    return why == LeftOut::Why::hidden    ? "hidden"
           : why == LeftOut::Why::no_rate ? "no_rate"
                                          : "too_many";
}

void write_left_out(JsonWriter& json, const std::vector<LeftOut>& left_out, bool is_all,
                    const Tongue& tongue)
{
    json.key("left_out");
    json.begin_array();
    for (const LeftOut& left : left_out) {
        json.begin_object();
        json.member("reason", name_of(left.why));
        json.key("what");
        json.begin_array();
        for (const std::string& one : left.what)
            json.value(tongue.label(one));
        json.end_array();
        json.member("message", message_of(left, is_all, tongue));
        json.end_object();
    }
    json.end_array();
}

void write_figures(JsonWriter& json, const std::vector<FigureAnswer>& figures, const Tongue& tongue)
{
    json.key("figures");
    json.begin_array();
    for (const FigureAnswer& answer : figures) {
        json.begin_object();
        json.member("name", answer.figure.name);
        json.member("label", tongue.label(answer.figure.label));
        json.member("kind", answer.kind);
        json.member("definition", tongue.label(answer.figure.definition));
        json.member("value", answer.value);
        json.member("beside", answer.beside);
        json.member("attention", answer.figure.wants_nothing && !answer.value.is_null() &&
                                     answer.value != Json(0));
        json.member("rows", answer.rows);
        json.key("before");
        if (answer.before) {
            json.begin_object();
            write_days(json, answer.before->days);
            json.member("value", answer.before->value);
            json.member("change", answer.before->change);
            json.member("rows", answer.before->rows);
            json.end_object();
        } else {
            json.null();
        }
        json.end_object();
    }
    json.end_array();
}

void write_sentence(JsonWriter& json, const std::optional<InsightSentence>& sentence,
                    const Tongue& tongue)
{
    json.key("sentence");
    if (!sentence)
        return json.null();
    json.begin_object();
    json.member("text", filled(std::string(tongue.label(sentence->text)), "what",
                               tongue.label(sentence->what)));
    json.key("values");
    json.begin_object();
    for (const InsightSentence::Value& value : sentence->values) {
        json.key(value.name);
        json.begin_object();
        json.member("value", value.value);
        json.member(value.column.empty() ? "kind" : "column",
                    value.column.empty() ? value.kind : value.column);
        json.end_object();
    }
    json.end_object();
    json.end_object();
}

std::string note_of(const InsightAnswer& answer, const Tongue& tongue)
{
    for (const LeftOut& left : answer.left_out)
        if (left.why == LeftOut::Why::no_rate)
            return message_of(left, false, tongue);
    return "";
}

} // namespace

void write_insight(JsonWriter& json, const Call& call, const Insight& insight,
                   const SeenInsight& seen, const Tongue& tongue)
{
    json.begin_object();
    json.member("name", insight.name);
    json.member("label", tongue.label(insight.label));
    json.member("definition", tongue.label(insight.definition));
    json.member("object", insight.object);
    json.key("objects");
    json.begin_array();
    for (const std::string& plural : objects_behind(*call.catalog, insight))
        json.value(plural);
    json.end_array();
    std::vector<Field> input;
    for (const InsightInput& one : seen.input)
        input.push_back(one.field);
    write_inputs(json, input, tongue);
    write_columns(json, seen.columns, tongue);
    json.key("figures");
    json.begin_array();
    for (const InsightFigure& figure : seen.figures) {
        json.begin_object();
        json.member("name", figure.name);
        json.member("label", tongue.label(figure.label));
        json.member("definition", tongue.label(figure.definition));
        json.end_object();
    }
    json.end_array();
    write_chart(json, insight.chart, {});
    json.key("dashboard");
    if (insight.place_on_dashboard > 0)
        json.value(insight.place_on_dashboard);
    else
        json.null();
    auto hidden = seen.hidden_figures;
    hidden.insert(hidden.end(), seen.hidden_columns.begin(), seen.hidden_columns.end());
    std::vector<LeftOut> left_out;
    if (!hidden.empty())
        left_out.push_back({LeftOut::Why::hidden, std::move(hidden)});
    write_left_out(json, left_out, seen.has_nothing(), tongue);
    json.end_object();
}

void write_insight_answer(JsonWriter& json, Call& call, const Insight& insight,
                          const InsightAnswer& answer, const Tongue& tongue)
{
    json.begin_object();
    json.member("name", insight.name);
    json.member("label", tongue.label(insight.label));
    write_figures(json, answer.figures, tongue);
    write_columns(json, answer.columns, tongue);
    json.member("rows", Json(answer.rows));
    json.member("totals", answer.totals);
    write_chart(json, answer.chart, answer.series);
    write_sentence(json, answer.sentence, tongue);
    json.member("definition", tongue.label(insight.definition));
    json.key("period");
    if (answer.has_period) {
        json.begin_object();
        write_days(json, answer.days);
        json.end_object();
    } else {
        json.null();
    }
    const bool is_all = answer.figures.empty() && answer.columns.empty();
    write_left_out(json, answer.left_out, is_all, tongue);
    json.member("note", note_of(answer, tongue));
    json.member("rates", Json(answer.rates));
    json.member("zone", call.actor.zone);
    json.member("currency", call.engine().settings().currency);
    json.end_object();
}

} // namespace comity::api
