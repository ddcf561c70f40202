// Durable changes as live updates send them.

#include "base/json.h"
#include "record/history/changes.h"
#include "record/history/rights.h"
#include "record/log/text.h"

#include "record/access/access.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "store/database.h"

#include <algorithm>
#include <set>

namespace comity::record {
namespace {

constexpr int most_records = 100;

// Those of the ids that the actor may see; one query, or none where all may be seen.
std::set<Id> visible_ids(Engine& engine, const Catalog& catalog, const Actor& actor,
                         const Object& object, const std::vector<Id>& ids)
{
    if (actor.reach(object, Verb::read) == Reach::none)
        return {};
    const auto rights = access_predicate(catalog, actor, object, Verb::read, "t0");
    if (!rights)
        return {ids.begin(), ids.end()};
    Sql sql;
    sql += "SELECT t0.\"id\" FROM " + store::quote(Catalog::table_of(object)) +
           " t0 WHERE t0.\"id\" IN (";
    // Always as many marks as a live change may name, so that there is one statement an object.
    for (std::size_t i = 0; i < most_records; ++i) {
        sql += i ? ", " : "";
        sql.bind(ids[std::min(i, ids.size() - 1)]);
    }
    (sql += ") AND (").append(*rights) += ")";
    std::set<Id> visible;
    engine.database().read([&](store::Connection& connection) {
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { visible.insert(row.id(0)); });
    });
    return visible;
}

void write_touched(JsonWriter& json, const Actor& actor, const Object& object,
                   const LiveChange::Touched& touched)
{
    json.begin_object();
    json.member("object", touched.object);
    json.plain_key("id");
    json.plain(format_id(touched.record));
    json.member("verb", touched.verb);
    json.member("version", touched.version);
    json.plain_key("fields");
    json.begin_array();
    for (const std::string& name : touched.fields) {
        const Field* field = object.find_field(name);
        if (!field || actor.may_see(object, *field))
            json.value(name);
    }
    json.end_array();
    json.end_object();
}

std::string told_label(const Tongue& tongue, const LiveChange& change)
{
    return spell_label(tongue.tell(parse_sentence(change.label)), [&](const Id& record) {
        const auto named = std::ranges::find(change.records, record, &LiveChange::Touched::record);
        return named == change.records.end() ? std::string() : named->title;
    });
}

} // namespace

std::optional<LiveChange> load_live_change(Engine& engine, const Id& change_set)
{
    std::optional<LiveChange> change;
    engine.database().read([&](store::Connection& connection) {
        connection.query({"SELECT \"seq\", \"actor\", \"actor_name\", \"origin\", \"label\" "
                          "FROM \"change_set\" WHERE \"id\" = ?",
                          {change_set}},
                         [&](const store::Row& row) {
                             change.emplace();
                             change->seq = row.integer(0);
                             change->change_set = change_set;
                             change->actor = row.is_null(1) ? Id{} : row.id(1);
                             change->actor_name = row.text(2);
                             change->origin = row.text(3);
                             change->label = row.text(4);
                         });
        if (!change)
            return;
        std::vector<LoggedChange> logged;
        connection.query(
            {"SELECT " + std::string(logged_columns()) +
                 " FROM \"change\" c WHERE c.\"change_set\" = ? "
                 "AND c.\"verb\" NOT IN ('export', 'read') ORDER BY c.\"position\" LIMIT ?",
             {change_set, std::int64_t{most_records + 1}}},
            [&](const store::Row& row) {
                if (logged.size() == most_records)
                    change->more = true;
                else
                    logged.push_back(read_logged(row));
            });
        for (LoggedChange& one : logged)
            change->records.push_back({std::move(one.object), one.record, std::move(one.title),
                                       std::move(one.verb), one.version,
                                       logged_fields(one.fields)});
    });
    return change;
}

std::vector<Id> change_sets_after(Engine& engine, std::int64_t seq, int limit)
{
    std::vector<Id> ids;
    engine.database().read([&](store::Connection& connection) {
        // On PostgreSQL a lower number may become durable after a higher one, so what is recent
        // is told once more: whoever hears a change twice reads the same record twice.
        const bool is_postgres = connection.dialect().is_postgres();
        const Instant recent{now().us - 30'000'000};
        const std::int64_t from = is_postgres ? std::max<std::int64_t>(seq - 64, 0) : seq;
        connection.query({"SELECT \"id\" FROM \"change_set\" WHERE \"seq\" > ? AND "
                          "(\"seq\" > ? OR \"at\" > ?) ORDER BY \"seq\" LIMIT ?",
                          {from, seq, recent, std::int64_t{limit}}},
                         [&](const store::Row& row) { ids.push_back(row.id(0)); });
    });
    return ids;
}

std::int64_t last_change_seq(Engine& engine)
{
    std::int64_t seq = 0;
    engine.database().read([&](store::Connection& connection) {
        connection.query({"SELECT MAX(\"seq\") FROM \"change_set\"", {}},
                         [&](const store::Row& row) { seq = row.is_null(0) ? 0 : row.integer(0); });
    });
    return seq;
}

std::string live_event(Engine& engine, const Actor& actor, const LiveChange& change)
{
    const auto catalog = engine.catalog();
    std::set<Id> visible;
    std::vector<std::string> asked;
    for (const LiveChange::Touched& touched : change.records) {
        if (std::find(asked.begin(), asked.end(), touched.object) != asked.end())
            continue;
        asked.push_back(touched.object);
        const Object* object = catalog->find(touched.object);
        if (!object)
            continue;
        std::vector<Id> ids;
        for (const LiveChange::Touched& other : change.records)
            if (other.object == touched.object &&
                !is_hidden_update(actor, *object, other.verb, other.fields))
                ids.push_back(other.record);
        if (ids.empty())
            continue;
        visible.merge(visible_ids(engine, *catalog, actor, *object, ids));
    }
    // Of a change set too large to be named, what is not named may be theirs.
    if (visible.empty() && !change.more)
        return {};
    const bool names_hidden =
        change.records.empty() || !visible.contains(change.records.front().record);
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.member("seq", change.seq);
    json.plain_key("change");
    json.plain(format_id(change.change_set));
    json.plain_key("actor");
    if (change.actor.is_nil())
        json.null();
    else
        json.plain(format_id(change.actor));
    json.member("actor_name", change.actor_name);
    json.member("origin", change.origin);
    const Tongue tongue = tongue_of(engine.shelf(), actor.language);
    json.member("label", names_hidden ? tongue.tell(say("log.changed_records"))
                                      : told_label(tongue, change));
    json.plain_key("records");
    json.begin_array();
    for (const LiveChange::Touched& touched : change.records)
        if (visible.contains(touched.record))
            write_touched(json, actor, *catalog->find(touched.object), touched);
    json.end_array();
    if (change.more)
        json.member("more", true);
    json.end_object();
    return out;
}

} // namespace comity::record
