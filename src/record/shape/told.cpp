#include "record/shape/told.h"

#include "record/object/kind.h"
#include "record/shape/derivations.h"

#include <fmt/format.h>

namespace comity::record {
namespace {

void set_text(Json& json, const char* member, const std::string& text)
{
    if (!text.empty())
        json.set(member, text);
}

void set_flag(Json& json, const char* member, bool flag)
{
    if (flag)
        json.set(member, true);
}

void set_number(Json& json, const char* member, const std::optional<double>& number)
{
    if (number)
        json.set(member, Json(Json::Number{fmt::format("{}", *number)}));
}

bool is_flat(const Json& value)
{
    if (const Json::Array* array = value.if_array()) {
        for (const Json& each : *array)
            if (each.if_array() || each.if_object())
                return false;
        return true;
    }
    const Json::Object* object = value.if_object();
    if (!object)
        return true;
    for (const auto& [name, each] : *object)
        if (each.if_array() || each.if_object())
            return false;
    return object->size() <= 3;
}

void append_lines(std::string& out, const Json& value, int depth)
{
    if (is_flat(value)) {
        out += format_json(value);
        return;
    }
    const std::string indent(static_cast<std::size_t>(2 * depth + 2), ' ');
    const Json::Array* array = value.if_array();
    out += array ? '[' : '{';
    bool is_first = true;
    const auto begin_line = [&] {
        out += is_first ? "\n" : ",\n";
        out += indent;
        is_first = false;
    };
    if (array)
        for (const Json& each : *array) {
            begin_line();
            append_lines(out, each, depth + 1);
        }
    else
        for (const auto& [name, each] : *value.if_object()) {
            begin_line();
            append_json_string(out, name);
            out += ": ";
            append_lines(out, each, depth + 1);
        }
    out += '\n' + std::string(static_cast<std::size_t>(2 * depth), ' ');
    out += array ? ']' : '}';
}

} // namespace

Json told(const ObjectDefinition& definition)
{
    const Object& object = definition.object;
    Json json;
    json.set("name", object.name);
    set_text(json, "plural", object.plural);
    set_text(json, "label", object.label);
    set_text(json, "label_plural", object.label_plural);
    set_text(json, "icon", object.icon);
    set_text(json, "group", object.group);
    set_text(json, "title", object.title);
    set_text(json, "sort", object.sort);
    if (!object.list.empty()) {
        Json::Array list;
        for (const std::string& name : object.list)
            list.emplace_back(name);
        json.set("list", std::move(list));
    }
    if (object.board) {
        set_text(json, "board", object.board->field);
        set_text(json, "board_sum", object.board->sum);
    }
    set_flag(json, "hidden", definition.is_hidden);
    return json;
}

Json told(const FieldDefinition& definition)
{
    const Field& field = definition.field;
    Json json;
    json.set("name", field.name).set("kind", kind_of(field).name());
    set_text(json, "label", field.label);
    set_text(json, "help", field.help);
    tell_derivation(json, field.derivation);
    set_flag(json, "required", field.is_required);
    set_flag(json, "unique", field.is_unique);
    set_flag(json, "indexed", field.is_indexed);
    set_flag(json, "searched", field.is_searched);
    set_flag(json, "personal", field.is_personal);
    set_flag(json, "hidden", field.is_hidden);
    set_text(json, "target", field.target);
    set_text(json, "default", field.starts_with);
    if (field.decimals >= 0)
        json.set("decimals", field.decimals);
    if (field.max_length > 0)
        json.set("max_length", field.max_length);
    set_number(json, "least", field.least);
    set_number(json, "most", field.most);
    if (!field.choices.empty()) {
        Json::Array choices;
        for (const Choice& choice : field.choices) {
            Json each = Json().set("key", choice.key).set("label", choice.label);
            set_text(each, "tone", choice.tone);
            choices.push_back(std::move(each));
        }
        json.set("choices", std::move(choices));
    }
    return json;
}

std::string format_lines(const Json& value)
{
    std::string out;
    append_lines(out, value, 0);
    return out + '\n';
}

} // namespace comity::record
