#include "exchange/import/rows/matcher.h"

#include "base/text.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "store/database.h"

#include <algorithm>

namespace comity::exchange {
namespace {

constexpr std::size_t keys_a_page = 500;

// Names compare without case and accents, codes exactly.
bool is_folded(const Object& object, const Field& field)
{
    if (!is_name_like(field) || field.name == "external_id")
        return false;
    return field.name == object.title || field.is_name_part ||
           !(field.is_unique || field.is_indexed);
}

} // namespace

Matcher::Matcher(const ImportPlan& plan) : m_object(*plan.object)
{
    for (const Field* field : plan.match)
        if (field && plan.column_of(field->name))
            m_fields.push_back(field);
}

// One field with an index of its own answers by that; everything else from memory.
bool Matcher::is_asked_each_time() const
{
    const Field& field = *m_fields[0];
    if (m_fields.size() > 1)
        return false;
    if (facts_of(field).has_many)
        return true;
    return (field.is_unique || field.is_indexed) && facts_of(field).is_line &&
           !is_folded(m_object, field);
}

std::string Matcher::key_of(const Record& record, const Field& field) const
{
    std::string text;
    kind_of(field).write_text(text, field, record.of(field));
    return is_folded(m_object, field) || (m_fields.size() > 1 && is_name_like(field))
               ? fold(trim(text))
               : text;
}

std::vector<std::string> Matcher::keys_of(const Record& record) const
{
    std::vector<std::string> keys;
    if (m_fields.size() == 1 && facts_of(*m_fields[0]).has_many) {
        for (const FieldKind::Entry& entry : kind_of(*m_fields[0]).entries(record.of(*m_fields[0])))
            keys.push_back(entry.value);
        return keys;
    }
    std::string key;
    bool is_whole = true;
    for (const Field* field : m_fields) {
        is_whole = is_whole && record.has(*field);
        if (is_whole)
            key += key_of(record, *field) + '\x1f';
    }
    if (is_whole && m_fields.size() == 1)
        key.pop_back();
    if (is_whole)
        keys.push_back(std::move(key));
    return keys;
}

void Matcher::load(store::Connection& connection)
{
    if (m_is_loaded || !is_needed() || is_asked_each_time())
        return;
    m_index = {};
    std::string columns = "t0.\"id\"";
    std::vector<store::Type> types;
    for (const Field* field : m_fields)
        for (const Part& part : kind_of(*field).parts(*field)) {
            columns += ", t0." + store::quote(field->name + std::string(part.suffix));
            types.push_back(part.type);
        }
    Record record = make_record(m_object);
    const std::string sql = "SELECT " + columns + " FROM " +
                            store::quote(Catalog::table_of(m_object)) +
                            " t0 WHERE t0.\"deleted_at\" IS NULL";
    connection.query({sql, {}}, [&](const store::Row& row) {
        int column = 1;
        for (const Field* field : m_fields)
            for (Value& cell : record.of(*field)) {
                cell = row.value(column, types[static_cast<std::size_t>(column) - 1]);
                ++column;
            }
        for (const std::string& key : keys_of(record))
            m_index.add(hash_of('m', key), row.id(0));
    });
    m_index.settle();
    m_is_loaded = true;
}

void Matcher::ask(store::Connection& connection, std::span<const std::string> keys,
                  Found& found) const
{
    const Field& field = *m_fields[0];
    // One table alone, so that no planner without statistics of a table that grows by the second
    // thinks of joining it in a bad order; who may see what is found is asked when it is loaded.
    Sql sql;
    if (facts_of(field).has_many) {
        sql += "SELECT \"value\", \"record\" FROM ";
        sql += store::quote(Catalog::many_table_of(m_object, field));
        sql += " WHERE \"value\" IN (";
    } else {
        const std::string column = store::quote(field.name);
        sql += "SELECT " + column + ", \"id\" FROM ";
        sql += store::quote(Catalog::table_of(m_object));
        sql += " WHERE \"deleted_at\" IS NULL AND " + column + " IN (";
    }
    const std::size_t length = keys.size() <= 1 ? 1 : keys.size() <= 50 ? 50 : keys_a_page;
    for (std::size_t i = 0; i < length; ++i) {
        sql += i ? ", " : "";
        sql.bind(keys[std::min(i, keys.size() - 1)]);
    }
    sql += ")";
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        auto& ids = found[std::string(row.text(0))];
        if (std::find(ids.begin(), ids.end(), row.id(1)) == ids.end())
            ids.push_back(row.id(1));
    });
}

Matcher::Found Matcher::find(store::Connection& connection, const std::vector<std::string>& keys)
{
    Found found;
    if (keys.empty())
        return found;
    if (is_asked_each_time()) {
        for (std::size_t at = 0; at < keys.size(); at += keys_a_page)
            ask(connection, std::span(keys).subspan(at, std::min(keys_a_page, keys.size() - at)),
                found);
        return found;
    }
    for (const std::string& key : keys) {
        std::vector<Id> ids;
        m_index.find(hash_of('m', key), ids);
        if (!ids.empty())
            found.emplace(key, std::move(ids));
    }
    return found;
}

void Matcher::learn(const Record& record)
{
    if (!m_is_loaded || m_fields.empty())
        return;
    for (const std::string& key : keys_of(record))
        m_index.learn(hash_of('m', key), record.id());
}

} // namespace comity::exchange
