#include "record/shape/layouts.h"

#include "record/language/filter.h"
#include "record/language/filter_sql.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "store/database.h"

#include <set>

namespace comity::record {
namespace {

constexpr std::size_t most_sections = 50;
constexpr std::size_t most_fields = 500;

class Reader {
public:
    Reader(const Catalog& catalog, const Object& object, std::vector<Problem>& problems)
        : m_catalog(catalog), m_object(object), m_problems(problems)
    {
    }

    std::vector<Section> sections(const Json& json)
    {
        std::vector<Section> sections;
        const Json::Array* list = list_in("sections", json);
        if (list && list->size() > most_sections)
            complain("sections", "range", say("shape.record_has_at_most_50"));
        for (const Json& item : list ? *list : Json::Array{}) {
            if (!item.if_object()) {
                complain("sections", "type", say("shape.section_is_label_fields_when"));
                continue;
            }
            Section& section = sections.emplace_back();
            section.label = text_in(item, "label");
            section.when = text_in(item, "when");
            if (const Json* fields = item.find("fields"))
                section.fields = names("sections", *fields);
            check_condition(section);
        }
        return sections;
    }

    // Of one document each name comes once.
    std::vector<std::string> names(const std::string& document, const Json& json)
    {
        std::vector<std::string> names;
        const Json::Array* list = list_in(document, json);
        for (const Json& item : list ? *list : Json::Array{}) {
            const std::string* name = item.if_string();
            const bool is_known =
                name && (m_object.find_readable(*name) || find_system_field(*name));
            if (!is_known)
                complain(document, "unknown",
                         say("common.object_has_no_field_called",
                             {{"object", as_label(m_object.label)},
                              {"name", name ? *name : format_json(item)}}));
            else if (!m_seen[document].insert(*name).second)
                complain(document, "unique", say("shape.what_comes_twice", {{"name", *name}}));
            else
                names.push_back(*name);
        }
        if (m_seen[document].size() > most_fields)
            complain(document, "range", say("shape.at_most_500_fields_are"));
        return names;
    }

private:
    const Catalog& m_catalog;
    const Object& m_object;
    std::vector<Problem>& m_problems;
    std::unordered_map<std::string, std::set<std::string>> m_seen;

    void complain(std::string field, std::string rule, Sentence message)
    {
        m_problems.push_back({std::move(field), std::move(rule), std::move(message)});
    }

    const Json::Array* list_in(const std::string& document, const Json& json)
    {
        if (!json.is_null() && !json.if_array())
            complain(document, "type", say("shape.this_is_list"));
        return json.if_array();
    }

    std::string text_in(const Json& item, const char* name)
    {
        const Json* value = item.find(name);
        if (!value || value->is_null())
            return {};
        if (const std::string* text = value->if_string())
            return *text;
        complain("sections", "type", say("shape.section_is_text", {{"part", name}}));
        return {};
    }

    void check_condition(Section& section)
    {
        try {
            const Actor everybody = Actor::program("", Origin::automation);
            compile_filter(parse_filter(section.when),
                           {m_catalog, everybody, m_object, "t0", false, std::nullopt, true});
        } catch (const Error& error) {
            complain("sections", "format",
                     say("shape.condition_of_section_what",
                         {{"section", as_label(section.label)}, {"what", error.message()}}));
            section.when.clear();
        }
    }
};

} // namespace

Layout make_layout(const Catalog& catalog, const Record& record, std::vector<Problem>& problems)
{
    Layout layout;
    const std::string name = record.text("object");
    const Object* object = catalog.find(name);
    if (!object || object->name != name) {
        problems.push_back(
            {"object", "choice", say("shape.no_object_called_name", {{"name", name}})});
        return layout;
    }
    Reader reader(catalog, *object, problems);
    layout.sections = reader.sections(record.json("sections"));
    layout.list = reader.names("list", record.json("list"));
    layout.quick_create = reader.names("quick_create", record.json("quick_create"));
    return layout;
}

Layouts layouts_for(Engine& engine, const Actor& actor)
{
    const auto catalog = engine.catalog();
    Layouts layouts;
    const Object* object = catalog->find("layout");
    if (!object || !object->find_field("sections") || !actor.role)
        return layouts;
    const auto columns = Catalog::columns_of(*object);
    Sql sql;
    for (const store::Column& column : columns)
        sql += (sql.text.empty() ? "SELECT " : ", ") + column_sql("t0", column.name);
    sql += " FROM " + store::quote(Catalog::table_of(*object)) +
           " t0 WHERE t0.\"deleted_at\" IS NULL AND (t0.\"role\" IS NULL OR t0.\"role\" = ";
    // Everybody's first, so that the role's takes its place.
    sql.bind(actor.role->id) += ") ORDER BY t0.\"role\" IS NOT NULL, t0.\"id\" LIMIT 1000";
    const store::Statement statement = std::move(sql).statement();
    engine.database().read([&](store::Connection& connection) {
        connection.query(statement, [&](const store::Row& row) {
            Record record;
            record.object = object;
            for (std::size_t i = 0; i < columns.size(); ++i)
                record.cells.push_back(row.value(static_cast<int>(i), columns[i].type));
            std::vector<Problem> problems; // what has gone since is left out
            layouts[record.text("object")] = make_layout(*catalog, record, problems);
        });
    });
    return layouts;
}

} // namespace comity::record
