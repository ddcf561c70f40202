// Figures over many records: one statement, then rows with their titles and the filter that opens
// each.
#include "record/figures/kept_figures.h"
#include "record/figures/rows.h"
#include "record/find/find.h"

#include "base/error.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "record/object/shelf.h"
#include "record/settings.h"
#include "store/database.h"

#include <cmath>

namespace comity::record {
namespace {

constexpr int most_partial_rows = 50'000;

FigureQuestion make_question(const Catalog& catalog, const Object& object,
                             const AggregatePlan& plan, const RowSearch& search)
{
    Sql sql;
    sql += "SELECT ";
    std::string keys;
    int at = 0;
    const auto select = [&](const Sql& expression) {
        (sql += at++ ? ", " : "").append(expression);
    };
    for (const Group& group : plan.groups)
        select(group.column);
    for (const ExtraColumn& extra : plan.extra_columns)
        select(extra.column);
    for (int i = 0; i < at; ++i)
        keys += (i ? ", " : "") + std::to_string(i + 1);
    for (const Measure& measure : plan.measures) {
        using Sort = Measure::Sort;
        if (measure.sort == Sort::count) {
            select({"count(*)", {}});
            continue;
        }
        const std::string_view function = measure.sort == Sort::min   ? "min("
                                          : measure.sort == Sort::max ? "max("
                                                                      : "sum(";
        select({std::string(function) + measure.column.text + ")", measure.column.values});
        if (measure.sort == Sort::avg)
            select({"count(" + measure.column.text + ")", measure.column.values});
    }
    const int count_column = at;
    select({"count(*)", {}});
    std::string group_by = keys.empty() ? "" : " GROUP BY " + keys;
    group_by += " LIMIT " + std::to_string(most_partial_rows + 1);
    return {catalog, object, plan, search, std::move(sql), std::move(group_by), count_column};
}

void write_value(JsonWriter& json, const Value& value)
{
    struct Writer {
        JsonWriter& json;
        void operator()(Null) const { json.null(); }
        void operator()(std::int64_t number) const { json.value(number); }
        void operator()(double number) const { json.value(number); }
        void operator()(bool flag) const { json.value(flag); }
        void operator()(const std::string& text) const { json.value(text); }
        void operator()(const Id& id) const { json.value(format_id(id)); }
        void operator()(Date date) const { json.value(format_date(date)); }
        void operator()(Instant at) const { json.value(format_instant(at)); }
    };
    std::visit(Writer{json}, value);
}

void write_money(JsonWriter& json, std::int64_t ticks, const std::string& currency)
{
    json.begin_object();
    json.member("amount", format_amount({ticks}));
    json.member("currency", currency);
    json.end_object();
}

void write_figure(JsonWriter& json, const Measure& measure, const Figure& figure,
                  const std::string& currency)
{
    using Sort = Measure::Sort;
    if (measure.sort == Sort::count)
        return json.value(figure.count);
    const bool adds_up = measure.sort == Sort::sum || measure.sort == Sort::weighted;
    if (figure.count == 0 && !adds_up)
        return json.null();
    if (!std::holds_alternative<Null>(figure.extreme))
        return write_value(json, figure.extreme);
    const double count = static_cast<double>(figure.count);
    if (measure.is_money()) {
        const std::int64_t ticks =
            measure.sort == Sort::avg
                ? std::llround(static_cast<long double>(figure.ticks) / figure.count)
                : figure.ticks;
        return write_money(json, ticks, currency);
    }
    json.value(measure.sort == Sort::avg ? figure.real / count : figure.real);
}

// The condition that this group's records meet.
std::string group_filter(const Group& group, const Value& value)
{
    std::string path = group.name;
    if (group.period)
        path.resize(path.rfind('.'));
    const bool has_many = facts_of(*group.field).has_many;
    struct Literal {
        std::string operator()(Null) const { return {}; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(double number) const
        {
            std::string text;
            JsonWriter(text).value(number);
            return text;
        }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
        std::string operator()(const std::string& text) const { return filter_literal(text); }
        std::string operator()(const Id& id) const { return filter_literal(format_id(id)); }
        std::string operator()(Date date) const { return filter_literal(format_date(date)); }
        std::string operator()(Instant at) const { return filter_literal(format_instant(at)); }
    };
    if (std::holds_alternative<Null>(value))
        return "NOT " + path + ":*";
    return path + (has_many ? " : " : " = ") + std::visit(Literal{}, value);
}

std::string row_filter(const AggregatePlan& plan, const AggregateRow& row,
                       const std::string& filter)
{
    std::string text;
    for (std::size_t i = 0; i < plan.groups.size(); ++i)
        text += (text.empty() ? "" : " AND ") + group_filter(plan.groups[i], row.groups[i]);
    if (filter.empty() || text.empty())
        return text + filter;
    return filter + " AND " + text; // AND binds least, so the filter needs no parentheses
}

void write_titles(JsonWriter& json, Engine& engine, const Actor& actor, const AggregatePlan& plan,
                  const AggregateRows& rows)
{
    json.key("titles");
    json.begin_object();
    for (std::size_t i = 0; i < plan.groups.size(); ++i) {
        if (!plan.groups[i].target)
            continue;
        std::vector<Id> ids;
        for (const AggregateRow& row : rows.rows()) {
            if (const Id* id = std::get_if<Id>(&row.groups[i]))
                ids.push_back(*id);
            else if (const auto* text = std::get_if<std::string>(&row.groups[i]))
                ids.push_back(parse_id(*text).value_or(Id{}));
        }
        for (const auto& [id, title] : titles_of(engine, actor, *plan.groups[i].target, ids))
            json.member(format_id(id), title);
    }
    json.end_object();
}

void write_money_notes(JsonWriter& json, const AggregateRows& rows)
{
    json.key("rates");
    json.begin_array();
    for (const std::string& currency : rows.converted()) {
        const Rate& rate = rows.rates().find(currency)->second;
        json.begin_object();
        json.member("currency", currency);
        std::string text;
        JsonWriter(text).value(rate.value);
        json.member("rate", text);
        json.key("on");
        if (rate.on)
            json.value(format_date(*rate.on));
        else
            json.null();
        json.end_object();
    }
    json.end_array();
    if (rows.missing().empty())
        return;
    std::string list;
    json.key("without_rate");
    json.begin_array();
    for (const std::string& currency : rows.missing()) {
        list += (list.empty() ? "" : ", ") + currency;
        json.value(currency);
    }
    json.end_array();
    json.member("note", "Amounts in " + list + " are left out: there is no rate for them.");
}

} // namespace

void aggregate_records(Engine& engine, const Actor& actor, const Object& object,
                       const AggregateQuery& query, std::string& out)
{
    if (query.limit < 1 || query.limit > 1'000)
        throw Error(Cause::invalid, say("reading.answer_has_1_to_1"),
                    {{"limit", "range", say("reading.answer_has_1_to_1")}});
    const auto catalog = engine.catalog();
    const std::string currency = engine.settings().currency;
    ListQuery list;
    list.filter = query.filter;
    list.as_of = query.as_of;
    list.sort = "id";
    RowSearch search(engine, actor, object, list);
    const AggregatePlan plan =
        plan_aggregate(*catalog, actor, object, query, engine.database().dialect());
    std::optional<AggregateRows> rows;
    const KeptFigures::Moment moment = engine.part<KeptFigures>().moment();
    engine.database().read([&](store::Connection& connection) {
        rows.emplace(plan, currency, load_rates(connection, *catalog));
        search.look_for_past(connection);
        int found = 0;
        const auto on_row = [&](const store::Row& row) {
            if (++found > most_partial_rows)
                throw Error(Cause::invalid, say("reading.these_groups_are_more_than"),
                            {{"group", "range", say("reading.these_groups_are_more_than_50")}});
            rows->add(row);
        };
        const FigureQuestion question = make_question(*catalog, object, plan, search);
        if (query.as_of || plan.reads_others || search.reads_others())
            connection.query(question.whole().statement(), on_row);
        else
            engine.part<KeptFigures>().each_row(connection, question, moment, on_row);
    });
    rows->ensure_one();
    const bool has_more = rows->sort_and_cut(query.sort, query.limit);
    JsonWriter json(out);
    json.begin_object();
    json.key("rows");
    json.begin_array();
    for (const AggregateRow& row : rows->rows()) {
        json.begin_object();
        for (std::size_t i = 0; i < plan.groups.size(); ++i) {
            json.key(plan.groups[i].name);
            write_value(json, row.groups[i]);
        }
        for (std::size_t i = 0; i < plan.measures.size(); ++i) {
            json.key(plan.measures[i].name);
            write_figure(json, plan.measures[i], row.figures[i], currency);
        }
        json.member("filter", row_filter(plan, row, query.filter));
        json.end_object();
    }
    json.end_array();
    if (has_more)
        json.member("more", true);
    write_titles(json, engine, actor, plan, *rows);
    json.member("currency", currency);
    write_money_notes(json, *rows);
    json.member("zone", actor.zone);
    json.end_object();
}

Json aggregate(Engine& engine, const Actor& actor, const Object& object,
               const AggregateQuery& query)
{
    std::string out;
    aggregate_records(engine, actor, object, query, out);
    return parse_json(out);
}

} // namespace comity::record
