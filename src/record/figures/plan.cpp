#include "record/figures/plan.h"

#include "base/error.h"
#include "base/text.h"
#include "record/language/filter_sql.h"
#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_groups = 4;
constexpr std::size_t most_measures = 12;

std::optional<store::Period> find_period(std::string_view name)
{
    using store::Period;
    return name == "day"       ? std::optional(Period::day)
           : name == "week"    ? std::optional(Period::week)
           : name == "month"   ? std::optional(Period::month)
           : name == "quarter" ? std::optional(Period::quarter)
           : name == "year"    ? std::optional(Period::year)
                               : std::nullopt;
}

bool can_group(const Field& field)
{
    return facts_of(field).can_group && field.name != "id";
}

class Planner {
public:
    Planner(const Catalog& catalog, const Actor& actor, const Object& object,
            const store::Dialect& dialect, std::optional<Instant> as_of)
        : m_catalog(catalog), m_actor(actor), m_object(object),
          m_dialect(dialect), m_context{catalog, actor, dialect.is_postgres(), as_of}
    {
    }

    AggregatePlan plan(const AggregateQuery& query)
    {
        for (const std::string& name : query.groups)
            add_group(name);
        if (query.groups.size() > most_groups)
            complain("group", "range", say("reading.at_most_four_groups_at"));
        if (query.measures.empty())
            add_measure("count");
        for (const std::string& name : query.measures)
            add_measure(name);
        if (query.measures.size() > most_measures)
            complain("measure", "range", say("reading.at_most_twelve_measures_at"));
        if (m_problems.empty())
            return std::move(m_plan);
        const Sentence message = m_problems[0].message;
        throw Error(Cause::invalid, message, std::move(m_problems));
    }

private:
    const Catalog& m_catalog;
    const Actor& m_actor;
    const Object& m_object;
    const store::Dialect& m_dialect;
    DerivedContext m_context;
    AggregatePlan m_plan;
    std::vector<Problem> m_problems;

    void complain(std::string field, std::string rule, Sentence message)
    {
        m_problems.push_back({std::move(field), std::move(rule), std::move(message)});
    }

    // Joins what a reference points to, as far as the actor may see it; returns its alias.
    std::string join(const Object& target, const Sql& column)
    {
        std::string alias = "j" + std::to_string(m_plan.joins.text.size());
        Sql& joins = m_plan.joins;
        joins += " LEFT JOIN " + store::quote(Catalog::table_of(target)) + " " + alias + " ON " +
                 column_sql(alias, "id") + " = ";
        joins.append(column);
        if (const auto access = access_predicate(m_catalog, m_actor, target, Verb::read, alias))
            (joins += " AND ").append(*access);
        return alias;
    }

    void add_group(const std::string& name)
    {
        const auto steps = split(name, '.');
        const Object* object = &m_object;
        std::string alias = "t0";
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const Field* field = find_visible_field(*object, m_actor, steps[i]);
            if (!field || !can_group(*field))
                return complain(
                    name, "unknown",
                    say("reading.objects_cannot_be_grouped_by",
                        {{"objects", as_label(object->label_plural)}, {"path", steps[i]}}));
            if (i + 1 == steps.size())
                return add_field(name, *object, *field, alias, {});
            const auto period = find_period(steps[i + 1]);
            if (is_time(worth_of(*field)) && period && i + 2 == steps.size())
                return add_field(name, *object, *field, alias, period);
            const bool leads_on = is_reference(*field) && !field->target.empty();
            if (!leads_on || i >= 3)
                return complain(name, "unknown",
                                say("reading.what_has_no_what_2_to",
                                    {{"field", steps[i]}, {"part", steps[i + 1]}}));
            const Object& target = m_catalog.load(field->target);
            alias = join(target, value_of(*object, *field, alias));
            object = &target;
        }
    }

    void add_field(const std::string& name, const Object& object, const Field& field,
                   const std::string& alias, std::optional<store::Period> period)
    {
        Group group;
        group.name = name;
        group.field = &field;
        group.type = kind_of(field).parts(field)[0].type;
        group.column = value_of(object, field, alias);
        if (field.name == "version" && find_system_field("version") == &field)
            group.type = store::Type::integer;
        if (facts_of(field).has_many) {
            const std::string side = "j" + std::to_string(m_plan.joins.text.size());
            m_plan.joins += " LEFT JOIN " + store::quote(Catalog::many_table_of(object, field)) +
                            " " + side + " ON " + column_sql(side, "record") + " = " +
                            column_sql(alias, "id");
            group.column = {column_sql(side, "value"), {}};
        }
        if (period) {
            group.column.text =
                m_dialect.period(group.column.text, group.type, *period, m_actor.zone);
            group.type = store::Type::text;
            group.period = period;
        }
        if (facts_of(field).refers)
            group.target = m_catalog.find(field.target);
        m_plan.groups.push_back(std::move(group));
    }

    void add_measure(const std::string& name)
    {
        Measure measure;
        measure.name = name;
        if (name == "count") {
            m_plan.measures.push_back(std::move(measure));
            return;
        }
        const std::size_t open = name.find('(');
        const std::string_view word = std::string_view(name).substr(0, open);
        using Sort = Measure::Sort;
        measure.sort = word == "sum"        ? Sort::sum
                       : word == "avg"      ? Sort::avg
                       : word == "min"      ? Sort::min
                       : word == "max"      ? Sort::max
                       : word == "weighted" ? Sort::weighted
                                            : Sort::count;
        if (measure.sort == Sort::count || open == name.npos || !name.ends_with(')'))
            return complain(name, "unknown", say("reading.measures_are_count_sum_avg"));
        const std::string_view of = std::string_view(name).substr(open + 1, name.size() - open - 2);
        measure.field = find_visible_field(m_object, m_actor, of);
        const Worth worth = measure.field ? worth_of(*measure.field) : Worth::nothing;
        const bool is_number = adds_up(worth) && m_object.find_readable(of) == measure.field;
        if (!is_number && !is_time_extreme(measure, worth))
            return complain(name, "type",
                            say("reading.no_word_of_of", {{"word", word}, {"of", of}}));
        measure.column = value_of(m_object, *measure.field, "t0");
        add_parts(measure);
        m_plan.measures.push_back(std::move(measure));
    }

    static bool is_time_extreme(const Measure& measure, Worth worth)
    {
        return (measure.sort == Measure::Sort::min || measure.sort == Measure::Sort::max) &&
               is_time(worth);
    }

    Sql value_of(const Object& object, const Field& field, std::string_view alias)
    {
        m_plan.reads_others = m_plan.reads_others || (field.derived && field.derived->reads_others);
        return find_system_field(field.name) == &field ? Sql{column_sql(alias, field.name), {}}
                                                       : value_sql(m_context, object, field, alias);
    }

    // Position among the extra columns; the select list has the groups before them.
    int extra(const Field& field, std::size_t part)
    {
        auto& columns = m_plan.extra_columns;
        const Sql column = value_sql(m_context, m_object, field, "t0", part);
        auto found = std::ranges::find_if(columns, [&](const ExtraColumn& extra) {
            return extra.column.text == column.text && extra.column.values == column.values;
        });
        if (found == columns.end())
            found = columns.insert(columns.end(), {column, kind_of(field).parts(field)[part].type});
        return static_cast<int>(found - columns.begin());
    }

    void add_parts(Measure& measure)
    {
        if (measure.is_money())
            measure.currency_at = extra(*measure.field, 1);
        if (measure.sort != Measure::Sort::weighted)
            return;
        const Field* probability = m_object.find_field("probability");
        if (!probability || worth_of(*probability) != Worth::number ||
            !m_actor.may_see(m_object, *probability))
            return complain(measure.name, "unknown",
                            say("reading.objects_have_no_probability_to",
                                {{"objects", as_label(m_object.label_plural)}}));
        measure.weight_at = extra(*probability, 0);
    }
};

} // namespace

AggregatePlan plan_aggregate(const Catalog& catalog, const Actor& actor, const Object& object,
                             const AggregateQuery& query, const store::Dialect& dialect)
{
    AggregatePlan plan = Planner(catalog, actor, object, dialect, query.as_of).plan(query);
    int at = 0;
    for (Group& group : plan.groups)
        group.at = at++;
    for (Measure& measure : plan.measures) {
        if (measure.currency_at >= 0)
            measure.currency_at += at;
        if (measure.weight_at >= 0)
            measure.weight_at += at;
    }
    at += static_cast<int>(plan.extra_columns.size());
    for (Measure& measure : plan.measures) {
        measure.at = at++;
        if (measure.sort == Measure::Sort::avg)
            ++at;
    }
    return plan;
}

} // namespace comity::record
