#include "exchange/import/mapping/names.h"

#include "base/text.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "store/database.h"

#include <algorithm>

namespace comity::exchange {
namespace {

} // namespace

Names::Fields Names::fields_of(const Object& object)
{
    Fields fields;
    for (const Field& field : object.fields) {
        const bool can_name = facts_of(field).is_line || facts_of(field).has_many;
        if (field.name == "external_id" && facts_of(field).is_line)
            fields.external_id = &field;
        else if (can_name && (field.name == object.title || field.is_name_part))
            fields.names.push_back(&field);
    }
    return fields;
}

Names::Names(const Catalog& catalog, const Actor& actor, const Object& object)
    : m_catalog(catalog), m_actor(actor), m_object(object), m_fields(fields_of(object))
{
}

Sql Names::visible_rows(std::string_view columns, std::string_view more_from) const
{
    Sql sql;
    sql += "SELECT ";
    sql += columns;
    sql += " FROM ";
    sql += more_from;
    sql += store::quote(Catalog::table_of(m_object));
    sql += " t0 WHERE t0.\"deleted_at\" IS NULL";
    if (const auto access = access_predicate(m_catalog, m_actor, m_object, Verb::read, "t0")) {
        sql += " AND (";
        sql.append(*access);
        sql += ")";
    }
    return sql;
}

void Names::load_column(store::Connection& connection, const Field& field, char sort)
{
    Sql sql;
    if (facts_of(field).has_many) {
        const std::string side = store::quote(Catalog::many_table_of(m_object, field));
        sql = visible_rows("s.\"record\", s.\"value\"", side + " s, ");
        sql += " AND s.\"record\" = t0.\"id\"";
    } else {
        const std::string column = "t0." + store::quote(field.name);
        sql = visible_rows("t0.\"id\", " + column);
        sql += " AND " + column + " IS NOT NULL";
    }
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        const std::string_view text = row.text(1);
        m_index.add(sort == name_sort::external ? hash_of(sort, text)
                                                : hash_of(sort, fold(trim(text))),
                    row.id(0));
    });
}

void Names::load(store::Connection& connection)
{
    if (m_is_loaded)
        return;
    m_index = {}; // of an attempt that did not end
    if (m_fields.external_id)
        load_column(connection, *m_fields.external_id, name_sort::external);
    for (const Field* field : m_fields.names)
        load_column(connection, *field, name_sort::folded);
    m_index.settle();
    m_is_loaded = true;
}

Names::Found Names::find(store::Connection& connection, std::string_view text)
{
    std::vector<Id> ids;
    if (m_fields.external_id)
        m_index.find(hash_of(name_sort::external, text), ids);
    if (ids.empty())
        m_index.find(hash_of(name_sort::folded, fold(trim(text))), ids);
    if (ids.size() > 1)
        return choose_exact(connection, text, ids);
    return ids.empty() ? Found{} : Found{1, ids[0]};
}

Names::Found Names::find_external(std::string_view id) const
{
    std::vector<Id> ids;
    m_index.find(hash_of(name_sort::external, id), ids);
    return ids.empty() ? Found{} : Found{ids.size(), ids[0]};
}

Names::Found Names::choose_exact(store::Connection& connection, std::string_view text,
                                 const std::vector<Id>& ids) const
{
    const Field* title = m_object.find_field(m_object.title);
    if (!title || !facts_of(*title).is_line)
        return {ids.size(), {}};
    Sql sql = visible_rows("t0.\"id\"");
    sql += " AND t0." + store::quote(title->name) + " = ";
    sql.bind(std::string(text));
    sql += " LIMIT 2";
    Found found;
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        ++found.count;
        found.id = row.id(0);
    });
    return found.count == 1 ? found : Found{ids.size(), {}};
}

std::vector<Id> Names::existing(store::Connection& connection, std::span<const Id> ids) const
{
    constexpr std::size_t page = 500;
    std::vector<Id> found;
    for (std::size_t at = 0; at < ids.size(); at += page) {
        const auto some = ids.subspan(at, std::min(page, ids.size() - at));
        Sql sql = visible_rows("t0.\"id\"");
        sql += " AND t0.\"id\" IN (";
        // Few lengths, so that statement texts repeat.
        const std::size_t length = some.size() <= 1 ? 1 : some.size() <= 20 ? 20 : page;
        for (std::size_t i = 0; i < length; ++i) {
            sql += i ? ", " : "";
            sql.bind(some[std::min(i, some.size() - 1)]);
        }
        sql += ")";
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { found.push_back(row.id(0)); });
    }
    return found;
}

void Names::learn(const Record& record)
{
    if (!m_is_loaded)
        return; // it will be read
    if (m_fields.external_id && record.has(*m_fields.external_id))
        m_index.learn(hash_of(name_sort::external, record.text("external_id")), record.id());
    for (const Field* field : m_fields.names) {
        if (!facts_of(*field).has_many)
            m_index.learn(hash_of(name_sort::folded, fold(trim(record.text(field->name)))),
                          record.id());
        else
            for (const FieldKind::Entry& entry : kind_of(*field).entries(record.of(*field)))
                m_index.learn(hash_of(name_sort::folded, fold(entry.value)), record.id());
    }
}

void Names::each_title(store::Connection& connection,
                       store::FunctionRef<bool(const Id&, std::string_view)> on_title) const
{
    const Field* title = m_object.find_field(m_object.title);
    if (!title || !facts_of(*title).is_line)
        return;
    Sql sql = visible_rows("t0.\"id\", t0." + store::quote(title->name));
    sql += " AND t0." + store::quote(title->name) + " IS NOT NULL LIMIT 100000";
    bool goes_on = true;
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        goes_on = goes_on && on_title(row.id(0), row.text(1));
    });
}

} // namespace comity::exchange
