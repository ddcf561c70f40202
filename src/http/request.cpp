#include "http/request.h"

#include "base/error.h"
#include "base/text.h"

#include <strings.h>

namespace comity::http {
namespace {

int value_of_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = static_cast<char>(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Appends the decoded text to `room`, which has the capacity, and returns the view of it.
std::optional<std::string_view> decode_escapes(std::string_view text, std::string& room,
                                               bool is_query)
{
    const std::size_t start = room.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size())
                return std::nullopt;
            const int high = value_of_digit(text[i + 1]);
            const int low = value_of_digit(text[i + 2]);
            if (high < 0 || low < 0)
                return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
            // A path is cut into segments after decoding, so a slash must not hide.
            if (!is_query && (c == '/' || c == '\\'))
                return std::nullopt;
        } else if (c == '+' && is_query) {
            c = ' ';
        }
        // In a query, line breaks and tabs are text that somebody searches for.
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0 || (!is_query && (byte < 0x20 || byte == 0x7f)))
            return std::nullopt;
        room += c;
    }
    return std::string_view(room).substr(start);
}

bool read_query(std::string_view text, std::vector<Field>& query, std::string& room)
{
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        if (pair.empty())
            continue;
        const std::size_t equals = pair.find('=');
        const auto name = decode_escapes(pair.substr(0, equals), room, true);
        if (!name)
            return false;
        const auto value =
            decode_escapes(equals == pair.npos ? "" : pair.substr(equals + 1), room, true);
        if (!value)
            return false;
        query.push_back({*name, *value});
    }
    return true;
}

} // namespace

std::string_view name_of(Method method)
{
    switch (method) {
    case Method::get:
        return "GET";
    case Method::head:
        return "HEAD";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::patch:
        return "PATCH";
    case Method::delete_:
        return "DELETE";
    case Method::options:
        return "OPTIONS";
    case Method::propfind:
        return "PROPFIND";
    case Method::report:
        return "REPORT";
    }
    return "";
}

std::optional<Method> parse_method(std::string_view name)
{
    for (const Method method :
         {Method::get, Method::post, Method::patch, Method::delete_, Method::put, Method::head,
          Method::options, Method::propfind, Method::report})
        if (name == name_of(method))
            return method;
    return std::nullopt;
}

bool equal_ignoring_case(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view Request::header(std::string_view name) const
{
    for (const Field& field : headers)
        if (equal_ignoring_case(field.name, name))
            return field.value;
    return {};
}

bool Request::has_header(std::string_view name) const
{
    for (const Field& field : headers)
        if (equal_ignoring_case(field.name, name))
            return true;
    return false;
}

std::optional<std::string_view> Request::find(std::string_view name) const
{
    for (const Field& field : query)
        if (field.name == name)
            return field.value;
    return std::nullopt;
}

std::string_view Request::parameter(std::string_view name) const
{
    for (const Field& field : captured)
        if (field.name == name)
            return field.value;
    CHECK(!"the pattern has no such parameter");
    return {};
}

std::string_view Request::cookie(std::string_view name) const
{
    for (const Field& field : headers) {
        if (!equal_ignoring_case(field.name, "Cookie"))
            continue;
        for (std::string_view crumb : split(field.value, ';')) {
            crumb = trim(crumb);
            if (crumb.size() > name.size() && crumb[name.size()] == '=' && crumb.starts_with(name))
                return crumb.substr(name.size() + 1);
        }
    }
    return {};
}

std::string Request::media_type() const
{
    const std::string_view value = header("Content-Type");
    return lower_ascii(trim(value.substr(0, value.find(';'))));
}

bool read_target(Request& request, std::string& room)
{
    const std::string_view target = request.target;
    request.query.clear();
    room.clear();
    if (target.empty() || target[0] != '/')
        return false;
    for (const char c : target)
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '#')
            return false;
    const std::size_t mark = target.find('?');
    const std::string_view raw_path = target.substr(0, mark);
    const std::string_view raw_query = mark == target.npos ? "" : target.substr(mark + 1);

    room.reserve(target.size()); // so that the views below stay where they are
    const bool is_plain = raw_path.find('%') == raw_path.npos;
    const auto path = is_plain ? raw_path : decode_escapes(raw_path, room, false);
    if (!path || !read_query(raw_query, request.query, room))
        return false;
    request.path = *path;
    return is_utf8(*path) && (raw_query.empty() || is_utf8(room));
}

} // namespace comity::http
