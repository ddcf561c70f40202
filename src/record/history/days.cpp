#include "record/history/days.h"

#include "base/json.h"
#include "record/access/access.h"
#include "record/history/rights.h"
#include "record/log/text.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "store/database.h"

#include <algorithm>
#include <map>

namespace comity::record {
namespace {

constexpr int most_days = 3'660;
constexpr int most_of_day = 50;       // rows looked at for a day
constexpr int least_of_day = 8;       // where each has to be fetched and there are many days
constexpr int most_fetched = 30'000;  // of all days together
constexpr int most_of_record = 2'000; // changes of one record that are looked at, newest first
constexpr int most_of_step = 5'000;   // rows looked at for the next moment
constexpr std::size_t at_once = 366;  // statements of a round trip
constexpr std::int64_t most_of_own = 20'000; // changes of what somebody owns that are all counted
constexpr std::size_t most_owners = 40;

// Where an object's tables keep moments: rows that were made, rows that stopped being so.
struct Moments {
    std::string table;
    std::string_view column;
};

std::array<Moments, 2> moments_of(const Object& object)
{
    return {{{store::quote(Catalog::table_of(object)), "\"created_at\""},
             {store::quote(Catalog::past_table_of(object)), "\"until\""}}};
}

Instant first_moment(store::Connection& connection, const Catalog& catalog)
{
    Instant first = now();
    for (const Object& object : catalog.objects())
        connection.query({"SELECT \"created_at\" FROM " + store::quote(Catalog::table_of(object)) +
                              " ORDER BY \"created_at\" LIMIT 1",
                          {}},
                         [&](const store::Row& row) { first = std::min(first, row.instant(0)); });
    return first;
}

// How often something changed from one moment to another.
store::Statement count_sql(const Object& object, const std::optional<Sql>& access, Instant from,
                           Instant until, int most)
{
    Sql sql;
    sql += "SELECT ";
    for (const Moments& moments : moments_of(object)) {
        sql += sql.values.empty() ? "(" : " + (";
        // The index alone answers for who may see everything.
        sql += std::string("SELECT COUNT(*) FROM (SELECT ") + (access ? "*" : "1") + " FROM " +
               moments.table + " WHERE ";
        ((sql += moments.column) += " >= ").bind(from);
        ((sql += " AND ") += moments.column) += " < ";
        sql.bind(until) += " ORDER BY ";
        (sql += moments.column) += " LIMIT " + std::to_string(most) + ") t0";
        if (access)
            (sql += " WHERE ").append(*access);
        sql += ")";
    }
    return std::move(sql).statement();
}

using Days = std::map<Date, std::int64_t>;

Days days_of_object(store::Connection& connection, const Catalog& catalog, const Actor& actor,
                    const Object& object, Instant first)
{
    const auto access = access_predicate(catalog, actor, object, Verb::read, "t0");
    const Date today = today_in(actor.zone);
    Date day{std::max(date_in(first, actor.zone).days, today.days - most_days)};
    const int most =
        access ? std::clamp(most_fetched / (today.days - day.days + 1), least_of_day, most_of_day)
               : most_of_day;
    Days days;
    while (day <= today) {
        std::vector<store::Statement> statements;
        const Date begin = day;
        for (; day <= today && statements.size() < at_once; ++day.days)
            statements.push_back(count_sql(object, access, start_of(day, actor.zone),
                                           start_of({day.days + 1}, actor.zone), most));
        connection.batch(statements, [&](std::size_t at, const store::Row& row) {
            if (const std::int64_t count = row.integer(0); count > 0)
                days[{begin.days + static_cast<std::int32_t>(at)}] = count;
        });
    }
    return days;
}

// Of who owns little: where something happened to what he reaches, counted whole, because looking
// at a few of everybody's changes of a day would find none of his. Nothing where it is too much.
std::optional<Days> days_of_own(store::Connection& connection, const Catalog& catalog,
                                const Actor& actor, const Object& object)
{
    const AccessRule rule = rule_for(catalog, actor, object, Verb::read);
    const std::vector<Sql> stretches =
        rule.is_by_owner() ? rule.stretches(actor, "t0", most_owners) : std::vector<Sql>{};
    if (stretches.empty())
        return std::nullopt;
    const auto access_then = access_predicate(catalog, actor, object, Verb::read, "p");
    Days days;
    std::int64_t looked_at = 0;
    const auto count = [&](const store::Row& row) {
        ++looked_at;
        ++days[date_in(row.instant(0), actor.zone)];
    };
    for (const Sql& stretch : stretches) {
        const std::string own =
            " FROM " + store::quote(Catalog::table_of(object)) + " t0 CROSS JOIN ";
        const std::string limit = " LIMIT " + std::to_string(most_of_own + 1);
        Sql made, ended;
        made += "SELECT t0.\"created_at\" FROM " + store::quote(Catalog::table_of(object)) +
                " t0 WHERE ";
        made.append(stretch) += limit;
        connection.query(std::move(made).statement(), count);
        if (looked_at > most_of_own)
            return std::nullopt;
        ended +=
            "SELECT p.\"until\"" + own + store::quote(Catalog::past_table_of(object)) + " p WHERE ";
        ended.append(stretch) += " AND p.\"id\" = t0.\"id\"";
        if (access_then)
            (ended += " AND ").append(*access_then);
        connection.query(std::move(ended += limit).statement(), count);
        if (looked_at > most_of_own)
            return std::nullopt;
    }
    return days;
}

// One of a record's changes that the actor may see.
struct Step {
    Instant at;
    Id change;
    std::string actor_name, label;
};

// In the order of time.
std::vector<Step> steps_of_record(store::Connection& connection, const Catalog& catalog,
                                  const Actor& actor, const Tongue& tongue,
                                  const ChangesAbout& about)
{
    Sql sql;
    (sql += "SELECT s.\"at\", s.\"id\", s.\"actor_name\", s.\"label\", ") += logged_columns();
    sql += " FROM \"change\" c JOIN \"change_set\" s ON s.\"id\" = c.\"change_set\""
           " WHERE c.\"record\" = ";
    sql.bind(*about.record) += " AND ";
    sql.append(visible_changes(catalog, actor)) +=
        " ORDER BY c.\"change_set\" DESC LIMIT " + std::to_string(most_of_record);
    std::vector<Step> steps;
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        const LoggedChange change = read_logged(row, 4);
        if (is_hidden_update(actor, about.object, change.verb, logged_fields(change.fields)))
            return;
        // The label names the first record of its change set.
        steps.push_back(
            {row.instant(0), row.id(1), std::string(row.text(2)),
             change.position == 0 ? label_of(tongue, row.text(3), {&change, 1}) : std::string()});
    });
    std::ranges::stable_sort(steps, {}, &Step::at);
    return steps;
}

// The nearest moment at which a record of the object changed: after `at`, or before it.
std::optional<Instant> nearest(store::Connection& connection, const Catalog& catalog,
                               const Actor& actor, const Object& object, Instant at, bool is_after)
{
    const auto access = access_predicate(catalog, actor, object, Verb::read, "t0");
    const std::string order = is_after ? " ASC" : " DESC";
    std::optional<Instant> found;
    for (const Moments& moments : moments_of(object)) {
        Sql sql;
        ((sql += "SELECT t0.") += moments.column) += " FROM (SELECT * FROM " + moments.table;
        ((sql += " WHERE ") += moments.column) += is_after ? " > " : " < ";
        (sql.bind(at) += " ORDER BY ") += moments.column;
        sql += order + " LIMIT " + std::to_string(access ? most_of_step : 1) + ") t0";
        if (access)
            (sql += " WHERE ").append(*access);
        ((sql += " ORDER BY t0.") += moments.column) += order + " LIMIT 1";
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            const Instant moment = row.instant(0);
            if (!found || (is_after ? moment < *found : moment > *found))
                found = moment;
        });
    }
    return found;
}

void write_moment(JsonWriter& json, std::string_view name, const std::optional<Instant>& at)
{
    json.plain_key(name);
    if (at)
        json.plain(format_instant(*at));
    else
        json.null();
}

void write_step(JsonWriter& json, const Step& step)
{
    json.plain_key("last");
    json.begin_object();
    json.plain_key("at");
    json.plain(format_instant(step.at));
    json.plain_key("change");
    json.plain(format_id(step.change));
    json.member("actor_name", step.actor_name);
    json.member("label", step.label);
    json.end_object();
}

} // namespace

void list_change_days(Engine& engine, const Actor& actor, const ChangesAbout& about,
                      std::string& out)
{
    actor.require(about.object, Verb::read);
    const auto catalog = engine.catalog();
    const Tongue tongue = tongue_of(engine.shelf(), actor.language);
    Instant first;
    Days days;
    engine.database().read([&](store::Connection& connection) {
        days.clear();
        first = first_moment(connection, *catalog);
        if (!about.record) {
            auto own = days_of_own(connection, *catalog, actor, about.object);
            days = own ? std::move(*own)
                       : days_of_object(connection, *catalog, actor, about.object, first);
            return;
        }
        for (const Step& step : steps_of_record(connection, *catalog, actor, tongue, about))
            ++days[date_in(step.at, actor.zone)];
    });
    JsonWriter json(out);
    json.begin_object();
    write_moment(json, "first", first);
    json.member("zone", actor.zone);
    json.plain_key("days");
    json.begin_array();
    for (const auto& [day, count] : days) {
        json.begin_object();
        json.plain_key("day");
        json.plain(format_date(day));
        json.member("count", count);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

void find_change_steps(Engine& engine, const Actor& actor, const ChangesAbout& about, Instant at,
                       std::string& out)
{
    actor.require(about.object, Verb::read);
    const auto catalog = engine.catalog();
    const Tongue tongue = tongue_of(engine.shelf(), actor.language);
    std::optional<Step> last;
    std::optional<Instant> previous, next;
    engine.database().read([&](store::Connection& connection) {
        if (!about.record) {
            previous = nearest(connection, *catalog, actor, about.object, at, false);
            next = nearest(connection, *catalog, actor, about.object, at, true);
            return;
        }
        last.reset();
        previous.reset();
        next.reset();
        for (Step& step : steps_of_record(connection, *catalog, actor, tongue, about)) {
            if (step.at < at)
                previous = step.at;
            else if (step.at > at && !next)
                next = step.at;
            if (step.at <= at)
                last = std::move(step);
        }
    });
    JsonWriter json(out);
    json.begin_object();
    if (last) {
        write_step(json, *last);
    } else {
        json.plain_key("last");
        json.null();
    }
    write_moment(json, "previous", previous);
    write_moment(json, "next", next);
    json.end_object();
}

} // namespace comity::record
