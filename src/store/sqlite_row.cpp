#include "store/sqlite_row.h"

#include "base/error.h"
#include "store/sqlite_time.h"

#include <cstring>

namespace comity::store {

int SqliteRow::type_of(int column) const
{
    CHECK(column >= 0 && column < m_columns);
    return sqlite3_column_type(m_statement, column);
}

std::string_view SqliteRow::bytes_of(int column) const
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

bool SqliteRow::is_null(int column) const
{
    return type_of(column) == SQLITE_NULL;
}

std::int64_t SqliteRow::integer(int column) const
{
    const int type = type_of(column);
    if (type == SQLITE_NULL)
        return 0;
    if (type == SQLITE_FLOAT) {
        const double real = sqlite3_column_double(m_statement, column);
        CHECK(real >= -9.2e18 && real <= 9.2e18);
        const auto whole = static_cast<std::int64_t>(real);
        CHECK(static_cast<double>(whole) == real);
        return whole;
    }
    CHECK(type == SQLITE_INTEGER);
    return sqlite3_column_int64(m_statement, column);
}

double SqliteRow::real(int column) const
{
    const int type = type_of(column);
    CHECK(type == SQLITE_FLOAT || type == SQLITE_INTEGER || type == SQLITE_NULL);
    return sqlite3_column_double(m_statement, column);
}

bool SqliteRow::boolean(int column) const
{
    const int type = type_of(column);
    CHECK(type == SQLITE_INTEGER || type == SQLITE_NULL);
    return sqlite3_column_int64(m_statement, column) != 0;
}

std::string_view SqliteRow::text(int column) const
{
    const int type = type_of(column);
    if (type == SQLITE_NULL)
        return {};
    CHECK(type == SQLITE_TEXT);
    return bytes_of(column);
}

Id SqliteRow::id(int column) const
{
    const int type = type_of(column);
    Id id;
    if (type == SQLITE_NULL)
        return id;
    CHECK(type == SQLITE_BLOB);
    const void* bytes = sqlite3_column_blob(m_statement, column);
    CHECK(sqlite3_column_bytes(m_statement, column) == static_cast<int>(id.bytes.size()));
    std::memcpy(id.bytes.data(), bytes, id.bytes.size());
    return id;
}

Date SqliteRow::date(int column) const
{
    const int type = type_of(column);
    if (type == SQLITE_NULL)
        return {};
    CHECK(type == SQLITE_TEXT);
    const auto date = read_date(bytes_of(column));
    CHECK(date);
    return *date;
}

Instant SqliteRow::instant(int column) const
{
    const int type = type_of(column);
    if (type == SQLITE_NULL)
        return {};
    CHECK(type == SQLITE_TEXT);
    const auto instant = read_instant(bytes_of(column));
    CHECK(instant);
    return *instant;
}

} // namespace comity::store
