#include "api/describe_layout.h"

#include "api/desk.h"

#include <algorithm>

namespace comity::api {

using namespace record;

namespace {

bool is_visible(const Call& call, const Object& object, std::string_view name)
{
    const Field* field = object.find_readable(name);
    return !field || call.actor.may_see(object, *field);
}

void write_names(JsonWriter& json, const Call& call, const Object& object,
                 const std::vector<std::string>& names)
{
    json.begin_array();
    for (const std::string& name : names)
        if (is_visible(call, object, name))
            json.value(name);
    json.end_array();
}

void write_section(JsonWriter& json, const Call& call, const Object& object, const Section& section,
                   const Tongue& tongue)
{
    json.begin_object();
    json.member("label", tongue.label(section.label));
    json.key("fields");
    write_names(json, call, object, section.fields);
    json.key("when");
    if (section.when.empty())
        json.null();
    else
        json.value(section.when);
    json.end_object();
}

// Of a description: visible fields that no section names come last, hidden ones never.
std::vector<std::string> rest_of(const Call& call, const Object& object)
{
    std::vector<std::string_view> placed;
    for (const Section& section : object.layout)
        placed.insert(placed.end(), section.fields.begin(), section.fields.end());
    std::vector<std::string> rest;
    const auto add = [&](const Field& field, bool may_be_left_out) {
        const bool is_placed = std::find(placed.begin(), placed.end(), field.name) != placed.end();
        if (!field.is_hidden && !is_placed && !may_be_left_out && call.actor.may_see(object, field))
            rest.push_back(field.name);
    };
    for (const Field& field : object.fields)
        add(field, field.is_read_only && !object.layout.empty());
    for (const Field& field : object.derived)
        add(field, false);
    return rest;
}

} // namespace

void write_layout(JsonWriter& json, const Call& call, const Object& object, const Layout* layout,
                  const Tongue& tongue)
{
    const bool has_list = layout && !layout->list.empty();
    json.key("list");
    write_names(json, call, object, has_list ? layout->list : object.list);
    const bool has_sections = layout && !layout->sections.empty();
    json.key("layout");
    json.begin_array();
    for (const Section& section : has_sections ? layout->sections : object.layout)
        write_section(json, call, object, section, tongue);
    // What an administrator has laid out is all there is to be shown.
    const auto rest = has_sections ? std::vector<std::string>() : rest_of(call, object);
    if (!rest.empty())
        write_section(json, call, object, {object.layout.empty() ? object.label : "More", rest, {}},
                      tongue);
    json.end_array();
    json.key("quick_create");
    if (layout && !layout->quick_create.empty())
        write_names(json, call, object, layout->quick_create);
    else
        json.null();
}

} // namespace comity::api
