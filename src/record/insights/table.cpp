// The table: groups of records with their measures, without gaps, called as people call them.
#include "base/error.h"
#include "base/money.h"
#include "record/find/find.h"
#include "record/insights/asking.h"
#include "record/insights/texts.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "record/object/kind.h"
#include "record/settings.h"

#include <algorithm>

namespace comity::record {
namespace {

using Sort = InsightColumn::Sort;

bool adds_up(const std::string& measure)
{
    return measure == "count" || measure.starts_with("sum(") || measure.starts_with("weighted(");
}

// The path of a group without its period.
std::string plain_path(const InsightColumn& column)
{
    return column.period.empty()
               ? column.name
               : column.name.substr(0, column.name.size() - column.period.size() - 1);
}

bool is_money(const InsightColumn& column)
{
    const FieldKind* kind = find_kind(column.kind);
    return kind && kind->facts().worth == Worth::money;
}

Json zero_of(const InsightColumn& column, const std::string& currency)
{
    if (!adds_up(column.name))
        return {};
    if (!is_money(column))
        return 0;
    return Json().set("amount", format_amount({})).set("currency", currency);
}

Json sum_of(const Json::Array& rows, const InsightColumn& column, const std::string& currency)
{
    if (!is_money(column)) {
        double sum = 0;
        for (const Json& row : rows)
            sum += number_in(row.find(column.name));
        return number_of(sum);
    }
    std::int64_t ticks = 0;
    for (const Json& row : rows)
        if (const Json* money = row.find(column.name))
            ticks += parse_amount(money->text("amount")).value_or(Amount{}).ticks;
    return Json().set("amount", format_amount({ticks})).set("currency", currency);
}

// Where a value stands among the choices; what is none of them comes after, nothing last.
std::size_t rank_of(const InsightColumn& column, const Json* value)
{
    const std::string* key = value ? value->if_string() : nullptr;
    if (!key)
        return column.choices.size() + 1;
    const auto found = std::ranges::find(column.choices, *key, &Choice::key);
    return static_cast<std::size_t>(found - column.choices.begin());
}

// Only by what is asked for: a measure that is hidden sorts nothing.
std::string seen_sort(const std::string& sort, const std::vector<InsightColumn>& columns)
{
    const std::string name = sort.starts_with('-') ? sort.substr(1) : sort;
    if (sort.empty() || std::ranges::find(columns, name, &InsightColumn::name) != columns.end())
        return sort;
    const bool counts = std::ranges::find(columns, "count", &InsightColumn::name) != columns.end();
    return counts ? "-count" : "";
}

} // namespace

std::vector<std::string> Asking::names_of(InsightColumn::Sort sort) const
{
    std::vector<std::string> names;
    for (const InsightColumn& column : m_answer.columns)
        if (column.sort == sort)
            names.push_back(column.name);
    return names;
}

void Asking::ask_table()
{
    if (m_answer.columns.empty())
        return;
    for (InsightColumn& column : m_answer.columns)
        load_choices(column);
    take_rows(ask({.groups = names_of(Sort::group),
                   .measures = names_of(Sort::measure),
                   .filter = in_table(),
                   .sort = seen_sort(m_insight.sort, m_answer.columns)}));
    const auto groups = names_of(Sort::group);
    for (const InsightColumn& column : m_answer.columns)
        if (groups.size() == 1 && !column.period.empty())
            fill_gaps(column);
    for (Json& row : m_answer.rows)
        complete(row);
    if (groups.size() == 1 && m_insight.sort.empty())
        sort_rows();
    add_totals();
}

void Asking::take_rows(const Json& told)
{
    for (Json row : *told.find("rows")->if_array()) {
        name_references(row, told.find("titles"));
        take_row(std::move(row));
    }
}

// In the place of the row that was added for the same groups, or after all others.
void Asking::take_row(Json row)
{
    const auto groups = names_of(Sort::group);
    const auto is_same = [&](const Json& other) {
        return std::ranges::all_of(groups, [&](const std::string& group) {
            const Json* a = row.find(group);
            const Json* b = other.find(group);
            return a && b && *a == *b;
        });
    };
    const auto added = std::ranges::find_if(
        m_answer.rows, [&](const Json& other) { return !other.find("rows") && is_same(other); });
    if (added != m_answer.rows.end())
        *added = std::move(row);
    else
        m_answer.rows.push_back(std::move(row));
}

// An id becomes the title of its record, as far as the reader may see it.
void Asking::name_references(Json& row, const Json* titles) const
{
    for (const InsightColumn& column : m_answer.columns) {
        const Field* field = column.sort == Sort::group
                                 ? find_end(*m_catalog, m_object, plain_path(column))
                                 : nullptr;
        if (!field || (!facts_of(*field).refers))
            continue;
        const Json* value = row.find(column.name);
        const std::string* id = value ? value->if_string() : nullptr;
        if (!id)
            continue;
        const Json* title = titles ? titles->find(*id) : nullptr;
        row.set(
            column.name,
            title ? *title
                  : Json(tongue_of(m_engine.shelf(), m_actor.language).label("Not shown to you")));
    }
}

void Asking::fill_gaps(const InsightColumn& column)
{
    std::vector<std::string> keys;
    for (const Json& row : m_answer.rows)
        if (const auto key = row.text(column.name); !key.empty())
            keys.emplace_back(key);
    for (const std::string& key : without_gaps(keys))
        if (std::ranges::find(keys, key) == keys.end())
            m_answer.rows.push_back(Json().set(column.name, key));
    std::ranges::stable_sort(m_answer.rows, [&](const Json& a, const Json& b) {
        const auto x = a.text(column.name);
        const auto y = b.text(column.name);
        return x.empty() || y.empty() ? !x.empty() && y.empty() : x < y;
    });
}

// A row of which nothing was found: zero of everything, and the way to no records.
void Asking::complete(Json& row) const
{
    if (row.find("rows"))
        return;
    const std::string currency = m_engine.settings().currency;
    std::string filter = in_table();
    for (const InsightColumn& column : m_answer.columns) {
        if (column.sort == Sort::group)
            filter = all_of({filter, is_value(plain_path(column), row.text(column.name))});
        else if (column.sort == Sort::measure)
            row.set(column.name, zero_of(column, currency));
    }
    row.set("rows", path_of(filter));
}

void Asking::load_choices(InsightColumn& column) const
{
    const Field* field =
        column.sort == Sort::group ? find_end(*m_catalog, m_object, plain_path(column)) : nullptr;
    if (!field || !facts_of(*field).has_choices)
        return;
    const Tongue tongue = tongue_of(m_engine.shelf(), m_actor.language);
    column.choices = field->choices;
    for (Choice& choice : column.choices)
        choice.label = tongue.label(choice.label);
    if (!field->choices_object.empty())
        load_records_as_choices(column, *field);
}

// Stages are the choices of a deal's stage: those of the pipeline that was asked for, else all,
// where several pipelines call one of them the first name counts.
void Asking::load_records_as_choices(InsightColumn& column, const Field& field) const
{
    const Object& object = m_catalog->load(field.choices_object);
    ListQuery query;
    query.as_of = m_as_of;
    for (const InsightInput& input : m_seen.input)
        if (input.path == field.choices_scope && !given(input.field.name).empty())
            query.filter = is_value(field.choices_scope, given(input.field.name));
    each_page(m_engine, m_actor, object, query, 200, [&](std::vector<Record>& page) {
        for (const Record& record : page) {
            const std::string key = record.text("key");
            if (std::ranges::find(column.choices, key, &Choice::key) == column.choices.end())
                column.choices.push_back({key, record.text(object.title), ""});
        }
        return true;
    });
}

void Asking::sort_rows()
{
    for (const InsightColumn& column : m_answer.columns) {
        if (column.sort != Sort::group || column.choices.empty())
            continue;
        std::ranges::stable_sort(m_answer.rows, [&](const Json& a, const Json& b) {
            return rank_of(column, a.find(column.name)) < rank_of(column, b.find(column.name));
        });
    }
}

void Asking::add_totals()
{
    const auto is_doubled = [&](const InsightColumn& column) {
        const Field* field = find_end(*m_catalog, m_object, plain_path(column));
        return column.sort == Sort::group && field && facts_of(*field).has_many;
    };
    const bool is_cut = std::ranges::find(m_answer.left_out, LeftOut::Why::too_many,
                                          &LeftOut::why) != m_answer.left_out.end();
    if (is_cut || std::ranges::any_of(m_answer.columns, is_doubled))
        return;
    const std::string currency = m_engine.settings().currency;
    for (const InsightColumn& column : m_answer.columns)
        if (column.sort == Sort::measure && adds_up(column.name))
            m_answer.totals.set(column.name, sum_of(m_answer.rows, column, currency));
    if (!m_answer.totals.is_null())
        m_answer.totals.set("rows", path_of(in_table()));
}

} // namespace comity::record
