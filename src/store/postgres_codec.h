#pragma once
// Values in PostgreSQL's binary form, as its send and receive functions define it: big-endian,
// times counted from 2000-01-01.

#include "store/value.h"

#include <span>
#include <string>
#include <string_view>

namespace comity::store {

// Numbers of PostgreSQL's built-in types (catalog/pg_type.dat); they never change.
namespace oid {
inline constexpr unsigned unknown = 0;
inline constexpr unsigned boolean = 16;
inline constexpr unsigned one_char = 18;
inline constexpr unsigned name = 19;
inline constexpr unsigned int8 = 20;
inline constexpr unsigned int2 = 21;
inline constexpr unsigned int4 = 23;
inline constexpr unsigned text = 25;
inline constexpr unsigned object = 26;
inline constexpr unsigned json = 114;
inline constexpr unsigned float4 = 700;
inline constexpr unsigned float8 = 701;
inline constexpr unsigned literal = 705;
inline constexpr unsigned bpchar = 1042;
inline constexpr unsigned varchar = 1043;
inline constexpr unsigned date = 1082;
inline constexpr unsigned timestamp = 1114;
inline constexpr unsigned timestamptz = 1184;
inline constexpr unsigned numeric = 1700;
inline constexpr unsigned uuid = 2950;
} // namespace oid

// `unknown` for null: the server tells its type from its place.
unsigned oid_of(const Value& value);
unsigned oid_of(Type type);

// Appends the bytes of a value that check_storable() has let pass; none for null.
void encode(std::string& out, const Value& value);
// Appends a cell of a binary COPY: its length, then its bytes; whole numbers become real ones where
// the column is.
void encode_cell(std::string& out, const Value& value, Type type);

void append_int16(std::string& out, std::int16_t number);
void append_int32(std::string& out, std::int32_t number);

std::int16_t decode_int16(const char* bytes);
std::int32_t decode_int32(const char* bytes);
std::int64_t decode_int64(const char* bytes);
float decode_float4(const char* bytes);
double decode_float8(const char* bytes);
// Beyond the years 1 to 9999, infinity included: the nearest day or moment in them.
Date decode_date(const char* bytes);
Instant decode_instant(const char* bytes);
// A NUMERIC as decimal text: `-12.50`, `NaN`, `Infinity`.
std::string decode_numeric(std::string_view bytes);

} // namespace comity::store
