#include "record/figures/rows.h"

#include "base/error.h"
#include "base/text.h"
#include "record/object/value_bytes.h"

#include <algorithm>
#include <cmath>

namespace comity::record {
namespace {

std::string key_of_groups(const std::vector<Value>& groups)
{
    std::string key;
    for (const Value& value : groups)
        append_value_bytes(key, value);
    return key;
}

bool is_extreme(const Measure& measure)
{
    return measure.sort == Measure::Sort::min || measure.sort == Measure::Sort::max;
}

// Does the new value replace the one that was the least or the most so far?
template <class Number> bool beats(const Measure& measure, Number candidate, Number kept)
{
    return measure.sort == Measure::Sort::min ? candidate < kept : kept < candidate;
}

} // namespace

Rates load_rates(store::Connection& connection, const Catalog& catalog)
{
    Rates rates;
    const Object* object = catalog.find("currency");
    if (!object || !object->find_field("code") || !object->find_field("rate"))
        return rates;
    const bool has_day = object->find_field("rate_on") != nullptr;
    const std::string sql =
        "SELECT \"code\", \"rate\", " + std::string(has_day ? "\"rate_on\"" : "NULL") + " FROM " +
        store::quote(Catalog::table_of(*object)) +
        " WHERE \"deleted_at\" IS NULL AND \"rate\" > 0" +
        (has_day ? " AND (\"rate_on\" IS NULL OR \"rate_on\" <= ?)" : "") + " ORDER BY " +
        (has_day ? "\"rate_on\" IS NOT NULL, \"rate_on\", \"id\"" : "\"id\"");
    std::vector<Value> values;
    if (has_day)
        values.emplace_back(today_in("UTC"));
    connection.query({sql, values}, [&](const store::Row& row) {
        Rate rate{row.real(1), {}};
        if (has_day && !row.is_null(2))
            rate.on = row.date(2);
        rates.insert_or_assign(std::string(row.text(0)), rate);
    });
    return rates;
}

void AggregateRows::add(const store::Row& row)
{
    std::vector<Value> groups;
    for (const Group& group : m_plan.groups)
        groups.push_back(row.value(group.at, group.type));
    const auto [found, is_new] = m_by_key.try_emplace(key_of_groups(groups), m_rows.size());
    if (is_new)
        m_rows.push_back({std::move(groups), std::vector<Figure>(m_plan.measures.size())});
    AggregateRow& total = m_rows[found->second];
    for (std::size_t i = 0; i < m_plan.measures.size(); ++i)
        add_figure(row, m_plan.measures[i], total.figures[i]);
}

void AggregateRows::ensure_one()
{
    if (m_plan.groups.empty() && m_rows.empty())
        m_rows.push_back({{}, std::vector<Figure>(m_plan.measures.size())});
}

std::optional<Amount> AggregateRows::in_base(Amount amount, std::string_view currency)
{
    if (currency == m_currency || currency.empty())
        return amount;
    const auto rate = m_rates.find(currency);
    const auto converted =
        rate == m_rates.end() ? std::nullopt : convert(amount, rate->second.value);
    (converted ? m_converted : m_missing).emplace(currency);
    return converted;
}

void AggregateRows::add_figure(const store::Row& row, const Measure& measure, Figure& figure)
{
    if (measure.sort == Measure::Sort::count) {
        figure.count += row.integer(measure.at);
        return;
    }
    if (row.is_null(measure.at))
        return;
    if (measure.is_money())
        return add_money(row, measure, figure);
    if (is_time(worth_of(*measure.field))) {
        Value value = row.value(measure.at, kind_of(*measure.field).parts(*measure.field)[0].type);
        if (figure.count++ == 0 || beats(measure, value, figure.extreme))
            figure.extreme = std::move(value);
        return;
    }
    double value = row.real(measure.at);
    if (measure.weight_at >= 0)
        value *= row.real(measure.weight_at) / 100;
    if (is_extreme(measure)) {
        if (figure.count++ == 0 || beats(measure, value, figure.real))
            figure.real = value;
        return;
    }
    figure.real += value;
    figure.count += measure.sort == Measure::Sort::avg ? row.integer(measure.at + 1) : 1;
}

void AggregateRows::add_money(const store::Row& row, const Measure& measure, Figure& figure)
{
    std::optional<Amount> amount = Amount{row.integer(measure.at)};
    if (measure.weight_at >= 0)
        amount = convert(*amount, row.real(measure.weight_at) / 100);
    if (amount)
        amount = in_base(*amount, row.text(measure.currency_at));
    if (!amount)
        return;
    if (is_extreme(measure)) {
        if (figure.count++ == 0 || beats(measure, amount->ticks, figure.ticks))
            figure.ticks = amount->ticks;
        return;
    }
    if (__builtin_add_overflow(figure.ticks, amount->ticks, &figure.ticks))
        throw Error(Cause::invalid, say("reading.sum_of_name_is_too", {{"name", measure.name}}));
    figure.count += measure.sort == Measure::Sort::avg ? row.integer(measure.at + 1) : 1;
}

namespace {

// What a figure sorts by.
double weight_of(const Measure& measure, const Figure& figure)
{
    const double count = static_cast<double>(figure.count);
    if (measure.sort == Measure::Sort::count)
        return count;
    if (const auto* date = std::get_if<Date>(&figure.extreme))
        return date->days;
    if (const auto* instant = std::get_if<Instant>(&figure.extreme))
        return static_cast<double>(instant->us);
    const double total = measure.is_money() ? static_cast<double>(figure.ticks) : figure.real;
    return measure.sort == Measure::Sort::avg && figure.count > 0 ? total / count : total;
}

struct SortStep {
    bool is_group = false;
    std::size_t position = 0;
    bool is_descending = false;
};

std::vector<SortStep> sort_steps(const AggregatePlan& plan, std::string_view sort)
{
    std::vector<SortStep> steps;
    for (std::string_view name : split(sort, ',')) {
        name = trim(name);
        SortStep step;
        step.is_descending = name.starts_with('-');
        name.remove_prefix(step.is_descending ? 1 : 0);
        if (name.empty())
            continue;
        const auto group = std::ranges::find(plan.groups, name, &Group::name);
        const auto measure = std::ranges::find(plan.measures, name, &Measure::name);
        step.is_group = group != plan.groups.end();
        if (!step.is_group && measure == plan.measures.end())
            throw Error(Cause::invalid, say("reading.rows_are_sorted_by_one"),
                        {{"sort", "unknown", say("reading.no_name", {{"name", name}})}});
        step.position = static_cast<std::size_t>(step.is_group ? group - plan.groups.begin()
                                                               : measure - plan.measures.begin());
        steps.push_back(step);
    }
    for (std::size_t i = 0; i < plan.groups.size(); ++i)
        steps.push_back({true, i, false});
    return steps;
}

// Negative, zero, positive; empty ones last in either direction.
int compare_groups(const Value& a, const Value& b, bool is_descending)
{
    const bool a_null = std::holds_alternative<Null>(a);
    const bool b_null = std::holds_alternative<Null>(b);
    if (a_null || b_null)
        return static_cast<int>(a_null) - static_cast<int>(b_null);
    if (a == b)
        return 0;
    return (a < b) == is_descending ? 1 : -1;
}

} // namespace

bool AggregateRows::sort_and_cut(std::string_view sort, int limit)
{
    const auto steps = sort_steps(m_plan, sort);
    std::ranges::stable_sort(m_rows, [&](const AggregateRow& a, const AggregateRow& b) {
        for (const SortStep& step : steps) {
            if (step.is_group) {
                const int order = compare_groups(a.groups[step.position], b.groups[step.position],
                                                 step.is_descending);
                if (order != 0)
                    return order < 0;
                continue;
            }
            const Measure& measure = m_plan.measures[step.position];
            const double x = weight_of(measure, a.figures[step.position]);
            const double y = weight_of(measure, b.figures[step.position]);
            if (x != y)
                return (x < y) != step.is_descending;
        }
        return false;
    });
    const bool has_more = m_rows.size() > static_cast<std::size_t>(limit);
    if (has_more)
        m_rows.resize(static_cast<std::size_t>(limit));
    m_by_key.clear();
    return has_more;
}

} // namespace comity::record
