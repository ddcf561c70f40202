// Single numbers: figures over the same records are one question, whatever is measured of them.
#include "base/error.h"
#include "base/money.h"
#include "record/insights/asking.h"
#include "record/insights/texts.h"

#include <algorithm>
#include <cmath>

namespace comity::record {
namespace {

void add_once(std::vector<std::string>& measures, const std::string& measure)
{
    if (!measure.empty() && std::ranges::find(measures, measure) == measures.end())
        measures.push_back(measure);
}

Json divided(const Json& value, double by)
{
    if (by == 0)
        return {};
    if (!value.find("amount"))
        return number_of(number_in(&value) / by);
    const Amount whole = parse_amount(value.text("amount")).value_or(Amount{});
    const auto part = static_cast<long double>(whole.ticks) / by;
    return Json(value).set("amount", format_amount({std::llroundl(part)}));
}

Json in_percent(double part, double whole)
{
    return whole == 0 ? Json() : number_of(std::round(part / whole * 10'000) / 100);
}

Json member(const Json& row, const std::string& name)
{
    const Json* value = row.find(name);
    return value ? *value : Json();
}

// Of two numbers or amounts in percent, of two percentages in points.
Json change_of(const Json& before, const Json& now, bool is_share)
{
    if (before.is_null() || now.is_null())
        return {};
    const double was = number_in(&before);
    const double difference = number_in(&now) - was;
    if (is_share)
        return number_of(std::round(difference * 100) / 100);
    return was == 0 ? Json() : number_of(said_percent(difference / std::abs(was) * 100));
}

} // namespace

const Json& Asking::figure_row(const std::string& filter, const Days& days)
{
    const std::string whole = all_of({filter, within_days(m_insight.time, days), m_narrowed});
    const auto [found, is_new] = m_asked.try_emplace(whole);
    if (!is_new)
        return found->second;
    Question question{.measures = {"count"}, .filter = whole};
    for (const InsightFigure& figure : m_seen.figures) {
        if (figure.filter != filter && figure.share_of != filter)
            continue;
        for (const std::string* measure : {&figure.measure, &figure.by, &figure.beside})
            add_once(question.measures, *measure);
    }
    found->second = ask(question).find("rows")->if_array()->at(0);
    return found->second;
}

Json Asking::value_of(const InsightFigure& figure, const Days& days)
{
    const Json value = member(figure_row(figure.filter, days), figure.measure);
    if (!figure.share_of.empty()) {
        const Json whole = member(figure_row(figure.share_of, days), figure.measure);
        return in_percent(number_in(&value), number_in(&whole));
    }
    if (figure.by.empty())
        return value;
    const Json by = member(figure_row(figure.filter, days), figure.by);
    return divided(value, number_in(&by));
}

FigureAnswer Asking::figure_of(const InsightFigure& figure)
{
    const bool is_share = !figure.share_of.empty();
    const std::string& counted = is_share ? figure.share_of : figure.filter;
    const Days days = figure.in_period ? m_answer.days : Days{};
    FigureAnswer answer{.figure = figure, .value = value_of(figure, days)};
    answer.kind = is_share ? "percent" : kind_of_measure(m_object, figure.measure);
    answer.rows = figure_row(counted, days).text("rows");
    if (is_share)
        answer.beside.set("part", member(figure_row(figure.filter, days), figure.measure))
            .set("whole", member(figure_row(counted, days), figure.measure));
    else if (!figure.beside.empty())
        answer.beside = member(figure_row(figure.filter, days), figure.beside);
    if (figure.in_period && m_days_before) {
        FigureAnswer::Before before{.days = *m_days_before,
                                    .value = value_of(figure, *m_days_before)};
        before.rows = figure_row(counted, *m_days_before).text("rows");
        before.change = change_of(before.value, answer.value, is_share);
        answer.before = std::move(before);
    }
    return answer;
}

void Asking::ask_figures()
{
    for (const InsightFigure& figure : m_seen.figures)
        m_answer.figures.push_back(figure_of(figure));
}

} // namespace comity::record
