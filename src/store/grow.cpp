// Tables that grow while people work with them: nothing here takes longer with the rows there are.

#include "base/error.h"
#include "store/database.h"
#include "store/sqlite_empty_index.h"
#include "store/table_sql.h"

#include <algorithm>

namespace comity::store {
namespace {

// Nobody may wait behind us for longer: a change that queues for a table holds up all who come
// after it.
constexpr const char* short_patience = "SET LOCAL lock_timeout = '50ms'";

std::vector<std::string> add_columns(Connection& connection, const Table& table,
                                     const std::set<std::string>& present)
{
    std::vector<std::string> added;
    const bool is_postgres = connection.dialect().is_postgres();
    const std::string alter = "ALTER TABLE " + quote(table.name);
    std::string together;
    for (const Column& column : table.columns) {
        if (present.contains(column.name))
            continue;
        const std::string sql = column_sql(connection.dialect(), column);
        if (!is_postgres)
            connection.execute_script(alter + " ADD COLUMN " + sql);
        else
            together += (together.empty() ? " " : ", ") + ("ADD COLUMN IF NOT EXISTS " + sql);
        added.push_back(column.name);
    }
    if (!together.empty())
        connection.execute_script(alter + together);
    return added;
}

// Whether no row is in it: all rows have nothing in a column that was added just now.
bool begins_empty(const Index& index, const std::vector<std::string>& added)
{
    return std::ranges::any_of(added, [&](const std::string& column) {
        return index.where.find(quote(column) + " IS NOT NULL") != std::string::npos;
    });
}

void add_indexes(Connection& connection, const Table& table, const Present& present,
                 const std::vector<std::string>& added, Growth& growth)
{
    const bool is_postgres = connection.dialect().is_postgres();
    for (const Index& index : table.indexes) {
        if (present.indexes.contains(index_name(table, index)))
            continue;
        if (is_postgres || !begins_empty(index, added)) {
            growth.later.push_back({table, index});
            continue;
        }
        give_empty_index(connection, table, index);
        ++growth.made;
    }
}

void make_table(Connection& connection, const Table& table)
{
    connection.execute_script(create_sql(connection.dialect(), table));
    for (const Index& index : table.indexes)
        connection.execute_script(index_sql(table, index));
}

} // namespace

Growth grow_tables(Connection& connection, std::span<const Table> tables)
{
    wait_for_turn(connection);
    if (connection.dialect().is_postgres())
        connection.execute_script(short_patience);
    const Present present = load_present(connection);
    Growth growth;
    for (const Table& table : tables) {
        const auto found = present.columns.find(table.name);
        if (found == present.columns.end()) {
            make_table(connection, table);
            ++growth.made;
            continue;
        }
        const auto added = add_columns(connection, table, found->second);
        growth.made += static_cast<int>(added.size());
        add_indexes(connection, table, present, added, growth);
    }
    return growth;
}

} // namespace comity::store
