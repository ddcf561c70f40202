#pragma once
// A row of a result in binary form.

#include "store/value.h"

#include <libpq-fe.h>

namespace comity::store {

class PostgresRow final : public Row {
public:
    PostgresRow(const PGresult* result, int row) : m_result(result), m_row(row) {}

    bool is_null(int column) const override;
    // Also of SUM over whole numbers, which is NUMERIC, as long as there is no fraction.
    std::int64_t integer(int column) const override;
    double real(int column) const override;
    bool boolean(int column) const override;
    std::string_view text(int column) const override;
    Id id(int column) const override;
    Date date(int column) const override;
    Instant instant(int column) const override;

private:
    std::string_view bytes_of(int column) const;
    unsigned type_of(int column) const;

    const PGresult* m_result;
    int m_row;
};

} // namespace comity::store
