// The one door to simdjson.
#include "base/error.h"
#include "base/json.h"

#include <algorithm>
#include <optional>
#include <simdjson.h>
#include <unordered_set>

namespace comity {
namespace {

constexpr int max_depth = 64;

// What simdjson parsed, copied out; `source` lets numbers keep the text they were written with.
Json copy_of(simdjson::ondemand::value value, int depth);

Json copy_of_array(simdjson::ondemand::array array, int depth)
{
    Json::Array items;
    for (auto item : array)
        items.push_back(copy_of(item.value(), depth + 1));
    return items;
}

Json copy_of_object(simdjson::ondemand::object object, int depth)
{
    Json::Object members;
    std::unordered_set<std::string> seen;
    for (auto field : object) {
        std::string name{std::string_view(field.unescaped_key())};
        if (!seen.insert(name).second)
            throw Error(Cause::malformed, say("json.twice", {{"name", name}}));
        members.emplace_back(std::move(name), copy_of(field.value(), depth + 1));
    }
    return members;
}

Json copy_of_number(simdjson::ondemand::value value)
{
    std::string_view text = value.raw_json_token();
    // Reading it as a double checks the grammar for numbers of any length; its own text is kept.
    static_cast<void>(double(value.get_double()));
    while (!text.empty() && (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')))
        text.remove_suffix(1);
    return Json::Number{std::string(text)};
}

Json copy_of(simdjson::ondemand::value value, int depth)
{
    if (depth > max_depth)
        throw Error(Cause::malformed, say("json.too_deep"));
    switch (value.type()) {
    case simdjson::ondemand::json_type::object:
        return copy_of_object(value.get_object(), depth);
    case simdjson::ondemand::json_type::array:
        return copy_of_array(value.get_array(), depth);
    case simdjson::ondemand::json_type::string:
        return std::string(std::string_view(value.get_string()));
    case simdjson::ondemand::json_type::number:
        return copy_of_number(value);
    case simdjson::ondemand::json_type::boolean:
        return bool(value.get_bool());
    case simdjson::ondemand::json_type::null:
        if (!value.is_null())
            throw Error(Cause::malformed, say("json.unreadable"));
        return {};
    }
    return {};
}

using ParsedDocument = simdjson::simdjson_result<simdjson::ondemand::document>;

// Where the parser stopped in a text that has lines; nothing when it did not get that far.
std::optional<std::int64_t> line_of_stop(ParsedDocument& document, std::string_view text)
{
    const char* where = nullptr;
    if (text.find('\n') == std::string_view::npos || document.current_location().get(where))
        return std::nullopt;
    return 1 + std::count(text.data(), std::min(where, text.data() + text.size()), '\n');
}

Sentence what_is_wrong(const char* what, std::optional<std::int64_t> line)
{
    if (line)
        return say("json.wrong_at", {{"what", what}, {"line", *line}});
    return say("json.wrong", {{"what", what}});
}

Json read_document(ParsedDocument& document)
{
    simdjson::ondemand::array outer = document.get_array();
    Json result;
    bool found = false;
    for (auto item : outer) {
        if (found)
            throw Error(Cause::malformed, say("json.several"));
        result = copy_of(item.value(), 0);
        found = true;
    }
    if (!found)
        throw Error(Cause::malformed, say("json.none"));
    // After the outer array the parser must stand at the end of the text.
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        throw Error(Cause::malformed, say("json.goes_on"));
    return result;
}

// On-demand parsing wants the top to be a container to be a value; scalars are wrapped in one.
Json parse_wrapped(simdjson::padded_string_view text)
{
    thread_local simdjson::ondemand::parser parser;
    ParsedDocument document = parser.iterate(text);
    try {
        return read_document(document);
    } catch (const simdjson::simdjson_error& error) {
        throw Error(Cause::malformed, what_is_wrong(error.what(), line_of_stop(document, text)));
    }
}

} // namespace

Json parse_json(std::string_view text)
{
    std::string wrapped;
    wrapped.reserve(text.size() + 2 + simdjson::SIMDJSON_PADDING);
    wrapped += '[';
    wrapped += text;
    wrapped += ']';
    return parse_wrapped(
        simdjson::padded_string_view(wrapped.data(), wrapped.size(), wrapped.capacity()));
}

} // namespace comity
