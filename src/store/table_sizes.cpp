#include "store/table_sizes.h"

#include <algorithm>

namespace comity::store {
namespace {

// What belongs to a table: itself and its indexes; the search's own tables to the search.
constexpr const char* of_sqlite =
    R"(SELECT COALESCE(m."tbl_name", d."name"), SUM(d."pgsize"),
       SUM(CASE WHEN m."type" = 'table' AND d."pagetype" = 'leaf' THEN d."ncell" ELSE 0 END)
       FROM dbstat d LEFT JOIN sqlite_master m ON m."name" = d."name"
       GROUP BY 1 ORDER BY 2 DESC)";

constexpr const char* of_postgres =
    R"(SELECT c.relname::text, pg_total_relation_size(c.oid)::bigint,
       greatest(c.reltuples, 0)::bigint FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'm', 'p') AND n.nspname = current_schema()
       ORDER BY 2 DESC)";

} // namespace

std::vector<TableSize> table_sizes(Connection& connection)
{
    std::vector<TableSize> sizes;
    connection.query({connection.dialect().is_postgres() ? of_postgres : of_sqlite, {}},
                     [&](const Row& row) {
                         sizes.push_back({std::string(row.text(0)), row.integer(1),
                                          row.is_null(2) ? 0 : row.integer(2)});
                     });
    return sizes;
}

} // namespace comity::store
