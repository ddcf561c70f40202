// Reading the log: pages of change sets, newest first, with what this actor may see of them.

#include "record/changes.h"

#include "base/error.h"
#include "base/json.h"
#include "record/changes_rights.h"

#include <algorithm>
#include <charconv>

namespace comity::record {
namespace {

constexpr int most_inside = 20;  // records of one change set in a list
constexpr int page_inside = 200; // and when it is read alone
constexpr int most_rounds = 20;  // pages that are looked at for one page of visible ones

struct ChangeSetRow {
    std::int64_t seq = 0;
    Id id;
    Instant at;
    Id actor;
    std::string actor_name, origin, label;
    Id undoes;
    std::int64_t records = 0;
    std::optional<Id> undone_by;
    std::vector<LoggedChange> changes;
};

constexpr std::string_view change_set_columns =
    "s.\"seq\", s.\"id\", s.\"at\", s.\"actor\", s.\"actor_name\", s.\"origin\", s.\"label\", "
    "s.\"undoes\", s.\"records\"";

ChangeSetRow read_change_set(const store::Row& row)
{
    ChangeSetRow set;
    set.seq = row.integer(0);
    set.id = row.id(1);
    set.at = row.instant(2);
    set.actor = row.is_null(3) ? Id{} : row.id(3);
    set.actor_name = row.text(4);
    set.origin = row.text(5);
    set.label = row.text(6);
    set.undoes = row.is_null(7) ? Id{} : row.id(7);
    set.records = row.integer(8);
    return set;
}

std::int64_t parse_cursor(std::string_view text, std::int64_t otherwise)
{
    if (text.empty())
        return otherwise;
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number < 0)
        throw Error(Cause::malformed, "\"after\" is not a cursor of this list.",
                    {{"after", "format", "Use the \"next\" of the page before."}});
    return number;
}

std::string check_object(const Catalog& catalog, const std::string& object)
{
    return object.empty() ? object : catalog.load(object).name;
}

void write_id(JsonWriter& json, const Id& id)
{
    if (id.is_nil())
        json.null();
    else
        json.plain(format_id(id));
}

void write_fields(JsonWriter& json, const Actor& actor, const Object& object,
                  const std::string& text)
{
    const Json fields = parse_json(text);
    json.begin_array();
    for (const auto& [name, values] : *fields.if_object()) {
        const Field* field = object.find_field(name);
        if (field && !actor.may_see(object, *field))
            continue;
        const Json::Array& pair = *values.if_array();
        json.begin_object();
        json.member("field", name);
        json.member("label", field ? field->label : name);
        json.member("old", pair.at(0));
        json.member("new", pair.at(1));
        json.end_object();
    }
    json.end_array();
}

// Drops what is only about fields that the actor may not see.
void drop_hidden(const Catalog& catalog, const Actor& actor, std::vector<LoggedChange>& changes)
{
    if (actor.is_administrator())
        return;
    std::erase_if(changes, [&](const LoggedChange& change) {
        const Object* object = catalog.find(change.object);
        return object && is_hidden_update(actor, *object, change.verb, field_names(change.fields));
    });
}

void write_change(JsonWriter& json, const Actor& actor, const Object& object,
                  const LoggedChange& change)
{
    const Field* title = object.find_field(object.title);
    json.begin_object();
    json.member("object", change.object);
    json.plain_key("record");
    json.plain(format_id(change.record));
    json.plain_key("title");
    if (title && actor.may_see(object, *title))
        json.value(change.title);
    else
        json.null();
    json.member("verb", change.verb);
    json.member("version", change.version);
    json.plain_key("fields");
    write_fields(json, actor, object, change.fields);
    json.end_object();
}

void write_change_set(JsonWriter& json, const Catalog& catalog, const Actor& actor,
                      const ChangeSetRow& set, const std::string* next)
{
    // The label names the first record; whoever may not see that one reads what he may.
    const bool names_hidden = set.changes.empty() || set.changes[0].position != 0;
    json.begin_object();
    json.plain_key("id");
    json.plain(format_id(set.id));
    json.member("seq", set.seq);
    json.plain_key("at");
    json.plain(format_instant(set.at));
    json.plain_key("actor");
    write_id(json, set.actor);
    json.member("actor_name", set.actor_name);
    json.member("origin", set.origin);
    json.member("label", names_hidden ? std::string("Changed records") : set.label);
    json.plain_key("undoes");
    write_id(json, set.undoes);
    json.plain_key("undone_by");
    write_id(json, set.undone_by.value_or(Id{}));
    json.member("records", set.records);
    json.plain_key("changes");
    json.begin_array();
    for (const LoggedChange& change : set.changes)
        if (const Object* object = catalog.find(change.object))
            write_change(json, actor, *object, change);
    json.end_array();
    if (next) {
        json.plain_key("next");
        if (next->empty())
            json.null();
        else
            json.value(*next);
    }
    json.end_object();
}

// The first changes of each that the actor may see, all in one round trip.
void load_changes(store::Connection& connection, const Sql& visible, const ChangeQuery& query,
                  std::vector<ChangeSetRow>& sets)
{
    std::vector<store::Statement> statements;
    for (const ChangeSetRow& set : sets) {
        Sql sql;
        (sql += "SELECT ") += logged_columns();
        (sql += " FROM \"change\" c WHERE c.\"change_set\" = ").bind(set.id);
        if (query.record)
            (sql += " AND c.\"record\" = ").bind(*query.record);
        (sql += " AND ").append(visible);
        sql += " ORDER BY c.\"position\" LIMIT " + std::to_string(most_inside);
        statements.push_back(std::move(sql).statement());
    }
    connection.batch(statements, [&](std::size_t at, const store::Row& row) {
        sets[at].changes.push_back(read_logged(row));
    });
}

std::vector<ChangeSetRow> load_change_sets(store::Connection& connection, const ChangeQuery& query,
                                           const std::string& object, std::int64_t before)
{
    Sql sql;
    (sql += "SELECT ") += change_set_columns;
    (sql += " FROM \"change_set\" s WHERE s.\"seq\" < ").bind(before);
    if (query.actor)
        (sql += " AND s.\"actor\" = ").bind(*query.actor);
    if (!query.origin.empty())
        (sql += " AND s.\"origin\" = ").bind(query.origin);
    if (query.record) {
        sql += " AND s.\"id\" IN (SELECT c.\"change_set\" FROM \"change\" c WHERE c.\"record\" = ";
        sql.bind(*query.record) += ")";
    }
    if (!object.empty()) {
        sql += " AND EXISTS (SELECT 1 FROM \"change\" c WHERE c.\"change_set\" = s.\"id\" "
               "AND c.\"object\" = ";
        sql.bind(object) += ")";
    }
    (sql += " ORDER BY s.\"seq\" DESC LIMIT ").bind(std::int64_t{query.limit + 1});
    std::vector<ChangeSetRow> sets;
    connection.query(std::move(sql).statement(),
                     [&](const store::Row& row) { sets.push_back(read_change_set(row)); });
    return sets;
}

} // namespace

std::vector<store::Table> change_tables()
{
    using store::Type;
    store::Table set;
    set.name = "change_set";
    set.columns = {{"seq", Type::integer, true},     {"id", Type::uuid, true},
                   {"at", Type::instant, true},      {"actor", Type::uuid},
                   {"actor_name", Type::text, true}, {"origin", Type::text, true},
                   {"label", Type::text, true},      {"undoes", Type::uuid},
                   {"node", Type::uuid, true},       {"node_count", Type::integer, true},
                   {"records", Type::integer, true}};
    set.counter = "seq";
    set.indexes = {
        {{"id"}, true}, {{"actor", "seq"}}, {{"undoes"}, false, "\"undoes\" IS NOT NULL"}};
    store::Table change;
    change.name = "change";
    change.columns = {{"change_set", Type::uuid, true}, {"position", Type::integer, true},
                      {"object", Type::text, true},     {"record", Type::uuid, true},
                      {"verb", Type::text, true},       {"version", Type::integer, true},
                      {"title", Type::text, true},      {"fields", Type::text, true}};
    change.primary_key = {"change_set", "position"};
    change.indexes = {{{"record", "change_set"}}};
    return {set, change};
}

void list_changes(Engine& engine, const Actor& actor, const ChangeQuery& asked, std::string& out)
{
    const auto catalog = engine.catalog();
    ChangeQuery query = asked;
    query.limit = std::clamp(query.limit, 1, 200);
    const std::string object = check_object(*catalog, query.object);
    std::int64_t before = parse_cursor(query.after, INT64_MAX);
    const Sql visible = visible_changes(*catalog, actor);
    std::vector<ChangeSetRow> shown;
    bool has_more = true;
    engine.database().read([&](store::Connection& connection) {
        for (int round = 0; round < most_rounds && has_more; ++round) {
            auto sets = load_change_sets(connection, query, object, before);
            has_more = static_cast<int>(sets.size()) > query.limit;
            if (has_more)
                sets.pop_back();
            load_changes(connection, visible, query, sets);
            for (ChangeSetRow& set : sets) {
                drop_hidden(*catalog, actor, set.changes);
                if (static_cast<int>(shown.size()) == query.limit) {
                    has_more = true;
                    break;
                }
                before = set.seq;
                if (!set.changes.empty())
                    shown.push_back(std::move(set));
            }
            if (static_cast<int>(shown.size()) == query.limit)
                break;
        }
        for (ChangeSetRow& set : shown)
            set.undone_by = find_undoer(connection, set.id);
    });
    JsonWriter json(out);
    json.begin_object();
    json.plain_key("changes");
    json.begin_array();
    for (const ChangeSetRow& set : shown)
        write_change_set(json, *catalog, actor, set, nullptr);
    json.end_array();
    json.plain_key("next");
    if (has_more)
        json.value(std::to_string(before));
    else
        json.null();
    json.end_object();
}

void read_change(Engine& engine, const Actor& actor, const Id& change_set, std::string_view after,
                 std::string& out)
{
    const auto catalog = engine.catalog();
    const std::int64_t position = parse_cursor(after, -1);
    std::optional<ChangeSetRow> set;
    bool is_visible = false;
    std::string next;
    const Sql visible = visible_changes(*catalog, actor);
    const auto select = [&](std::int64_t from, int limit) {
        Sql sql;
        (sql += "SELECT ") += logged_columns();
        (sql += " FROM \"change\" c WHERE c.\"change_set\" = ").bind(change_set);
        (sql += " AND c.\"position\" > ").bind(from);
        (sql += " AND ").append(visible);
        (sql += " ORDER BY c.\"position\" LIMIT ").bind(std::int64_t{limit});
        return std::move(sql).statement();
    };
    engine.database().read([&](store::Connection& connection) {
        connection.query({"SELECT " + std::string(change_set_columns) +
                              " FROM \"change_set\" s WHERE s.\"id\" = ?",
                          {change_set}},
                         [&](const store::Row& row) { set = read_change_set(row); });
        if (!set)
            return;
        connection.query(select(position, page_inside + 1),
                         [&](const store::Row& row) { set->changes.push_back(read_logged(row)); });
        if (static_cast<int>(set->changes.size()) > page_inside) {
            set->changes.pop_back();
            next = std::to_string(set->changes.back().position);
        }
        drop_hidden(*catalog, actor, set->changes);
        is_visible = !set->changes.empty();
        if (!is_visible && position >= 0)
            connection.query(select(-1, 1), [&](const store::Row&) { is_visible = true; });
        set->undone_by = find_undoer(connection, change_set);
    });
    if (!set || !is_visible)
        throw Error(Cause::not_found, "There is no such change.");
    JsonWriter json(out);
    write_change_set(json, *catalog, actor, *set, &next);
}

} // namespace comity::record
