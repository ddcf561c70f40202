// Cursors: the sort values of a page's last row as an opaque word.
#include "record/find/sort.h"

#include "base/error.h"
#include "base/json.h"

#include <charconv>

namespace comity::record {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string text_of(const store::Value& value)
{
    struct Writer {
        std::string operator()(store::Null) const { return {}; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(double number) const
        {
            char buffer[40];
            const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
            return {buffer, end};
        }
        std::string operator()(bool flag) const { return flag ? "1" : "0"; }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(const Id& id) const { return format_id(id); }
        std::string operator()(Date date) const { return std::to_string(date.days); }
        std::string operator()(Instant instant) const { return std::to_string(instant.us); }
    };
    return std::visit(Writer{}, value);
}

template <class Number> Number number_of(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        refuse_cursor();
    return number;
}

store::Value value_of(const std::string& text, store::Type type)
{
    switch (type) {
    case store::Type::integer:
        return number_of<std::int64_t>(text);
    case store::Type::real:
        return number_of<double>(text);
    case store::Type::boolean:
        return text == "1";
    case store::Type::text:
        return text;
    case store::Type::uuid:
        if (const auto id = parse_id(text))
            return *id;
        refuse_cursor();
    case store::Type::date:
        return Date{number_of<std::int32_t>(text)};
    case store::Type::instant:
        return Instant{number_of<std::int64_t>(text)};
    }
    CHECK(false);
}

} // namespace

void refuse_cursor()
{
    const Sentence message = say("reading.cursor_of_other_list");
    throw Error(Cause::malformed, message, {{"after", "format", message}});
}

std::string encode_token(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size() * 4 / 3 + 4);
    std::uint32_t held = 0;
    int bits = 0;
    for (const unsigned char byte : bytes) {
        held = held << 8 | byte;
        for (bits += 8; bits >= 6; bits -= 6)
            text += alphabet[held >> (bits - 6) & 63];
    }
    if (bits > 0)
        text += alphabet[held << (6 - bits) & 63];
    return text;
}

std::optional<std::string> decode_token(std::string_view text)
{
    std::string bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : text) {
        const std::size_t digit = alphabet.find(c);
        if (digit == alphabet.npos)
            return std::nullopt;
        held = held << 6 | static_cast<std::uint32_t>(digit);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(held >> bits & 255);
        }
    }
    return bytes;
}

std::string format_cursor(const Cursor& cursor, std::string_view digest)
{
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    json.value(digest);
    json.value(cursor.phase);
    for (const store::Value& value : cursor.values) {
        if (std::holds_alternative<store::Null>(value))
            json.null();
        else
            json.value(text_of(value));
    }
    json.end_array();
    return encode_token(text);
}

Cursor parse_cursor(std::string_view text, std::string_view digest, const SortOrder& order)
{
    const auto bytes = decode_token(text);
    if (!bytes || text.size() > 16 * 1024)
        refuse_cursor();
    Json json;
    try {
        json = parse_json(*bytes);
    } catch (const Error&) {
        refuse_cursor();
    }
    const Json::Array* items = json.if_array();
    if (!items || items->size() != order.keys.size() + 2)
        refuse_cursor();
    const std::string* owner = (*items)[0].if_string();
    const Json::Number* phase = (*items)[1].if_number();
    if (!owner || *owner != digest || !phase || (phase->text != "0" && phase->text != "1"))
        refuse_cursor();
    Cursor cursor;
    cursor.phase = phase->text == "1" ? 1 : 0;
    for (std::size_t i = 0; i < order.keys.size(); ++i) {
        const Json& item = (*items)[i + 2];
        const bool may_be_null = order.keys[i].is_nullable && (i > 0 || cursor.phase == 1);
        if (!item.if_string() && !(item.is_null() && may_be_null))
            refuse_cursor();
        if (item.is_null())
            cursor.values.emplace_back(store::Null{});
        else
            cursor.values.push_back(value_of(*item.if_string(), order.keys[i].type));
    }
    return cursor;
}

} // namespace comity::record
