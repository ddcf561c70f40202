#include "record/log/text.h"

#include "base/error.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "record/log/person_keys.h"
#include "record/object/kind.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::string_view sealed_begin = "{\"sealed\":[";
constexpr char title_end = '\0';                  // which no text has
constexpr std::string_view mark = "\xef\xbf\xbc"; // object replacement character
constexpr std::size_t id_length = 36;

void append_pair(std::string& out, const Field& field, const Record* before, const Record& after)
{
    JsonWriter json(out);
    json.begin_array();
    if (before)
        kind_of(field).write_json(json, field, before->of(field));
    else
        json.null();
    kind_of(field).write_json(json, field, after.of(field));
    json.end_array();
}

void append_name(std::string& out, std::string_view name)
{
    ((out += out.empty() ? "\"" : ",\"") += name) += '"';
}

bool is_told(const Field& field, const Record* before, const Record& after)
{
    return before ? !std::ranges::equal(before->of(field), after.of(field)) : after.has(field);
}

// What stands in a kept text: the sealed part and the rest.
struct Kept {
    std::vector<std::string_view> names;
    std::string_view box;
    std::string_view open; // members
};

std::optional<Kept> find_sealed(std::string_view fields)
{
    if (!fields.starts_with(sealed_begin))
        return std::nullopt;
    Kept kept;
    const std::size_t names_begin = sealed_begin.size() + 1;
    const std::size_t names_end = fields.find(']', names_begin);
    CHECK(names_end != fields.npos);
    for (std::string_view name : split(fields.substr(names_begin, names_end - names_begin), ','))
        if (name.size() > 2)
            kept.names.push_back(name.substr(1, name.size() - 2));
    const std::size_t box_begin = names_end + std::string_view("],\"").size();
    const std::size_t box_end = fields.find('"', box_begin);
    CHECK(box_end != fields.npos);
    kept.box = fields.substr(box_begin, box_end - box_begin);
    std::string_view rest = fields.substr(box_end + std::string_view("\"]").size());
    rest.remove_suffix(1);
    rest.remove_prefix(rest.starts_with(',') ? 1 : 0);
    kept.open = rest;
    return kept;
}

std::string join(std::string_view a, std::string_view b)
{
    std::string text = "{";
    text += a;
    text += a.empty() || b.empty() ? "" : ",";
    text += b;
    return text += "}";
}

} // namespace

LogText keep_log_text(const Record* before, const Record& after, const std::optional<SealKey>& key)
{
    const Object& object = *after.object;
    const bool hides_title = has_personal_title(object) && key;
    std::string open;  // members
    std::string names; // of what is sealed
    std::string inside;
    if (hides_title)
        inside = after.title();
    inside += title_end;
    for (const Field& field : object.fields) {
        if (!is_told(field, before, after))
            continue;
        if (field.is_personal && key) {
            inside += names.empty() ? "" : ",";
            append_name(names, field.name);
            append_pair(inside, field, before, after);
        } else {
            append_name(open, field.name);
            open += ':';
            append_pair(open, field, before, after);
        }
    }
    LogText kept;
    kept.title = hides_title ? "" : after.title();
    if (!hides_title && names.empty()) {
        kept.fields = join(open, {});
        return kept;
    }
    const std::string sealed = "\"sealed\":[[" + names + "],\"" + seal(inside, *key) + "\"]";
    kept.fields = join(sealed, open);
    return kept;
}

LogText open_log_text(std::string_view title, std::string_view fields,
                      const std::optional<SealKey>& key)
{
    const auto kept = find_sealed(fields);
    if (!kept)
        return {std::string(title), std::string(fields)};
    LogText said;
    said.title = title;
    const auto inside = key ? unseal(kept->box, *key) : std::nullopt;
    said.is_erased = !inside;
    const std::size_t end = inside ? inside->find(title_end) : 0;
    CHECK(end != std::string::npos);
    if (end > 0)
        said.title = inside->substr(0, end);
    const Json pairs = inside ? parse_json("[" + inside->substr(end + 1) + "]") : Json();
    std::string members;
    for (std::size_t i = 0; i < kept->names.size(); ++i) {
        append_name(members, kept->names[i]);
        members += ':';
        members += inside ? format_json(pairs.if_array()->at(i)) : "[null,null]";
    }
    said.fields = join(members, kept->open);
    return said;
}

std::vector<std::string> logged_fields(std::string_view fields)
{
    std::vector<std::string> names;
    std::string rest;
    if (const auto kept = find_sealed(fields)) {
        names.assign(kept->names.begin(), kept->names.end());
        rest = join(kept->open, {});
        fields = rest;
    }
    const Json parsed = parse_json(fields);
    if (const Json::Object* members = parsed.if_object())
        for (const auto& [name, values] : *members)
            names.push_back(name);
    return names;
}

std::string label_mark(const Id& record)
{
    return std::string(mark) + format_id(record);
}

std::string spell_label(std::string_view label, const std::function<std::string(const Id&)>& title)
{
    const std::size_t at = label.find(mark);
    const auto id =
        at == label.npos ? std::nullopt : parse_id(label.substr(at + mark.size(), id_length));
    if (!id)
        return std::string(label);
    std::string before(label.substr(0, at));
    const std::string name = title(*id);
    if (name.empty() && before.ends_with(' '))
        before.pop_back();
    return before + name + std::string(label.substr(at + mark.size() + id_length));
}

} // namespace comity::record
