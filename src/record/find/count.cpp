// How many rows there are. Where something is shared, each stretch of what the actor may see is
// counted by its own index: SQLite would read the whole table for an OR of them.
#include "record/find/rows.h"

namespace comity::record {

Sql RowSearch::stretches_to_count() const
{
    Sql sql;
    for (const Sql& stretch : m_stretches) {
        sql += sql.text.empty() ? "" : " UNION ALL ";
        sql += "SELECT 1 FROM " + store::quote(Catalog::table_of(m_object)) + " t0";
        sql += " WHERE t0.\"deleted_at\" IS NULL AND ";
        sql.append(stretch).append(m_filter);
    }
    return sql;
}

Sql RowSearch::rows_to_count(Arm arm) const
{
    if (m_is_shared && !m_stretches.empty() && !m_as_of && !m_is_bin)
        return stretches_to_count();
    Sql sql;
    sql += "SELECT 1 FROM " + store::quote(arm == Arm::now ? Catalog::table_of(m_object)
                                                           : Catalog::past_table_of(m_object));
    sql += " t0";
    append_arm(arm, sql);
    return sql;
}

std::int64_t RowSearch::count(store::Connection& connection, std::int64_t most) const
{
    std::int64_t total = 0;
    for (const Arm arm : {Arm::now, Arm::past}) {
        if (arm == Arm::past && !m_has_past)
            break;
        Sql sql;
        (sql += "SELECT count(*) FROM (").append(rows_to_count(arm));
        if (most >= 0)
            sql += " LIMIT " + std::to_string(most + 1);
        sql += ") c";
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { total += row.integer(0); });
        if (most >= 0 && total > most)
            break;
    }
    return total;
}

} // namespace comity::record
