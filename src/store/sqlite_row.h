#pragma once
// A row straight off a running statement.

#include "store/value.h"

#include <sqlite3.h>

namespace comity::store {

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement)
        : m_statement(statement), m_columns(sqlite3_column_count(statement))
    {
    }

    bool is_null(int column) const override;
    std::int64_t integer(int column) const override;
    double real(int column) const override;
    bool boolean(int column) const override;
    std::string_view text(int column) const override;
    Id id(int column) const override;
    Date date(int column) const override;
    Instant instant(int column) const override;

private:
    int type_of(int column) const;
    std::string_view bytes_of(int column) const;

    sqlite3_stmt* m_statement;
    int m_columns;
};

} // namespace comity::store
