// What a merge would do, and what was merged into a record so far.

#include "record/merge/steps.h"

#include "base/problem_json.h"
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "record/object/rows.h"
#include "store/database.h"

namespace comity::record {
namespace {

void write_value(JsonWriter& json, std::string_view name, const Record& record, const Field& field)
{
    json.plain_key(name);
    kind_of(field).write_json(json, field, record.of(field));
}

void write_fields(JsonWriter& json, const Actor& actor, const MergeWish& wish, const Record& result)
{
    const Object& object = *result.object;
    json.plain_key("fields");
    json.begin_array();
    for (const Field& field : object.fields) {
        if (!actor.may_see(object, field) || field.is_hidden || field.is_derived())
            continue;
        json.begin_object();
        json.member("field", field.name);
        json.member("label", field.label);
        write_value(json, "this", wish.survivor, field);
        write_value(json, "other", wish.other, field);
        write_value(json, "result", result, field);
        json.member("takes", side_taken(wish, result, field));
        json.member("has_many", facts_of(field).has_many);
        json.member("may_choose", !field.is_read_only && actor.may_change(object, field));
        json.end_object();
    }
    json.end_array();
}

void write_moves(JsonWriter& json, const Catalog& catalog, const std::vector<MergeMove>& moves)
{
    json.plain_key("moves");
    json.begin_array();
    for (const MergeMove& move : moves) {
        const Object& object = catalog.load(move.object);
        json.begin_object();
        json.member("object", move.object);
        json.member("field", move.field);
        json.member("label", object.label_plural);
        json.member("field_label", object.load_field(move.field).label);
        json.member("count", move.count);
        json.member("in_bin", move.in_bin);
        json.end_object();
    }
    json.end_array();
}

} // namespace

void preview_merge(Engine& engine, const Actor& actor, const Object& asked, const Id& survivor,
                   const Id& other, std::string& out)
{
    const std::size_t start = out.size();
    const std::map<std::string, MergeSide> nothing_chosen;
    engine.database().read([&](store::Connection& connection) {
        out.resize(start);
        SaveState state(engine, actor, connection);
        const Object& object = state.catalog->load(asked.name);
        const MergePair pair = load_pair(state, object, survivor, other, false);
        const MergeWish wish{pair.survivor, pair.other, nothing_chosen};
        std::vector<Problem> problems;
        const Record result = combined(state, wish, problems);
        JsonWriter json(out);
        json.begin_object();
        json.member("object", object.name);
        for (const auto& [name, record] :
             {std::pair("this", &pair.survivor), std::pair("other", &pair.other)}) {
            json.plain_key(name);
            json.begin_object();
            json.plain_key("id");
            json.plain(format_id(record->id()));
            json.member("version", record->version());
            const bool may_see = actor.may_see(object, object.load_field(object.title));
            json.member("title", may_see ? record->title() : std::string());
            json.plain_key("created_at");
            json.plain(format_instant(std::get<Instant>(record->cells[column_created_at])));
            json.plain_key("updated_at");
            json.plain(format_instant(std::get<Instant>(record->cells[column_updated_at])));
            json.end_object();
        }
        write_fields(json, actor, wish, result);
        write_moves(json, *state.catalog, count_children(state, object, other));
        write_problems(json, tongue_of(engine.shelf(), actor.language), problems);
        json.end_object();
    });
}

void list_merged(Engine& engine, const Actor& actor, const Object& asked, const Id& record,
                 std::string& out)
{
    // What may not be seen has no parts either.
    std::string ignored;
    ListQuery title_only;
    title_only.fields = {asked.title};
    title_only.bin = true;
    read_record(engine, actor, asked, record, title_only, ignored);
    const auto catalog = engine.catalog();
    const Object& object = catalog->load(asked.name);
    const bool may_see = actor.may_see(object, object.load_field(object.title));
    Sql sql;
    sql += "SELECT t0.\"id\", " + column_sql("t0", object.title) +
           ", t0.\"deleted_at\", s.\"id\", s.\"actor_name\" FROM " +
           store::quote(Catalog::table_of(object)) +
           " t0 JOIN \"change\" c ON c.\"record\" = t0.\"id\" AND c.\"version\" = t0.\"version\" "
           "JOIN \"change_set\" s ON s.\"id\" = c.\"change_set\" WHERE t0.\"merged_into\" = ";
    sql.bind(record);
    if (auto rights = access_predicate(*catalog, actor, object, Verb::read, "t0"))
        (sql += " AND ").append(*rights);
    sql += " ORDER BY t0.\"deleted_at\" DESC, t0.\"id\" LIMIT 100";
    const std::size_t start = out.size();
    engine.database().read([&](store::Connection& connection) {
        out.resize(start);
        JsonWriter json(out);
        json.begin_object();
        json.plain_key("merged");
        json.begin_array();
        connection.query({sql.text, sql.values}, [&](const store::Row& row) {
            json.begin_object();
            json.plain_key("id");
            json.plain(format_id(row.id(0)));
            json.member("title",
                        may_see && !row.is_null(1) ? std::string(row.text(1)) : std::string());
            json.plain_key("at");
            json.plain(format_instant(row.instant(2)));
            json.plain_key("change");
            json.plain(format_id(row.id(3)));
            json.member("by_name", row.text(4));
            json.end_object();
        });
        json.end_array();
        json.end_object();
    });
}

} // namespace comity::record
