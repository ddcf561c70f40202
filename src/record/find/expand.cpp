#include "record/find/expand.h"

#include "base/error.h"
#include "record/access/access.h"
#include "record/language/filter_sql.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_items = 20;

bool is_link(const Field& field)
{
    return facts_of(field).refers && field.name != "id";
}

} // namespace

Expansions::Expansions(Engine& engine, const Actor& actor, const Object& object,
                       const std::vector<std::string>& paths, std::optional<Instant> as_of)
    : m_actor(actor), m_catalog(engine.catalog()),
      m_object(object), m_context{*m_catalog, actor, engine.database().dialect().is_postgres(),
                                  as_of}
{
    std::vector<Problem> problems;
    for (const std::string& path : paths)
        add_path(object, path, problems);
    if (m_items.size() > most_items)
        problems.push_back({"expand", "range", say("reading.at_most_20_references_are")});
    if (problems.empty())
        return;
    const Sentence message = problems[0].message;
    throw Error(Cause::invalid, message, std::move(problems));
}

void Expansions::add_path(const Object& object, std::string_view path,
                          std::vector<Problem>& problems)
{
    const std::size_t dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    const Field* field = find_visible_field(object, m_actor, name);
    const auto refuse = [&] {
        problems.push_back({std::string(path), "unknown",
                            say("reading.path_cannot_be_expanded", {{"path", path}})});
    };
    if (!field || !is_link(*field))
        return refuse();
    const Object* target = m_catalog->find(target_of(*field));
    auto item = std::ranges::find(m_items, field, &Item::field);
    if (item == m_items.end())
        item = m_items.insert(m_items.end(), Item{field, target, {}, 0, {}});
    if (dot == path.npos)
        return;
    const Field* extra =
        target ? find_visible_field(*target, m_actor, path.substr(dot + 1)) : nullptr;
    if (!extra || extra->name == "id")
        return refuse();
    if (std::ranges::find(item->extra, extra) == item->extra.end())
        item->extra.push_back(extra);
}

void Expansions::append_columns(Sql& columns, int& column)
{
    for (Item& item : m_items) {
        item.column = column;
        for (std::size_t part = 0; part < kind_of(*item.field).parts(*item.field).size(); ++part) {
            const bool is_system = find_system_field(item.field->name) == item.field;
            if (is_system && part > 0)
                break;
            (columns += ", ").append(value_sql(m_context, m_object, *item.field, "t0", part)) +=
                " AS \"x" + std::to_string(column++) + "\"";
        }
    }
}

void Expansions::want(const Object& object, const Id& id)
{
    auto wanted = std::ranges::find(m_wanted, &object, &Wanted::object);
    if (wanted == m_wanted.end())
        wanted = m_wanted.insert(m_wanted.end(), Wanted{&object, {}});
    wanted->ids.insert(id);
}

void Expansions::collect(const store::Row& row)
{
    for (Item& item : m_items) {
        std::vector<Id>& ids = item.rows.emplace_back();
        if (row.is_null(item.column))
            continue;
        const Object* target = item.target;
        if (facts_of(*item.field).has_many) {
            for (const std::string_view value : values_of_lines(row.text(item.column)))
                if (const auto id = parse_id(value))
                    ids.push_back(*id);
        } else {
            ids.push_back(row.id(item.column));
            if (!target)
                target = m_catalog->find(row.text(item.column + 1));
        }
        for (const Id& id : ids)
            if (target)
                want(*target, id);
    }
}

std::vector<const Field*> Expansions::extra_of(const Object& target) const
{
    std::vector<const Field*> extra;
    for (const Item& item : m_items)
        if (item.target == &target)
            for (const Field* field : item.extra)
                if (std::ranges::find(extra, field) == extra.end())
                    extra.push_back(field);
    return extra;
}

void Expansions::load(store::Connection& connection)
{
    for (const Wanted& wanted : m_wanted)
        load_object(connection, wanted);
}

void Expansions::load_object(store::Connection& connection, const Wanted& wanted)
{
    const Object& object = *wanted.object;
    const Field& title = object.load_field(object.title);
    const bool shows_title = m_actor.may_see(object, title);
    const auto extra = extra_of(object);
    DerivedContext context = m_context;
    context.as_of = {}; // what is pointed to is told as it is now
    Sql sql;
    sql += "SELECT t0.\"id\"";
    sql += ", " + (shows_title ? column_sql("t0", title) : std::string("''"));
    for (const Field* field : extra) {
        const bool is_system = find_system_field(field->name) == field;
        const std::size_t parts = is_system ? 1 : kind_of(*field).parts(*field).size();
        for (std::size_t part = 0; part < parts; ++part)
            (sql += ", ").append(value_sql(context, object, *field, "t0", part));
    }
    sql += " FROM " + store::quote(Catalog::table_of(object)) + " t0 WHERE t0.\"id\" IN (";
    append_ids(sql, std::vector<Id>(wanted.ids.begin(), wanted.ids.end()));
    sql += ")";
    if (const auto access = access_test(*m_catalog, m_actor, object, Verb::read, "t0",
                                        connection.dialect().is_postgres()))
        (sql += " AND ").append(*access);
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        std::string& told = m_told[row.id(0)];
        JsonWriter json(told);
        json.begin_object();
        json.member("object", object.name);
        json.member("id", format_id(row.id(0)));
        json.member("title", row.text(1));
        int column = 2;
        for (const Field* field : extra) {
            const bool is_system = find_system_field(field->name) == field;
            json.plain_key(field->name);
            if (is_system && field->name == "version")
                json.value(row.integer(column));
            else
                kind_of(*field).write_json(json, *field, row, column);
            column += is_system ? 1 : static_cast<int>(kind_of(*field).parts(*field).size());
        }
        json.end_object();
    });
}

void Expansions::write(JsonWriter& json, std::size_t nth) const
{
    json.plain_key("expanded");
    json.begin_object();
    for (const Item& item : m_items) {
        json.plain_key(item.field->name);
        const std::vector<Id>& ids = item.rows[nth];
        if (facts_of(*item.field).has_many) {
            json.begin_array();
            for (const Id& id : ids)
                if (const auto told = m_told.find(id); told != m_told.end())
                    json.raw(told->second);
            json.end_array();
            continue;
        }
        const auto told = ids.empty() ? m_told.end() : m_told.find(ids[0]);
        if (told == m_told.end())
            json.null();
        else
            json.raw(told->second);
    }
    json.end_object();
}

std::vector<std::pair<Id, std::string>> titles_of(Engine& engine, const Actor& actor,
                                                  const Object& object, std::vector<Id> ids)
{
    std::vector<std::pair<Id, std::string>> titles;
    std::ranges::sort(ids);
    const auto doubled = std::ranges::unique(ids);
    ids.erase(doubled.begin(), doubled.end());
    if (ids.empty() || actor.reach(object, Verb::read) == Reach::none ||
        !actor.may_see(object, object.load_field(object.title)))
        return titles;
    const auto catalog = engine.catalog();
    const auto access = access_test(*catalog, actor, object, Verb::read, "t0",
                                    engine.database().dialect().is_postgres());
    constexpr std::size_t at_once = 512;
    engine.database().read([&](store::Connection& connection) {
        for (std::size_t first = 0; first < ids.size(); first += at_once) {
            Sql sql;
            sql += "SELECT t0.\"id\", " + column_sql("t0", object.title) + " FROM " +
                   store::quote(Catalog::table_of(object)) + " t0 WHERE t0.\"id\" IN (";
            const std::size_t count = std::min(at_once, ids.size() - first);
            append_ids(sql, std::span(ids).subspan(first, count));
            sql += ")";
            if (access)
                (sql += " AND ").append(*access);
            connection.query(std::move(sql).statement(), [&](const store::Row& row) {
                titles.emplace_back(row.id(0), std::string(row.text(1)));
            });
        }
    });
    return titles;
}

} // namespace comity::record
