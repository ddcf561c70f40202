// Whoever reaches only some owners' records gets them without looking at the others': each owner's
// stretch of an index by owner and order is read as far as it is needed, and the stretches are
// merged with what is shared beyond. SQLite merges the arms of a UNION ALL while it reads them, so
// that a page costs about as many steps as it has rows, however many records there are.
#include "record/find/rows.h"

#include "record/object/rows.h"

namespace comity::record {
namespace {

constexpr std::int64_t few_wanted = 20; // matches that the filter's own index finds faster

} // namespace

bool RowSearch::wants_merge(store::Connection& connection, int phase) const
{
    const bool can = !m_is_postgres && !m_has_past && !m_as_of && !m_is_bin && phase == 0 &&
                     !m_stretches.empty() && !m_has_many_shared && m_order.keys.size() == 2 &&
                     m_order.keys.front().has_owner_index &&
                     m_order.keys.front().is_descending == m_order.keys.back().is_descending;
    return can && (m_filter.text.empty() || has_more_than(connection, few_wanted));
}

Sql RowSearch::merge_arm(const Sql& whose, int phase, const Cursor* after) const
{
    Sql sql;
    (sql += "SELECT ").append(m_order.keys.front().expression) += " AS \"sort0\", t0.\"id\"";
    sql += " FROM " + store::quote(Catalog::table_of(m_object)) + " t0 WHERE t0.\"deleted_at\"";
    (sql += " IS NULL AND ").append(whose).append(m_filter);
    append_phase(m_order, phase, sql);
    if (after)
        append_after(m_order, *after, sql);
    return sql;
}

Sql RowSearch::merge_sql(const Sql& columns, int phase, const Cursor* after, int limit) const
{
    Sql sql;
    (sql += "SELECT ").append(columns) += ", w.\"sort0\" FROM (";
    for (std::size_t i = 0; i < m_stretches.size(); ++i)
        (sql += i > 0 ? " UNION ALL " : "").append(merge_arm(m_stretches[i], phase, after));
    const char* const direction = m_order.keys.front().is_descending ? " DESC" : "";
    sql += std::string(" ORDER BY 1") + direction + ", 2" + direction;
    sql += " LIMIT " + std::to_string(limit);
    const std::string table = store::quote(Catalog::table_of(m_object));
    sql += ") w CROSS JOIN " + table + " t0 ON t0.\"id\" = w.\"id\"";
    return sql;
}

} // namespace comity::record
