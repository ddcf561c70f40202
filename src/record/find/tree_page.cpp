#include "record/find/tree_page.h"

#include "base/error.h"
#include "base/text.h"
#include "record/access/access.h"
#include "record/language/tree.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/rows.h"
#include "store/database.h"

namespace comity::record {
namespace {

constexpr int most_levels = 64; // upwards; a ring from before there were checks ends here

class TreePage {
public:
    TreePage(Engine& engine, const Actor& actor, const Object& object, const Id& id,
             const TreeQuery& query)
        : m_engine(engine), m_catalog(engine.catalog()), m_object(m_catalog->load(object.name)),
          m_id(id),
          m_query(query), m_context{*m_catalog, actor, engine.database().dialect().is_postgres(),
                                    query.as_of}
    {
        actor.require(m_object, Verb::read);
        m_by = find_tree_field(m_object, actor);
        if (!m_by)
            throw Error(Cause::invalid, say("reading.objects_are_no_tree_no",
                                            {{"objects", as_label(m_object.label_plural)},
                                             {"object", within(m_object.label)}}));
        if (query.limit < 1 || query.limit > 200)
            throw Error(Cause::invalid, say("reading.page_has_1_to_200"),
                        {{"limit", "range", say("reading.page_has_1_to_200")}});
        if (!query.after.empty() && !parse_id(query.after))
            throw Error(Cause::malformed, say("reading.after_is_id_of_last"),
                        {{"after", "format", say("reading.it_is_not_id")}});
        const Field& title = m_object.load_field(m_object.title);
        m_title = actor.may_see(m_object, title) ? title.name : "";
    }

    void write(std::string& out)
    {
        m_engine.database().read([&](store::Connection& connection) {
            std::string text;
            JsonWriter json(text);
            json.begin_object();
            json.member("field", m_by->name);
            write_path(connection, json);
            write_children(connection, json);
            if (m_query.with_figures)
                write_figures(connection, json);
            json.end_object();
            out += text;
        });
    }

private:
    Engine& m_engine;
    std::shared_ptr<const Catalog> m_catalog;
    const Object& m_object;
    const Id m_id;
    const TreeQuery& m_query;
    const DerivedContext m_context;
    const Field* m_by = nullptr;
    std::string m_title; // "" where the actor may not see it

    std::string title_sql(const std::string& alias) const
    {
        return m_title.empty() ? "''" : "coalesce(" + column_sql(alias, m_title) + ", '')";
    }
    Sql from(const std::string& alias) const
    {
        Sql sql;
        return std::move((sql += " FROM ").append(rows_sql(m_object, alias, m_query.as_of)));
    }
    // What is there and may be seen.
    Sql is_seen(const std::string& alias) const
    {
        Sql sql;
        sql += " AND " + column_sql(alias, "deleted_at") + " IS NULL";
        if (const auto access = access_test(*m_catalog, m_context.actor, m_object, Verb::read,
                                            alias, m_context.is_postgres))
            (sql += " AND ").append(*access);
        return sql;
    }

    void write_record(JsonWriter& json, const store::Row& row) const
    {
        json.begin_object();
        json.member("id", format_id(row.id(0)));
        json.key("title");
        if (m_title.empty())
            json.null();
        else
            json.value(row.text(1));
    }

    // The record and those above it as far as they may be seen, the highest first.
    void write_path(store::Connection& connection, JsonWriter& json) const
    {
        const std::string by = store::quote(m_by->name);
        Sql sql;
        sql += "WITH RECURSIVE up(\"id\", \"title\", " + by + ", \"level\") AS (SELECT t.\"id\", " +
               title_sql("t") + ", t." + by + ", 0";
        sql.append(from("t")) += " WHERE t.\"id\" = ";
        sql.bind(m_id).append(is_seen("t"));
        sql += " UNION ALL SELECT p.\"id\", " + title_sql("p") + ", p." + by +
               ", up.\"level\" + 1 FROM up CROSS JOIN ";
        sql.append(rows_sql(m_object, "p", m_query.as_of)) +=
            " WHERE p.\"id\" = up." + by + " AND up.\"level\" < " + std::to_string(most_levels);
        sql.append(is_seen("p"));
        sql += ") SELECT \"id\", \"title\", CAST(CASE WHEN " + by +
               " IS NULL THEN 0 ELSE 1 END AS BIGINT) FROM up ORDER BY \"level\" DESC";
        json.key("path");
        json.begin_array();
        bool is_there = false;
        bool is_cut = false;
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            is_cut = is_there ? is_cut : row.integer(2) == 1;
            is_there = true;
            write_record(json, row);
            json.end_object();
        });
        if (!is_there)
            throw Error(Cause::not_found,
                        say("common.no_object_with_that_id", {{"object", within(m_object.label)}}));
        json.end_array();
        // More stands above what may be seen.
        json.member("cut", is_cut);
    }

    Sql children_sql() const
    {
        Sql sql;
        sql += "SELECT t.\"id\", " + title_sql("t") + ", (SELECT count(*)";
        sql.append(from("c")) += " WHERE " + column_sql("c", *m_by) + " = t.\"id\"";
        sql.append(is_seen("c")) += ")";
        sql.append(from("t")) += " WHERE " + column_sql("t", *m_by) + " = ";
        sql.bind(m_id).append(is_seen("t"));
        if (!m_query.after.empty()) {
            sql += " AND (" + title_sql("t") + ", t.\"id\") > (SELECT " + title_sql("l") +
                   ", l.\"id\"";
            sql.append(from("l")) += " WHERE l.\"id\" = ";
            sql.bind(*parse_id(m_query.after)) += ")";
        }
        sql += " ORDER BY " + title_sql("t") + ", t.\"id\" LIMIT ";
        sql.bind(static_cast<std::int64_t>(m_query.limit) + 1);
        return sql;
    }

    void write_children(store::Connection& connection, JsonWriter& json) const
    {
        json.key("children");
        json.begin_array();
        int found = 0;
        std::string last;
        connection.query(children_sql().statement(), [&](const store::Row& row) {
            if (++found > m_query.limit)
                return;
            write_record(json, row);
            json.member("children", row.integer(2));
            json.end_object();
            last = format_id(row.id(0));
        });
        json.end_array();
        json.key("next");
        if (found > m_query.limit)
            json.value(last);
        else
            json.null();
    }

    // Figures that count what this actor may read at all.
    std::vector<const Field*> roll_ups() const
    {
        std::vector<const Field*> fields;
        for (const Field& field : m_object.derived) {
            const bool is_one = field.derivation.sort == Derivation::Sort::roll_up &&
                                !field.derivation.below && !field.is_hidden &&
                                m_context.actor.may_see(m_object, field);
            const Object* child = is_one ? m_catalog->find(field.derivation.object) : nullptr;
            if (child && m_context.actor.reach(*child, Verb::read) != Reach::none)
                fields.push_back(&field);
        }
        return fields;
    }

    static Field with_all_below(Field field)
    {
        field.derivation.below = true;
        return field;
    }

    void write_figures(store::Connection& connection, JsonWriter& json) const
    {
        const auto fields = roll_ups();
        const Sql top{"SELECT t0.\"id\"", {}};
        Sql sql;
        (sql += "SELECT (SELECT count(*) FROM (")
            .append(below_sql(m_context, m_object, *m_by, top, "w")) += ") s)";
        for (const Field* field : fields)
            for (const Field& one : {*field, with_all_below(*field)})
                for (std::size_t part = 0; part < kind_of(one).parts(one).size(); ++part)
                    (sql += ", ").append(value_sql(m_context, m_object, one, "t0", part));
        sql.append(from("t0")) += " WHERE t0.\"id\" = ";
        sql.bind(m_id);
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            json.member("count", row.integer(0));
            json.key("figures");
            json.begin_array();
            int column = 1;
            for (const Field* field : fields)
                column = write_figure(json, row, *field, column);
            json.end_array();
        });
    }

    int write_figure(JsonWriter& json, const store::Row& row, const Field& field, int column) const
    {
        const FieldKind& kind = kind_of(field);
        const auto width = static_cast<int>(kind.parts(field).size());
        json.begin_object();
        json.member("field", field.name);
        json.key("own");
        kind.write_json(json, field, row, column);
        json.key("total");
        kind.write_json(json, field, row, column + width);
        const Derivation& derivation = field.derivation;
        json.member("object", derivation.object);
        json.member("own_rows", rows_filter(derivation, derivation.by));
        json.member("total_rows",
                    rows_filter(derivation, derivation.by + "." + std::string(within_word)));
        json.end_object();
        return column + 2 * width;
    }

    // The filter that finds what the figure was made of.
    std::string rows_filter(const Derivation& derivation, const std::string& path) const
    {
        std::string filter = path + " = " + filter_literal(format_id(m_id));
        if (!derivation.filter.empty())
            filter += " AND (" + derivation.filter + ")";
        return filter;
    }
};

} // namespace

void read_tree(Engine& engine, const Actor& actor, const Object& object, const Id& id,
               const TreeQuery& query, std::string& out)
{
    TreePage(engine, actor, object, id, query).write(out);
}

} // namespace comity::record
