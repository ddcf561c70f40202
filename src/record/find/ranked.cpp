// An order by what is worked out has no index: it is computed for every row that is asked for. Once
// for each, which the inner query's limit sees to (both databases would otherwise write the
// expression wherever it is named), and nothing else of a row is read before its place is known.
#include "record/find/rows.h"

#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr const char* no_limit = " LIMIT 9223372036854775807";

std::string rank_column(std::string_view alias, const SortOrder& order, std::size_t key)
{
    return column_sql(alias, key + 1 == order.keys.size() ? "id" : "sort" + std::to_string(key));
}

// The same order by the columns of the ranks.
SortOrder order_of_ranks(const SortOrder& order)
{
    SortOrder ranks = order;
    for (std::size_t i = 0; i < order.keys.size(); ++i)
        ranks.keys[i].expression = {rank_column("k", order, i), {}};
    return ranks;
}

} // namespace

bool RowSearch::wants_ranks() const
{
    return !m_has_past && std::ranges::any_of(m_order.keys, &SortKey::is_worked_out);
}

Sql RowSearch::ranked_sql(const Sql& columns, int phase, const Cursor* after, int limit) const
{
    const SortOrder ranks = order_of_ranks(m_order);
    const std::string table = store::quote(Catalog::table_of(m_object));
    std::vector<std::string> names;
    Sql sql;
    (sql += "SELECT ").append(columns);
    for (std::size_t i = 0; i < m_order.keys.size(); ++i) {
        names.push_back(rank_column("r", m_order, i));
        if (i + 1 < m_order.keys.size())
            sql += ", " + names.back();
    }
    sql += " FROM (SELECT k.* FROM (SELECT t0.\"id\" AS \"id\"";
    for (std::size_t i = 0; i + 1 < m_order.keys.size(); ++i)
        (sql += ", ").append(m_order.keys[i].expression) +=
            " AS " + store::quote("sort" + std::to_string(i));
    sql += " FROM " + table + " t0";
    append_arm(Arm::now, sql);
    (sql += no_limit) += ") k WHERE 1 = 1";
    append_phase(ranks, phase, sql);
    if (after)
        append_after(ranks, *after, sql);
    append_order(ranks, phase, {}, sql);
    sql += " LIMIT " + std::to_string(limit);
    sql += ") r JOIN " + table + " t0 ON t0.\"id\" = r.\"id\"";
    append_order(m_order, phase, names, sql);
    return sql;
}

} // namespace comity::record
