#include "record/object/value_bytes.h"

#include <cstring>

namespace comity::record {
namespace {

struct Writer {
    std::string& out;

    template <class Number> void bytes_of(Number number) const
    {
        char bytes[sizeof number];
        std::memcpy(bytes, &number, sizeof number);
        out.append(bytes, sizeof number);
    }
    void operator()(store::Null) const {}
    void operator()(std::int64_t number) const { bytes_of(number); }
    void operator()(double number) const { bytes_of(number == 0 ? 0.0 : number); }
    void operator()(bool flag) const { out += flag ? 't' : 'f'; }
    void operator()(const std::string& text) const
    {
        bytes_of(text.size());
        out += text;
    }
    void operator()(const Id& id) const
    {
        out.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
    }
    void operator()(Date date) const { bytes_of(date.days); }
    void operator()(Instant at) const { bytes_of(at.us); }
};

} // namespace

void append_value_bytes(std::string& out, const store::Value& value)
{
    out += static_cast<char>('0' + value.index());
    std::visit(Writer{out}, value);
}

void append_sql_bytes(std::string& out, const Sql& sql)
{
    append_value_bytes(out, sql.text);
    for (const store::Value& value : sql.values)
        append_value_bytes(out, value);
}

} // namespace comity::record
