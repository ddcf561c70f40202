#include "base/json.h"

#include "base/error.h"

#include <charconv>
#include <cmath>

namespace comity {

const Json* Json::find(std::string_view name) const
{
    if (const Object* object = if_object())
        for (const auto& [key, value] : *object)
            if (key == name)
                return &value;
    return nullptr;
}

std::string_view Json::text(std::string_view name) const
{
    const Json* member = find(name);
    const std::string* text = member ? member->if_string() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

bool Json::flag(std::string_view name, bool otherwise) const
{
    const Json* member = find(name);
    const bool* flag = member ? member->if_bool() : nullptr;
    return flag ? *flag : otherwise;
}

Json& Json::set(std::string name, Json value)
{
    if (is_null())
        m_value = Object{};
    Object* object = std::get_if<Object>(&m_value);
    CHECK(object);
    for (auto& [key, existing] : *object)
        if (key == name) {
            existing = std::move(value);
            return *this;
        }
    object->emplace_back(std::move(name), std::move(value));
    return *this;
}

std::string format_json(const Json& value)
{
    std::string out;
    JsonWriter(out).value(value);
    return out;
}

void append_json_string(std::string& out, std::string_view text)
{
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(text, from, i - from);
        from = i + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += hex[c >> 4];
            out += hex[c & 15];
        }
    }
    out.append(text, from, text.size() - from);
    out += '"';
}

void JsonWriter::separate()
{
    if (m_needs_comma)
        m_out += ',';
    m_needs_comma = true;
}

void JsonWriter::open(char bracket)
{
    separate();
    m_out += bracket;
    m_needs_comma = false;
}

void JsonWriter::close(char bracket)
{
    m_out += bracket;
    m_needs_comma = true;
}

void JsonWriter::key(std::string_view name)
{
    separate();
    append_json_string(m_out, name);
    m_out += ':';
    m_needs_comma = false;
}

void JsonWriter::plain_key(std::string_view name)
{
    separate();
    m_out += '"';
    m_out += name;
    m_out += "\":";
    m_needs_comma = false;
}

void JsonWriter::null()
{
    raw("null");
}

void JsonWriter::value(bool flag)
{
    raw(flag ? "true" : "false");
}

void JsonWriter::value(std::int64_t number)
{
    separate();
    char text[24];
    m_out.append(text, std::to_chars(text, text + sizeof text, number).ptr);
}

void JsonWriter::value(double number)
{
    if (!std::isfinite(number))
        return null();
    separate();
    char text[40];
    m_out.append(text, std::to_chars(text, text + sizeof text, number).ptr);
}

void JsonWriter::value(std::string_view text)
{
    separate();
    append_json_string(m_out, text);
}

void JsonWriter::plain(std::string_view text)
{
    separate();
    m_out += '"';
    m_out += text;
    m_out += '"';
}

void JsonWriter::raw(std::string_view json)
{
    separate();
    m_out += json;
}

void JsonWriter::value(const Json& json)
{
    if (const bool* flag = json.if_bool())
        return value(*flag);
    if (const Json::Number* number = json.if_number())
        return raw(number->text);
    if (const std::string* text = json.if_string())
        return value(std::string_view(*text));
    if (const Json::Array* array = json.if_array()) {
        begin_array();
        for (const Json& item : *array)
            value(item);
        return end_array();
    }
    if (const Json::Object* object = json.if_object()) {
        begin_object();
        for (const auto& [name, content] : *object)
            member(name, content);
        return end_object();
    }
    null();
}

} // namespace comity
