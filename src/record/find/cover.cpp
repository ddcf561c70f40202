// When figures can be computed from their index alone, and when that is faster than what SQLite
// would choose: it does not know how many rows meet a condition.
#include "record/find/rows.h"

#include "record/object/figure_index.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::int64_t few = 5'000; // rows that are quickly looked up one by one

bool names_only(std::string_view sql, const std::vector<std::string>& columns)
{
    constexpr std::string_view prefix = "t0.\"";
    for (std::size_t at = sql.find(prefix); at != sql.npos; at = sql.find(prefix, at)) {
        at += prefix.size();
        const std::string_view name = sql.substr(at, sql.find('"', at) - at);
        if (name != "id" && std::ranges::find(columns, name) == columns.end())
            return false;
    }
    return true;
}

} // namespace

std::string RowSearch::covering_index(store::Connection& connection, std::string_view select) const
{
    const auto columns = figure_columns(m_object);
    const bool can = !m_is_postgres && !m_as_of && !m_is_bin && !columns.empty() &&
                     m_object.annexes == 0 && names_only(select, columns) &&
                     names_only(m_conditions.text, columns);
    if (!can || (!m_conditions.text.empty() && !has_more_than(connection, few)))
        return {};
    return figure_index_name(m_object);
}

} // namespace comity::record
