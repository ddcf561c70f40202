#include "store/postgres_row.h"

#include "base/error.h"
#include "store/postgres_codec.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace comity::store {
namespace {

double real_of(const std::string& numeric)
{
    if (numeric == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    double real = 0;
    const auto end = numeric.data() + numeric.size();
    const auto [at, failure] = std::from_chars(numeric.data(), end, real);
    if (failure == std::errc::result_out_of_range)
        return numeric.starts_with('-') ? -HUGE_VAL : HUGE_VAL;
    CHECK(at == end);
    return real;
}

std::int64_t whole_of(const std::string& numeric)
{
    std::int64_t whole = 0;
    const auto end = numeric.data() + numeric.size();
    const auto [at, failure] = std::from_chars(numeric.data(), end, whole);
    CHECK(failure == std::errc());
    // A point and zeros may follow.
    CHECK(at == end || (*at == '.' && std::string_view(at + 1, end).find_first_not_of('0') ==
                                          std::string_view::npos));
    return whole;
}

} // namespace

std::string_view PostgresRow::bytes_of(int column) const
{
    return {PQgetvalue(m_result, m_row, column),
            static_cast<std::size_t>(PQgetlength(m_result, m_row, column))};
}

unsigned PostgresRow::type_of(int column) const
{
    return PQftype(m_result, column);
}

bool PostgresRow::is_null(int column) const
{
    CHECK(column >= 0 && column < PQnfields(m_result));
    return PQgetisnull(m_result, m_row, column) != 0;
}

std::int64_t PostgresRow::integer(int column) const
{
    if (is_null(column))
        return 0;
    const std::string_view bytes = bytes_of(column);
    switch (type_of(column)) {
    case oid::int8:
        return decode_int64(bytes.data());
    case oid::int4:
        return decode_int32(bytes.data());
    case oid::int2:
        return decode_int16(bytes.data());
    case oid::object:
        return static_cast<std::uint32_t>(decode_int32(bytes.data()));
    case oid::numeric:
        return whole_of(decode_numeric(bytes));
    default:
        CHECK(!"the column is no whole number");
    }
    return 0;
}

double PostgresRow::real(int column) const
{
    if (is_null(column))
        return 0;
    switch (type_of(column)) {
    case oid::float8:
        return decode_float8(bytes_of(column).data());
    case oid::float4:
        return decode_float4(bytes_of(column).data());
    case oid::numeric:
        return real_of(decode_numeric(bytes_of(column)));
    default:
        return static_cast<double>(integer(column));
    }
}

bool PostgresRow::boolean(int column) const
{
    if (is_null(column))
        return false;
    CHECK(type_of(column) == oid::boolean);
    return bytes_of(column)[0] != 0;
}

std::string_view PostgresRow::text(int column) const
{
    if (is_null(column))
        return {};
    switch (type_of(column)) {
    case oid::text:
    case oid::varchar:
    case oid::bpchar:
    case oid::name:
    case oid::one_char:
    case oid::literal:
    case oid::json:
        return bytes_of(column);
    default:
        CHECK(!"the column is no text");
    }
    return {};
}

Id PostgresRow::id(int column) const
{
    Id id;
    if (is_null(column))
        return id;
    CHECK(type_of(column) == oid::uuid);
    std::memcpy(id.bytes.data(), bytes_of(column).data(), id.bytes.size());
    return id;
}

Date PostgresRow::date(int column) const
{
    if (is_null(column))
        return {};
    CHECK(type_of(column) == oid::date);
    return decode_date(bytes_of(column).data());
}

Instant PostgresRow::instant(int column) const
{
    if (is_null(column))
        return {};
    CHECK(type_of(column) == oid::timestamptz || type_of(column) == oid::timestamp);
    return decode_instant(bytes_of(column).data());
}

} // namespace comity::store
