#include "store/postgres_codec.h"

#include "base/error.h"
#include "store/storable.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace comity::store {
namespace {

constexpr std::int32_t epoch_days = 10'957; // 2000-01-01
constexpr std::int64_t epoch_us = 946'684'800'000'000;

template <class Number> void append_number(std::string& out, Number number)
{
    char bytes[sizeof(Number)];
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        bytes[i] = static_cast<char>(number >> (8 * (sizeof(Number) - 1 - i)));
    out.append(bytes, sizeof bytes);
}

template <class Number> Number read_number(const char* bytes)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        number = number << 8 | static_cast<unsigned char>(bytes[i]);
    return static_cast<Number>(number);
}

struct Encoder {
    std::string& out;

    void operator()(Null) const {}
    void operator()(std::int64_t number) const { append_number(out, number); }
    void operator()(double number) const
    {
        append_number(out, std::bit_cast<std::int64_t>(number));
    }
    void operator()(bool flag) const { out += flag ? '\1' : '\0'; }
    void operator()(const std::string& text) const { out += text; }
    void operator()(const Id& id) const
    {
        out.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
    }
    void operator()(Date date) const { append_number(out, date.days - epoch_days); }
    void operator()(Instant instant) const { append_number(out, instant.us - epoch_us); }
};

} // namespace

unsigned oid_of(const Value& value)
{
    // In the order of Value's alternatives.
    constexpr unsigned oids[] = {oid::unknown, oid::int8, oid::float8, oid::boolean,
                                 oid::text,    oid::uuid, oid::date,   oid::timestamptz};
    static_assert(std::size(oids) == std::variant_size_v<Value>);
    return oids[value.index()];
}

unsigned oid_of(Type type)
{
    switch (type) {
    case Type::integer:
        return oid::int8;
    case Type::real:
        return oid::float8;
    case Type::boolean:
        return oid::boolean;
    case Type::text:
        return oid::text;
    case Type::uuid:
        return oid::uuid;
    case Type::date:
        return oid::date;
    case Type::instant:
        return oid::timestamptz;
    }
    CHECK(false);
}

void encode(std::string& out, const Value& value)
{
    std::visit(Encoder{out}, value);
}

void encode_cell(std::string& out, const Value& value, Type type)
{
    if (std::holds_alternative<Null>(value))
        return append_int32(out, -1);
    const auto* whole = std::get_if<std::int64_t>(&value);
    if (whole && type == Type::real)
        return encode_cell(out, static_cast<double>(*whole), type);
    CHECK(oid_of(value) == oid_of(type));
    check_storable(value);
    const std::size_t at = out.size();
    append_int32(out, 0);
    encode(out, value);
    const auto size = static_cast<std::uint32_t>(out.size() - at - 4);
    for (std::size_t i = 0; i < 4; ++i)
        out[at + i] = static_cast<char>(size >> (24 - 8 * i));
}

void append_int16(std::string& out, std::int16_t number)
{
    append_number(out, number);
}

void append_int32(std::string& out, std::int32_t number)
{
    append_number(out, number);
}

std::int16_t decode_int16(const char* bytes)
{
    return read_number<std::int16_t>(bytes);
}

std::int32_t decode_int32(const char* bytes)
{
    return read_number<std::int32_t>(bytes);
}

std::int64_t decode_int64(const char* bytes)
{
    return read_number<std::int64_t>(bytes);
}

float decode_float4(const char* bytes)
{
    return std::bit_cast<float>(decode_int32(bytes));
}

double decode_float8(const char* bytes)
{
    return std::bit_cast<double>(decode_int64(bytes));
}

Date decode_date(const char* bytes)
{
    const std::int64_t days = std::int64_t{decode_int32(bytes)} + epoch_days;
    return Date{
        static_cast<std::int32_t>(std::clamp<std::int64_t>(days, first_date.days, last_date.days))};
}

Instant decode_instant(const char* bytes)
{
    const std::int64_t us = decode_int64(bytes);
    if (us > last_instant.us - epoch_us)
        return last_instant;
    return std::max(first_instant, Instant{std::max(us, first_instant.us - epoch_us) + epoch_us});
}

std::string decode_numeric(std::string_view bytes)
{
    CHECK(bytes.size() >= 8);
    const int count = decode_int16(bytes.data());
    const int weight = decode_int16(bytes.data() + 2); // of the first digit, in ten-thousands
    const int sign = static_cast<std::uint16_t>(decode_int16(bytes.data() + 4));
    const int scale = decode_int16(bytes.data() + 6); // decimal digits after the point
    CHECK(bytes.size() == 8 + 2 * static_cast<std::size_t>(count));
    if (sign == 0xc000)
        return "NaN";
    if (sign == 0xd000 || sign == 0xf000)
        return sign == 0xd000 ? "Infinity" : "-Infinity";
    const auto group = [&](int power) { // four decimal digits
        const int at = weight - power;
        const int value = at >= 0 && at < count ? decode_int16(bytes.data() + 8 + 2 * at) : 0;
        const std::string digits = std::to_string(value);
        return std::string(4 - digits.size(), '0') + digits;
    };
    std::string out;
    for (int power = std::max(weight, 0); power >= 0; --power)
        out += group(power);
    out.erase(0, std::min(out.find_first_not_of('0'), out.size() - 1));
    if (scale > 0) {
        std::string fraction;
        for (int power = -1; static_cast<int>(fraction.size()) < scale; --power)
            fraction += group(power);
        fraction.resize(static_cast<std::size_t>(scale));
        out += "." + fraction;
    }
    return (sign == 0x4000 ? "-" : "") + out;
}

} // namespace comity::store
