#include "record/insights/asking.h"

#include "base/error.h"
#include "base/percent.h"
#include "record/find/find.h"
#include "record/insights/texts.h"
#include "record/object/catalog.h"

#include <algorithm>

namespace comity::record {
namespace {

std::optional<Instant> moment_in(const Json& input)
{
    const auto as_of = input.text("as_of");
    return as_of.empty() ? std::nullopt : parse_instant(as_of);
}

} // namespace

Asking::Asking(Engine& engine, const Actor& actor, const Insight& insight, const Json& input)
    : m_engine(engine), m_actor(actor), m_insight(insight), m_input(input),
      m_catalog(engine.catalog()), m_object(m_catalog->load(insight.object)),
      m_as_of(moment_in(input)), m_today(today_in(actor.zone, m_as_of.value_or(now()))),
      m_seen(seen_by(*m_catalog, actor, insight))
{
    actor.require(m_object, Verb::read);
    m_answer.columns = m_seen.columns;
    m_answer.chart = insight.chart;
    read_period();
    narrow_by_inputs();
}

std::string Asking::given(std::string_view name) const
{
    if (const auto text = m_input.text(name); !text.empty())
        return std::string(text);
    for (const InsightInput& input : m_seen.input)
        if (input.field.name == name)
            return input.field.starts_with;
    return "";
}

void Asking::read_period()
{
    m_answer.has_period = m_seen.has_period;
    if (!m_seen.has_period)
        return;
    const Days own{parse_date(given("from")), parse_date(given("to"))};
    const std::string period = given("period");
    m_answer.days = own.is_all() ? days_of(period, m_today) : own;
    m_days_before = own.is_all() ? days_before(period, m_today) : days_before(own);
}

void Asking::narrow_by_inputs()
{
    for (const InsightInput& input : m_seen.input)
        if (const std::string value = input.path.empty() ? "" : given(input.field.name);
            !value.empty())
            narrow(is_value(input.path, value));
}

void Asking::narrow(const std::string& filter)
{
    m_narrowed = all_of({m_narrowed, filter});
}

std::string Asking::in_table() const
{
    return all_of({m_insight.filter,
                   m_seen.has_period ? within_days(m_insight.time, m_answer.days) : "",
                   m_narrowed});
}

// Where the API has these records, at the moment that is looked at.
std::string Asking::path_of(const std::string& filter) const
{
    std::string path = "/api/v1/" + m_object.plural;
    if (!filter.empty())
        path += "?filter=" + percent_encoded(filter);
    if (m_as_of)
        path +=
            (filter.empty() ? "?as_of=" : "&as_of=") + percent_encoded(format_instant(*m_as_of));
    return path;
}

// The aggregate's answer, with the path in each row instead of the filter.
Json Asking::ask(const Question& question)
{
    AggregateQuery query;
    query.groups = question.groups;
    query.measures = question.measures;
    query.filter = question.filter;
    query.sort = question.sort;
    query.as_of = m_as_of;
    const Json told = aggregate(m_engine, m_actor, m_object, query);
    note_money(told);
    Json::Array rows;
    for (Json row : *told.find("rows")->if_array()) {
        row.set("rows", path_of(std::string(row.text("filter"))));
        rows.push_back(without(std::move(row), "filter"));
    }
    if (told.flag("more"))
        m_answer.left_out.push_back({LeftOut::Why::too_many, {std::to_string(rows.size())}});
    Json answer;
    answer.set("rows", std::move(rows));
    if (const Json* titles = told.find("titles"))
        answer.set("titles", *titles);
    return answer;
}

void Asking::note_money(const Json& told)
{
    const Json* rates = told.find("rates");
    for (const Json& rate : rates && rates->if_array() ? *rates->if_array() : Json::Array{})
        if (std::ranges::find(m_answer.rates, rate) == m_answer.rates.end())
            m_answer.rates.push_back(rate);
    const Json* missing = told.find("without_rate");
    for (const Json& code : missing && missing->if_array() ? *missing->if_array() : Json::Array{})
        m_without_rate.insert(*code.if_string());
}

Json Asking::measure(const std::string& filter)
{
    const Json told = ask({.measures = names_of(InsightColumn::Sort::measure),
                           .filter = all_of({m_insight.filter, filter, m_narrowed})});
    return told.find("rows")->if_array()->at(0);
}

void Asking::set_columns(std::vector<InsightColumn> columns)
{
    m_seen.hidden_columns.clear();
    m_answer.columns =
        seen_columns(*m_catalog, m_actor, m_insight, std::move(columns), m_seen.hidden_columns);
}

InsightAnswer Asking::answer()
{
    ask_figures();
    if (m_insight.run)
        m_insight.run(*this);
    else
        ask_table();
    choose_series();
    if (!m_answer.sentence)
        say_what_is_seen();
    auto hidden = m_seen.hidden_figures;
    hidden.insert(hidden.end(), m_seen.hidden_columns.begin(), m_seen.hidden_columns.end());
    if (!hidden.empty())
        m_answer.left_out.push_back({LeftOut::Why::hidden, std::move(hidden)});
    if (!m_without_rate.empty())
        m_answer.left_out.push_back(
            {LeftOut::Why::no_rate, {m_without_rate.begin(), m_without_rate.end()}});
    return std::move(m_answer);
}

} // namespace comity::record
