// Activities, files and changes as timeline entries.
#include "record/history/timeline.h"

#include "base/json.h"
#include "record/access/access.h"
#include "record/access/people.h"
#include "record/log/person_keys.h"
#include "record/log/text.h"
#include "record/object/kind.h"
#include "record/object/rows.h"

#include <algorithm>
#include <unordered_set>

namespace comity::record {
namespace {

std::string name_of_person(const TimelineQuery& query, const Id& id)
{
    const Person* person = query.people.find(id);
    return person ? person->name : std::string();
}

void write_actor(JsonWriter& json, const Id& actor, std::string_view name)
{
    json.plain_key("actor");
    if (actor.is_nil())
        json.null();
    else
        json.plain(format_id(actor));
    json.plain_key("actor_name");
    if (name.empty())
        json.null();
    else
        json.value(name);
}

// When it was done, else when it was made; written alike in index and query, so that they meet.
std::string moment_sql(const std::string& table, const Field* done)
{
    const std::string made = table + "\"created_at\"";
    return done ? "coalesce(" + table + store::quote(done->name) + ", " + made + ")" : made;
}

bool is_instant(const Field& field)
{
    return worth_of(field) == Worth::instant;
}

bool is_prose(const Field& field)
{
    return worth_of(field) == Worth::text && !facts_of(field).is_line && !is_choice(field);
}

// The fields of an object that a timeline shows, those of them that there are and may be seen.
struct Shape {
    const Field* title = nullptr;
    const Field* kind = nullptr;
    const Field* done_at = nullptr;
    const Field* due_at = nullptr;
    const Field* owner = nullptr;
    const Field* body = nullptr;
    std::vector<const Field*> links;

    Shape(const Object& object, const Object& target, const Actor& actor)
    {
        const auto find = [&](std::string_view name, auto&& fits) -> const Field* {
            const Field* field = object.find_field(name);
            return field && fits(*field) && actor.may_see(object, *field) ? field : nullptr;
        };
        title = object.find_field(object.title);
        if (title && !actor.may_see(object, *title))
            title = nullptr;
        const TimelineForm& form = object.timeline;
        kind = find(form.kind, is_choice);
        done_at = find(form.done, is_instant);
        due_at = find(form.due, is_instant);
        owner = find(object.owner, is_reference);
        body = find(form.body, is_prose);
        for (const Field& field : object.fields)
            if (!body && form.body.empty() && is_prose(field) && actor.may_see(object, field))
                body = &field;
        for (const std::string& name : form.on) {
            const Field* field = object.find_field(name);
            const bool points = field && is_reference(*field) &&
                                (field->target.empty() || field->target == target.name) &&
                                actor.may_see(object, *field);
            if (points)
                links.push_back(field);
        }
    }

    std::string when() const { return moment_sql("t0.", done_at); }

    static std::string column(const Field* field)
    {
        return field ? column_sql("t0", *field) : std::string("NULL");
    }
};

// Which of those below a place: an index finds either straight away, and not both together.
enum class Below { at_its_moment, before_it };

// The newest that point here by one of their references.
Sql activities_sql(const TimelineQuery& query, const Object& object, const Shape& shape,
                   const Field& link, Below part)
{
    Sql sql;
    sql += "SELECT t0.\"id\", " + shape.when() + ", t0.\"created_by\"";
    for (const Field* field :
         {shape.title, shape.kind, shape.done_at, shape.due_at, shape.owner, shape.body})
        sql += ", " + Shape::column(field);
    (sql += " FROM ").append(rows_sql(object, "t0", query.as_of)) += " WHERE ";
    (sql += column_sql("t0", link) + " = ").bind(query.record);
    sql += " AND t0.\"deleted_at\" IS NULL";
    if (const auto access = access_predicate(query.catalog, query.actor, object, Verb::read, "t0"))
        (sql += " AND ").append(*access);
    const bool is_tied = query.below && part == Below::at_its_moment;
    if (query.below) {
        (sql += " AND " + shape.when() + (is_tied ? " = " : " < ")).bind(Instant{query.below->us});
        if (is_tied)
            (sql += " AND t0.\"id\" < ").bind(query.below->id);
    }
    if (shape.kind && !query.wants(object.timeline.entries)) {
        sql += " AND " + Shape::column(shape.kind) + " IN (''";
        for (const std::string& kind : query.kinds)
            (sql += ", ").bind(kind);
        sql += ")";
    }
    // The moment is the same for all that are tied; naming it would make SQLite sort them.
    sql += is_tied ? " ORDER BY t0.\"id\" DESC" : " ORDER BY 2 DESC, t0.\"id\" DESC";
    sql += " LIMIT " + std::to_string(query.limit + 1);
    return sql;
}

std::string activity_json(const TimelineQuery& query, const Object& object, const Shape& shape,
                          const store::Row& row)
{
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    json.member("at", format_instant(row.instant(1)));
    json.member("kind", object.timeline.entries);
    const bool has_owner = shape.owner && !row.is_null(7);
    const Id actor = has_owner ? row.id(7) : row.is_null(2) ? Id{} : row.id(2);
    write_actor(json, actor, name_of_person(query, actor));
    json.member("object", object.name);
    json.member("id", format_id(row.id(0)));
    const auto member = [&](std::string_view name, const Field* field, int column) {
        json.plain_key(name);
        if (!field || row.is_null(column))
            json.null();
        else
            kind_of(*field).write_json(json, *field, row, column);
    };
    member("title", shape.title, 3);
    member("body", shape.body, 8);
    if (shape.kind)
        member("activity_kind", shape.kind, 4);
    if (shape.done_at)
        json.member("done", !row.is_null(5));
    if (shape.due_at)
        member("due_at", shape.due_at, 6);
    json.end_object();
    return text;
}

} // namespace

void add_activities(store::Connection& connection, const TimelineQuery& query,
                    std::vector<TimelineEntry>& entries)
{
    for (const Object& object : query.catalog.objects()) {
        const TimelineForm& form = object.timeline;
        const bool is_wanted =
            form.entries == "activity" ? query.wants_activities() : query.wants(form.entries);
        if (form.on.empty() || !is_wanted || query.actor.reach(object, Verb::read) == Reach::none)
            continue;
        const Shape shape(object, query.object, query.actor);
        if (shape.links.empty())
            continue;
        std::unordered_set<Id> known; // one may point here by several references
        const auto add = [&](const Field& link, Below part) {
            connection.query(activities_sql(query, object, shape, link, part).statement(),
                             [&](const store::Row& row) {
                                 if (known.insert(row.id(0)).second)
                                     entries.push_back({{row.instant(1).us, row.id(0)},
                                                        activity_json(query, object, shape, row)});
                             });
        };
        for (const Field* link : shape.links) {
            if (query.below)
                add(*link, Below::at_its_moment);
            add(*link, Below::before_it);
        }
    }
}

std::string timeline_indexes(const Catalog& catalog)
{
    std::string sql;
    for (const Object& object : catalog.objects()) {
        const Field* done = object.find_field(object.timeline.done);
        if (done && !is_instant(*done))
            done = nullptr;
        for (const std::string& link : object.timeline.on) {
            if (object.load_field(link).is_custom)
                continue; // its own index has to do: tables grow while people work with them
            const std::string table = Catalog::own_table_of(object);
            sql += "CREATE INDEX IF NOT EXISTS " + store::quote(table + "_" + link + "_timeline") +
                   " ON " + store::quote(table) + " (" + store::quote(link) + ", (" +
                   moment_sql("", done) + "), \"id\") WHERE " + store::quote(link) +
                   " IS NOT NULL;\n";
        }
    }
    return sql;
}

namespace {

// UUIDv7: the first 48 bits are milliseconds.
std::int64_t ms_of(const Id& id)
{
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 6; ++i)
        ms = ms << 8 | id.bytes[i];
    return ms;
}

Id first_id_of(std::int64_t ms)
{
    Id id;
    for (std::size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(ms >> (8 * (5 - i)));
    return id;
}

// The change sets that lie below a place are exactly those with a smaller id than this.
Id bound_of(const TimelinePlace& below)
{
    const std::int64_t ms = below.us / 1'000;
    if (below.us % 1'000 != 0 || ms_of(below.id) > ms)
        return first_id_of(ms + 1);
    return ms_of(below.id) < ms ? first_id_of(ms) : below.id;
}

std::string stage_field(const Object& object)
{
    if (object.board)
        return object.board->field;
    return object.moves_field;
}

Sql changes_sql(const TimelineQuery& query, const std::string& stage)
{
    Sql sql;
    sql += R"(SELECT c."change_set", s."at", s."actor", s."actor_name", s."label", c."verb",
              c."fields", s."origin", c."title",
              (SELECT k."secret" FROM "person_key" k WHERE k."record" = c."record")
              FROM "change" c JOIN "change_set" s ON s."id" = c."change_set" WHERE c."record" = )";
    sql.bind(query.record);
    if (query.below)
        (sql += " AND c.\"change_set\" < ").bind(bound_of(*query.below));
    if (query.as_of)
        (sql += " AND s.\"at\" <= ").bind(*query.as_of);
    if (query.wants("change") != query.wants("stage")) {
        sql += query.wants("stage") ? " AND " : " AND NOT ";
        (sql += "(c.\"verb\" = 'update' AND c.\"fields\" LIKE ").bind("%\"" + stage + "\":[%") +=
            ")";
    }
    sql += " ORDER BY c.\"change_set\" DESC, c.\"position\" DESC LIMIT " +
           std::to_string(query.limit + 1);
    return sql;
}

// Appends what the actor may see; false when that is nothing though something changed.
bool write_told_fields(JsonWriter& json, const TimelineQuery& query, const Json& fields,
                       TitlesOfReferences& titles)
{
    bool has_any = false;
    json.plain_key("fields");
    json.begin_array();
    for (const auto& [name, pair] : *fields.if_object()) {
        const Field* field = query.object.find_field(name);
        const Json::Array* values = pair.if_array();
        if ((field && !query.actor.may_see(query.object, *field)) || !values || values->size() != 2)
            continue;
        has_any = true;
        if (field)
            for (const Json& value : *values)
                titles.collect(*field, value);
        json.begin_object();
        json.member("field", name);
        json.member("label", query.tongue.label(field ? field->label : name));
        json.member("old", (*values)[0]);
        json.member("new", (*values)[1]);
        json.end_object();
    }
    json.end_array();
    return has_any || fields.if_object()->empty();
}

std::string change_json(const TimelineQuery& query, const store::Row& row, const std::string& stage,
                        TitlesOfReferences& titles)
{
    const LogText said = open_log_text(row.text(8), row.text(6), person_key_in(row, 9));
    const Json fields = parse_json(said.fields);
    const bool is_update = row.text(5) == "update";
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    json.member("at", format_instant(row.instant(1)));
    json.member("kind", is_update && fields.find(stage) ? "stage" : "change");
    write_actor(json, row.is_null(2) ? Id{} : row.id(2), row.text(3));
    json.member("object", query.object.name);
    json.member("id", format_id(query.record));
    const std::string label = query.tongue.tell(parse_sentence(row.text(4)));
    json.member("title", spell_label(label, [&](const Id& named) {
                    return named == query.record ? said.title : std::string();
                }));
    json.plain_key("body");
    json.null();
    json.member("verb", row.text(5));
    json.member("origin", row.text(7));
    json.member("change", format_id(row.id(0)));
    const bool has_any = write_told_fields(json, query, fields, titles);
    json.end_object();
    return has_any || !is_update ? text : std::string();
}

} // namespace

void add_changes(store::Connection& connection, const TimelineQuery& query,
                 std::vector<TimelineEntry>& entries, TitlesOfReferences& titles)
{
    if (!query.wants("change") && !query.wants("stage"))
        return;
    const std::string stage = stage_field(query.object);
    connection.query(changes_sql(query, stage).statement(), [&](const store::Row& row) {
        const Id set = row.id(0);
        entries.push_back({{ms_of(set) * 1'000, set}, change_json(query, row, stage, titles)});
    });
}

} // namespace comity::record
