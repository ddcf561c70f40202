// What the chart draws of the table, and the sentence that it says.
#include "record/insights/asking.h"
#include "record/insights/texts.h"

#include <algorithm>
#include <cmath>

namespace comity::record {
namespace {

const InsightMarks* find_marks(const InsightChart& chart, const std::vector<std::string>& series)
{
    for (const InsightMarks& marks : chart.draws)
        if (!series.empty() && marks.column == series[0])
            return &marks;
    return nullptr;
}

Json member_of(const Json& row, const std::string& name)
{
    const Json* value = row.find(name);
    return value ? *value : Json();
}

const InsightColumn* find_column(const std::vector<InsightColumn>& columns, std::string_view name)
{
    const auto found = std::ranges::find(columns, name, &InsightColumn::name);
    return found == columns.end() ? nullptr : &*found;
}

} // namespace

// Deals that have no amounts yet are still shown, by their number.
void Asking::choose_series()
{
    const InsightChart& chart = m_answer.chart;
    std::vector<std::string>& series = m_answer.series;
    for (const InsightMarks& marks : chart.draws) {
        if (!find_column(m_answer.columns, marks.column))
            continue;
        const bool has_any = std::ranges::any_of(
            m_answer.rows, [&](const Json& row) { return number_in(row.find(marks.column)) != 0; });
        if (series.empty() || has_any)
            series = {marks.column};
        if (has_any)
            break;
    }
    const bool is_first = !series.empty() && series[0] == chart.draws[0].column;
    for (const std::string& other : chart.with)
        if (is_first && find_column(m_answer.columns, other))
            series.push_back(other);
}

void Asking::say_what_is_seen()
{
    if (m_answer.series.empty())
        return;
    if (m_answer.chart.says == InsightChart::Says::largest)
        say_largest();
    if (m_answer.chart.says == InsightChart::Says::change)
        say_last_period();
}

void Asking::say_largest()
{
    const std::string& drawn = m_answer.series[0];
    const Json* largest = nullptr;
    double most = 0, whole = 0;
    int filled = 0;
    for (const Json& row : m_answer.rows) {
        const double value = std::max(0.0, number_in(row.find(drawn)));
        filled += value > 0 ? 1 : 0;
        whole += value;
        if (value > most) {
            most = value;
            largest = &row;
        }
    }
    if (!largest)
        return;
    const std::string& label = m_answer.chart.label;
    InsightSentence sentence{.text = filled == 1 ? "All of {what} is in {label}"
                                                 : "{label} holds {percent} of {what}",
                             .what = find_marks(m_answer.chart, m_answer.series)->what};
    sentence.values.push_back({"label", member_of(*largest, label), "", label});
    sentence.values.push_back({"percent", number_of(said_percent(most / whole * 100)), "percent"});
    say(std::move(sentence));
}

// The last period that is over: what is still running is never compared with what is complete.
void Asking::say_last_period()
{
    const std::string& label = m_answer.chart.label;
    const Json* before = nullptr;
    const Json* now = nullptr;
    for (const Json& row : m_answer.rows) {
        const auto days = days_of_key(row.text(label));
        if (!days || *days->to >= m_today)
            break;
        before = std::exchange(now, &row);
    }
    if (before && now)
        say_change(*before, *now);
}

void Asking::say_change(const Json& before, const Json& now)
{
    choose_series();
    const InsightMarks* marks = find_marks(m_answer.chart, m_answer.series);
    if (!marks)
        return;
    const InsightColumn& column = *find_column(m_answer.columns, marks->column);
    const std::string& label = m_answer.chart.label;
    const double was = number_in(before.find(column.name));
    const double is = number_in(now.find(column.name));
    const double percent = was == 0 ? 0 : (is - was) / std::abs(was) * 100;
    InsightSentence sentence{.text = "{what} is the same as {before}", .what = marks->what};
    if (was == 0 && is != 0)
        sentence.text = "{what}: {now}, after nothing in {before}";
    else if (std::abs(percent) >= 0.05)
        sentence.text =
            percent > 0 ? "{what} rose {percent} on {before}" : "{what} fell {percent} on {before}";
    sentence.values.push_back({"before", member_of(before, label), "", label});
    sentence.values.push_back({"period", member_of(now, label), "", label});
    sentence.values.push_back({"now", member_of(now, column.name), column.kind});
    sentence.values.push_back({"percent", number_of(said_percent(std::abs(percent))), "percent"});
    say(std::move(sentence));
}

} // namespace comity::record
