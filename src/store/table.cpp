#include "store/table.h"

#include "base/error.h"
#include "base/excerpt.h"
#include "base/secret.h"
#include "store/database.h"
#include "store/table_sql.h"

#include <algorithm>

namespace comity::store {
namespace {

constexpr std::size_t longest_name = 63; // PostgreSQL's limit

constexpr const char* sqlite_columns_of = "SELECT name FROM pragma_table_info(?) ORDER BY cid";
constexpr const char* postgres_columns_of =
    "SELECT a.attname::text FROM pg_class c "
    "JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema() "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relname = ? ORDER BY a.attnum";

int ensure_columns(Connection& connection, const Table& table, const std::set<std::string>& present)
{
    int made = 0;
    const Dialect& dialect = connection.dialect();
    for (const Column& column : table.columns) {
        if (present.contains(column.name))
            continue;
        const char* const unless_there = dialect.is_postgres() ? "IF NOT EXISTS " : "";
        connection.execute_script("ALTER TABLE " + quote(table.name) + " ADD COLUMN " +
                                  unless_there + column_sql(dialect, column));
        ++made;
    }
    return made;
}

} // namespace

std::string quote(std::string_view identifier)
{
    std::string out = "\"";
    for (const char c : identifier) {
        if (c == '"')
            out += '"';
        out += c;
    }
    return out + '"';
}

std::string index_name(const Table& table, const Index& index)
{
    std::string name = index.name;
    if (name.empty()) {
        name = table.name;
        for (const std::string& column : index.columns)
            name.append("_").append(column);
        if (!index.where.empty()) // beside one without a condition
            name.append("_").append(sha256_hex(index.where), 0, 6);
        name += index.unique ? "_key" : "_idx";
    }
    if (name.size() <= longest_name)
        return name;
    const std::string digest = std::string("_").append(sha256_hex(name), 0, 10);
    return excerpt(name, longest_name - digest.size()) + digest;
}

int ensure_tables(Connection& connection, std::span<const Table> tables)
{
    wait_for_turn(connection);
    const Present present = load_present(connection);
    int made = 0;
    for (const Table& table : tables) {
        const auto found = present.columns.find(table.name);
        if (found == present.columns.end()) {
            connection.execute_script(create_sql(connection.dialect(), table));
            ++made;
        } else {
            made += ensure_columns(connection, table, found->second);
        }
        for (const Index& index : table.indexes) {
            if (present.indexes.contains(index_name(table, index)))
                continue;
            connection.execute_script(index_sql(table, index));
            ++made;
        }
    }
    return made;
}

std::optional<std::vector<std::string>> columns_of(Connection& connection, std::string_view table)
{
    const bool is_postgres = connection.dialect().is_postgres();
    const char* const sql = is_postgres ? postgres_columns_of : sqlite_columns_of;
    std::vector<std::string> columns;
    connection.query({sql, {std::string(table)}},
                     [&](const Row& row) { columns.emplace_back(row.text(0)); });
    if (columns.empty())
        return std::nullopt;
    return columns;
}

} // namespace comity::store
