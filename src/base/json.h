#pragma once
// JSON in and out. Reading makes a small tree (bodies are small); writing appends text straight
// from where values are, so that rows never become a tree.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace comity {

// One JSON value. Numbers keep their own text, so that money and long numbers lose nothing.
class Json {
public:
    struct Number {
        std::string text;
        bool operator==(const Number&) const = default;
    };
    using Array = std::vector<Json>;
    using Object = std::vector<std::pair<std::string, Json>>; // in the order written

    Json() = default;
    Json(std::nullptr_t) {}
    Json(bool value) : m_value(value) {}
    Json(int value) : m_value(Number{std::to_string(value)}) {}
    Json(std::int64_t value) : m_value(Number{std::to_string(value)}) {}
    Json(Number value) : m_value(std::move(value)) {}
    Json(std::string value) : m_value(std::move(value)) {}
    Json(std::string_view value) : m_value(std::string(value)) {}
    Json(const char* value) : m_value(std::string(value)) {}
    Json(Array value) : m_value(std::move(value)) {}
    Json(Object value) : m_value(std::move(value)) {}

    bool is_null() const { return std::holds_alternative<std::monostate>(m_value); }
    // Null when it is something else; valid as long as this value is.
    const bool* if_bool() const { return std::get_if<bool>(&m_value); }
    const Number* if_number() const { return std::get_if<Number>(&m_value); }
    const std::string* if_string() const { return std::get_if<std::string>(&m_value); }
    const Array* if_array() const { return std::get_if<Array>(&m_value); }
    const Object* if_object() const { return std::get_if<Object>(&m_value); }

    // A member of an object; null when this is no object or has no such member.
    const Json* find(std::string_view name) const;
    // The member's text, or "" when it is absent or no string.
    std::string_view text(std::string_view name) const;
    bool flag(std::string_view name, bool otherwise = false) const;
    // Adds or replaces; turns a null into an object first.
    Json& set(std::string name, Json value);

    bool operator==(const Json&) const = default;

private:
    std::variant<std::monostate, bool, Number, std::string, Array, Object> m_value;
};

// Error{malformed} with what and where; depth at most 64, duplicate members refused.
Json parse_json(std::string_view text);
std::string format_json(const Json& value);

// Appends JSON text to a string. The caller keeps the order right; commas come by themselves.
class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : m_out(out) {}

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    void key(std::string_view name);
    // A key that is known to need no escaping, for hot paths.
    void plain_key(std::string_view name);

    void null();
    void value(bool flag);
    void value(std::int64_t number);
    void value(int number) { value(static_cast<std::int64_t>(number)); }
    // Shortest text that reads back the same; not a number becomes null.
    void value(double number);
    void value(std::string_view text);
    void value(const char* text) { value(std::string_view(text)); }
    void value(const std::string& text) { value(std::string_view(text)); }
    void value(const Json& json);
    // Text that is JSON already.
    void raw(std::string_view json);
    // A string that is known to need no escaping.
    void plain(std::string_view text);

    template <class Value> void member(std::string_view name, const Value& content)
    {
        key(name);
        value(content);
    }

    std::string& out() { return m_out; }

private:
    void open(char bracket);
    void close(char bracket);
    void separate();

    std::string& m_out;
    bool m_needs_comma = false;
};

void append_json_string(std::string& out, std::string_view text);

} // namespace comity
