// Reading the log: pages of change sets, newest first, with what this actor may see of them.

#include "record/history/changes.h"

#include "base/error.h"
#include "base/json.h"
#include "record/history/sets.h"
#include "record/history/timeline.h"
#include "record/history/titles.h"
#include "record/log/text.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "record/object/label.h"
#include "store/database.h"

#include <algorithm>
#include <charconv>

namespace comity::record {
namespace {

constexpr int most_inside = 20;  // records of one change set in a list
constexpr int page_inside = 200; // and when it is read alone
constexpr int most_rounds = 20;  // stretches that are looked at for one page of visible ones

std::optional<std::int64_t> parse_cursor(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number < 0)
        throw Error(Cause::malformed, say("reading.after_is_not_cursor_of"),
                    {{"after", "format", say("reading.use_next_of_page_before")}});
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

// Who reads, and in which language.
struct Reader {
    const Actor& actor;
    const Tongue tongue;
};

void write_fields(JsonWriter& json, const Reader& reader, const Object& object,
                  const std::string& text, TitlesOfReferences& titles)
{
    const Json fields = parse_json(text);
    json.begin_array();
    for (const auto& [name, values] : *fields.if_object()) {
        const Field* field = object.find_field(name);
        if (field && !reader.actor.may_see(object, *field))
            continue;
        const Json::Array& pair = *values.if_array();
        if (field)
            for (const Json& value : pair)
                titles.collect(*field, value);
        json.begin_object();
        json.member("field", name);
        json.member("label", reader.tongue.label(field ? field->label : label_from(name)));
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
        return object &&
               is_hidden_update(actor, *object, change.verb, logged_fields(change.fields));
    });
}

void write_change(JsonWriter& json, const Reader& reader, const Object& object,
                  const LoggedChange& change, TitlesOfReferences& titles)
{
    const Field* title = object.find_field(object.title);
    json.begin_object();
    json.member("object", change.object);
    json.plain_key("record");
    write_id(json, change.record);
    json.plain_key("title");
    if (title && reader.actor.may_see(object, *title))
        json.value(change.title);
    else
        json.null();
    json.member("verb", change.verb);
    json.member("version", change.version);
    json.plain_key("fields");
    write_fields(json, reader, object, change.fields, titles);
    if (change.is_erased)
        json.member("erased", true);
    json.end_object();
}

std::string label_for(const Reader& reader, const ChangeSetRow& set)
{
    return set.is_label_hidden() ? reader.tongue.tell(say("log.changed_records"))
                                 : label_of(reader.tongue, set.label, set.changes);
}

// Change sets of older programs have none.
void write_cause(JsonWriter& json, const ChangeSetRow& set)
{
    json.plain_key("cause");
    if (set.cause_kind.empty())
        return json.null();
    json.begin_object();
    json.member("kind", set.cause_kind);
    json.plain_key("id");
    write_id(json, set.cause_id);
    json.member("name", set.cause_name);
    json.plain_key("after"); // the change set that it follows from
    write_id(json, set.cause_after);
    json.end_object();
}

void write_change_set(JsonWriter& json, const Catalog& catalog, const Reader& reader,
                      const ChangeSetRow& set, TitlesOfReferences& titles)
{
    json.plain_key("id");
    json.plain(format_id(set.id));
    json.member("seq", set.seq);
    json.plain_key("at");
    json.plain(format_instant(set.at));
    json.plain_key("actor");
    write_id(json, set.actor);
    json.member("actor_name", set.actor_name);
    json.member("origin", set.origin);
    write_cause(json, set);
    json.member("label", label_for(reader, set));
    json.plain_key("undoes");
    write_id(json, set.undoes);
    json.plain_key("undone_by");
    write_id(json, set.undone ? set.undone->by : Id{});
    if (set.undone) {
        json.plain_key("undone_at");
        json.plain(format_instant(set.undone->at));
        json.member("undone_by_name", set.undone->actor_name);
    }
    json.member("records", set.records);
    json.plain_key("kind"); // merge, unmerge, or null
    if (set.kind.empty())
        json.null();
    else
        json.value(set.kind);
    json.plain_key("changes");
    json.begin_array();
    for (const LoggedChange& change : set.changes)
        if (const Object* object = catalog.find(change.object))
            write_change(json, reader, *object, change, titles);
    json.end_array();
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

// Those of a stretch of the log that the actor may see something of, and whose label as he reads it
// has the words.
void drop_unseen(const Catalog& catalog, const Reader& reader, const LabelSearch* words,
                 std::vector<ChangeSetRow>& sets)
{
    for (ChangeSetRow& set : sets)
        drop_hidden(catalog, reader.actor, set.changes);
    std::erase_if(sets, [&](const ChangeSetRow& set) {
        if (set.changes.empty())
            return true;
        // Nor do the words of a label tell what it may not say.
        return words && (set.is_label_hidden() || !words->finds(label_for(reader, set)));
    });
}

// Fills a page; answers where the next one goes on, if anything is left.
std::optional<std::int64_t> collect_page(store::Connection& connection, const Catalog& catalog,
                                         const Reader& reader, const ChangeQuery& query,
                                         std::vector<ChangeSetRow>& shown)
{
    const Sql visible = visible_changes(catalog, reader.actor);
    const LabelSearch search(reader.tongue, query.text);
    const LabelSearch* words = query.text.empty() ? nullptr : &search;
    ChangeSetWalk walk(connection, query, check_object(catalog, query.object), words,
                       parse_cursor(query.after));
    const auto limit = static_cast<std::size_t>(query.limit);
    for (int round = 0; round < most_rounds && walk.has_more() && shown.size() < limit; ++round) {
        auto sets = walk.next(connection);
        load_changes(connection, visible, query, sets);
        drop_unseen(catalog, reader, words, sets);
        for (ChangeSetRow& set : sets) {
            if (shown.size() == limit) {
                walk.continue_below(shown.back().seq);
                break;
            }
            shown.push_back(std::move(set));
        }
    }
    for (ChangeSetRow& set : shown)
        look_for_undo(connection, set);
    return walk.has_more() ? std::optional(walk.before()) : std::nullopt;
}

void write_next(JsonWriter& json, const std::optional<std::int64_t>& next)
{
    json.plain_key("next");
    if (next)
        json.value(std::to_string(*next));
    else
        json.null();
}

} // namespace

namespace {

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
                   {"records", Type::integer, true}, {"kind", Type::text},
                   {"cause_kind", Type::text},       {"cause_id", Type::uuid},
                   {"cause_name", Type::text},       {"cause_after", Type::uuid}};
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

} // namespace

Mechanism history_mechanism()
{
    return {.name = "history", .tables = change_tables(), .indexes = timeline_indexes};
}

void list_changes(Engine& engine, const Actor& actor, const ChangeQuery& asked, std::string& out)
{
    const auto catalog = engine.catalog();
    const Reader reader{actor, tongue_of(engine.shelf(), actor.language)};
    ChangeQuery query = asked;
    query.limit = std::clamp(query.limit, 1, 200);
    std::vector<ChangeSetRow> shown;
    std::optional<std::int64_t> next;
    engine.database().read([&](store::Connection& connection) {
        shown.clear();
        next = collect_page(connection, *catalog, reader, query, shown);
    });
    TitlesOfReferences titles;
    JsonWriter json(out);
    json.begin_object();
    json.plain_key("changes");
    json.begin_array();
    for (const ChangeSetRow& set : shown) {
        json.begin_object();
        write_change_set(json, *catalog, reader, set, titles);
        json.end_object();
    }
    json.end_array();
    titles.write(engine, actor, json);
    write_next(json, next);
    json.end_object();
}

void read_change(Engine& engine, const Actor& actor, const Id& change_set, std::string_view after,
                 std::string& out)
{
    const auto catalog = engine.catalog();
    const std::int64_t position = parse_cursor(after).value_or(-1);
    std::optional<ChangeSetRow> set;
    bool is_visible = false;
    std::optional<std::int64_t> next;
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
        next.reset();
        set = find_change_set(connection, change_set);
        if (!set)
            return;
        connection.query(select(position, page_inside + 1),
                         [&](const store::Row& row) { set->changes.push_back(read_logged(row)); });
        if (static_cast<int>(set->changes.size()) > page_inside) {
            set->changes.pop_back();
            next = set->changes.back().position;
        }
        drop_hidden(*catalog, actor, set->changes);
        is_visible = !set->changes.empty();
        if (!is_visible && position >= 0)
            connection.query(select(-1, 1), [&](const store::Row&) { is_visible = true; });
        look_for_undo(connection, *set);
    });
    if (!set || !is_visible)
        throw Error(Cause::not_found, say("common.no_such_change"));
    TitlesOfReferences titles;
    JsonWriter json(out);
    json.begin_object();
    write_change_set(json, *catalog, {actor, tongue_of(engine.shelf(), actor.language)}, *set,
                     titles);
    titles.write(engine, actor, json);
    write_next(json, next);
    json.end_object();
}

} // namespace comity::record
