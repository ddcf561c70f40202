#include "record/insights/seen.h"

#include "base/text.h"
#include "record/insights/periods.h"
#include "record/language/filter.h"
#include "record/language/filter_sql.h"
#include "record/object/catalog.h"

#include <algorithm>

namespace comity::record {
namespace {

// "amount" of "sum(amount)"; "" of count.
std::string_view measured_field(std::string_view measure)
{
    const std::size_t open = measure.find('(');
    const bool is_of = open != measure.npos && measure.ends_with(')');
    return is_of ? measure.substr(open + 1, measure.size() - open - 2) : std::string_view();
}

bool may_see_node(const Catalog& catalog, const Actor& actor, const Object& object,
                  const FilterNode& node)
{
    if (node.sort == FilterNode::Sort::compare) {
        std::string path;
        for (const std::string& step : node.path)
            path.append(path.empty() ? "" : ".").append(step);
        return may_see_path(catalog, actor, object, path);
    }
    return std::ranges::all_of(node.children, [&](const Filter& child) {
        return may_see_node(catalog, actor, object, *child);
    });
}

bool may_see_column(const Catalog& catalog, const Actor& actor, const Object& object,
                    const InsightColumn& column)
{
    switch (column.sort) {
    case InsightColumn::Sort::group:
        return may_see_path(catalog, actor, object, column.name);
    case InsightColumn::Sort::measure:
        return may_see_measure(actor, object, column.name);
    case InsightColumn::Sort::other:
        break;
    }
    return std::ranges::all_of(column.stands_on, [&](const std::string& path) {
        return may_see_path(catalog, actor, object, path);
    });
}

bool may_see_figure(const Catalog& catalog, const Actor& actor, const Object& object,
                    const InsightFigure& figure)
{
    return may_see_measure(actor, object, figure.measure) &&
           (figure.by.empty() || may_see_measure(actor, object, figure.by)) &&
           may_see_filter(catalog, actor, object, figure.filter) &&
           may_see_filter(catalog, actor, object, figure.share_of);
}

// Without its groups and without what names the marks a table says nothing.
bool is_needed(const Insight& insight, const InsightColumn& column)
{
    return column.sort == InsightColumn::Sort::group || column.name == insight.chart.label;
}

void add_figures(const Catalog& catalog, const Actor& actor, const Object& object,
                 const Insight& insight, SeenInsight& seen)
{
    for (InsightFigure figure : insight.figures) {
        const bool is_timed = !figure.in_period || seen.has_period;
        if (!is_timed || !may_see_figure(catalog, actor, object, figure)) {
            seen.hidden_figures.push_back(figure.label);
            continue;
        }
        if (!figure.beside.empty() && !may_see_measure(actor, object, figure.beside))
            figure.beside.clear();
        seen.figures.push_back(std::move(figure));
    }
}

} // namespace

bool may_see_path(const Catalog& catalog, const Actor& actor, const Object& object,
                  std::string_view path)
{
    const Object* here = &object;
    for (const std::string_view step : split(path, '.')) {
        if (!here)
            return true; // a period, or a part of a value
        const Field* field = find_visible_field(*here, actor, step);
        if (!field)
            return step == "within"; // itself or below, in a tree
        const bool leads_on = is_reference(*field) && !target_of(*field).empty();
        here = leads_on ? catalog.find(target_of(*field)) : nullptr;
    }
    return true;
}

const Field* find_end(const Catalog& catalog, const Object& object, std::string_view path)
{
    const Object* here = &object;
    const Field* field = nullptr;
    for (const std::string_view step : split(path, '.')) {
        field = !here                     ? nullptr
                : find_system_field(step) ? find_system_field(step)
                                          : here->find_readable(step);
        here = field && !target_of(*field).empty() ? catalog.find(target_of(*field)) : nullptr;
    }
    return field;
}

std::string kind_of_measure(const Object& object, std::string_view measure)
{
    const Field* field = object.find_readable(measured_field(measure));
    if (!field)
        return "number";
    // A sum of percentages is no percentage.
    return worth_of(*field) == Worth::number ? "number" : std::string(kind_of(*field).name());
}

bool may_see_measure(const Actor& actor, const Object& object, std::string_view measure)
{
    const std::string_view of = measured_field(measure);
    if (of.empty())
        return measure == "count";
    const bool is_weighted = measure.starts_with("weighted(");
    return find_visible_field(object, actor, of) &&
           (!is_weighted || find_visible_field(object, actor, "probability"));
}

bool may_see_filter(const Catalog& catalog, const Actor& actor, const Object& object,
                    std::string_view filter)
{
    const Filter parsed = parse_filter(filter);
    return !parsed || may_see_node(catalog, actor, object, *parsed);
}

std::vector<InsightColumn> seen_columns(const Catalog& catalog, const Actor& actor,
                                        const Insight& insight, std::vector<InsightColumn> columns,
                                        std::vector<std::string>& hidden)
{
    const Object& object = catalog.load(insight.object);
    std::vector<InsightColumn> seen;
    std::vector<std::string> left;
    bool makes_sense = may_see_filter(catalog, actor, object, insight.filter);
    for (InsightColumn& column : columns) {
        if (may_see_column(catalog, actor, object, column)) {
            if (column.sort == InsightColumn::Sort::measure)
                column.kind = kind_of_measure(object, column.name);
            seen.push_back(std::move(column));
            continue;
        }
        makes_sense = makes_sense && !is_needed(insight, column);
        left.push_back(column.label);
    }
    if (!makes_sense)
        left = {insight.label};
    hidden.insert(hidden.end(), left.begin(), left.end());
    return makes_sense ? seen : std::vector<InsightColumn>();
}

std::vector<InsightInput> inputs_of(const Insight& insight, bool has_period)
{
    std::vector<InsightInput> inputs = insight.input;
    if (has_period)
        for (Field field : {period_choice(), date("from"), date("to")})
            inputs.push_back({std::move(field), ""});
    inputs.push_back({instant("as_of"), ""});
    return inputs;
}

SeenInsight seen_by(const Catalog& catalog, const Actor& actor, const Insight& insight)
{
    const Object& object = catalog.load(insight.object);
    SeenInsight seen;
    seen.has_period = !insight.time.empty() && may_see_path(catalog, actor, object, insight.time);
    add_figures(catalog, actor, object, insight, seen);
    if (!insight.columns.empty())
        seen.columns = seen_columns(catalog, actor, insight, insight.columns, seen.hidden_columns);
    for (InsightInput& input : inputs_of(insight, seen.has_period))
        if (input.path.empty() || may_see_path(catalog, actor, object, input.path))
            seen.input.push_back(std::move(input));
    return seen;
}

} // namespace comity::record
