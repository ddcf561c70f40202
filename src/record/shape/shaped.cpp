// From what was said to objects.

#include "record/object/kind.h"
#include "record/shape/definition.h"
#include "record/shape/derivations.h"

#include <algorithm>
#include <set>

namespace comity::record {
namespace {

constexpr std::size_t columns_shown = 6;

void take_text(std::string& to, const std::string& from)
{
    if (!from.empty())
        to = from;
}

void relabel_object(Object& object, const ObjectDefinition& said)
{
    take_text(object.label, said.object.label);
    take_text(object.label_plural, said.object.label_plural);
    take_text(object.icon, said.object.icon);
    take_text(object.group, said.object.group);
    if (!said.object.list.empty())
        object.list = said.object.list;
    if (said.is_hidden)
        object.group.clear();
}

// Choices of a built-in field are what behaviours know: they may be called, coloured and ordered
// otherwise and others may stand beside them, none may be missing.
void reshape_field(Field& field, const FieldDefinition& said)
{
    take_text(field.label, said.field.label);
    take_text(field.help, said.field.help);
    field.is_hidden = field.is_hidden || said.field.is_hidden;
    field.is_required = field.is_required || said.field.is_required;
    if (said.field.choices.empty() || field.choices.empty())
        return;
    std::vector<Choice> choices = said.field.choices;
    for (const Choice& own : field.choices)
        if (std::ranges::find(choices, own.key, &Choice::key) == choices.end())
            choices.push_back(own);
    field.choices = std::move(choices);
}

std::set<std::string> column_names(const Object& object)
{
    std::set<std::string> names;
    for (const auto* fields : {&object.fields, &object.removed})
        for (const Field& field : *fields)
            for (const Part& part : kind_of(field).parts(field))
                names.insert(field.name + std::string(part.suffix));
    return names;
}

bool has_room_for(const Object& object, const Field& field)
{
    const auto names = column_names(object);
    return std::ranges::none_of(kind_of(field).parts(field), [&](const Part& part) {
        return names.contains(field.name + std::string(part.suffix));
    });
}

void add_field(std::vector<Object>& objects, const FieldDefinition& said,
               std::vector<LeftOutDefinition>& left_out)
{
    const auto object = std::ranges::find(objects, said.object, &Object::name);
    if (said.is_emptied || object == objects.end())
        return; // its object is in the bin, and it with it
    const auto built_in = std::ranges::find(object->fields, said.field.name, &Field::name);
    if (built_in != object->fields.end() && !built_in->is_custom) {
        if (!said.is_in_bin)
            reshape_field(*built_in, said);
        return;
    }
    if (!has_room_for(*object, said.field)) {
        left_out.push_back(
            {said.object + "." + said.field.name, say("shape.name_is_taken_already")});
        return;
    }
    const bool has_target =
        said.field.target.empty() || record::find_object(objects, said.field.target);
    (said.is_in_bin || !has_target ? object->removed : object->fields).push_back(said.field);
}

bool is_shown_first(const Field& field)
{
    return !field.is_hidden && facts_of(field).is_listed;
}

bool has_field(const Object& object, std::string_view name)
{
    return std::ranges::find(object.fields, name, &Field::name) != object.fields.end();
}

// Of those that have a column: what names a record is not worked out.
bool has_stored_field(const Object& object, std::string_view name)
{
    return std::ranges::any_of(object.fields, [&](const Field& field) {
        return field.name == name && !field.is_derived();
    });
}

// What nobody has said, and what was said of fields that are not there.
void complete(Object& object)
{
    std::erase_if(object.list, [&](const std::string& name) { return !has_field(object, name); });
    if (object.list.empty()) {
        object.list.push_back(object.title);
        for (const Field& field : object.fields)
            if (object.list.size() < columns_shown && field.name != object.title &&
                is_shown_first(field))
                object.list.push_back(field.name);
    }
    if (object.board && !has_stored_field(object, object.board->field))
        object.board.reset();
    if (object.board && !has_stored_field(object, object.board->sum))
        object.board->sum.clear();
    const auto choice = std::ranges::find_if(object.fields, [](const Field& field) {
        return is_choice(field) && !field.is_hidden && !field.is_derived();
    });
    if (!object.board && choice != object.fields.end())
        object.board = Board{choice->name, {}};
    const std::string first = object.sort.substr(object.sort.starts_with('-') ? 1 : 0);
    if (object.sort.empty() || (!has_field(object, first) && first != "updated_at"))
        object.sort = "-created_at";
}

// A record of one's own stands on the timeline of whatever it points to, but for people.
void place_on_timelines(Object& object, std::span<const Object> objects)
{
    for (const Field& field : object.fields) {
        const Object* target = record::find_object(objects, field.target);
        if (is_reference(field) && target && !target->is_setting && target->name != "user" &&
            target->name != "team")
            object.timeline.on.push_back(field.name);
    }
}

void set_aside_without_target(std::vector<Object>& objects)
{
    for (Object& object : objects)
        std::erase_if(object.fields, [&](const Field& field) {
            const bool is_lost = field.is_custom && !field.target.empty() &&
                                 !record::find_object(objects, field.target);
            if (is_lost)
                object.removed.push_back(field);
            return is_lost;
        });
}

} // namespace

std::vector<Object> shaped(std::span<const Object> shelf, const Definitions& definitions,
                           std::vector<LeftOutDefinition>& left_out)
{
    std::vector<Object> objects(shelf.begin(), shelf.end());
    for (const ObjectDefinition& said : definitions.objects) {
        if (said.is_in_bin || said.is_emptied)
            continue;
        const auto built_in = std::ranges::find(objects, said.object.name, &Object::name);
        if (built_in != objects.end()) {
            if (!built_in->is_custom)
                relabel_object(*built_in, said);
            continue;
        }
        if (record::find_object(objects, said.object.plural)) {
            left_out.push_back({said.object.name, say("shape.name_is_taken_already")});
            continue;
        }
        objects.push_back(said.object);
        objects.back().is_custom = true;
        if (said.is_hidden)
            objects.back().group.clear();
    }
    for (const FieldDefinition& said : definitions.fields)
        add_field(objects, said, left_out);
    std::erase_if(objects, [&](const Object& object) {
        const bool is_nameless = object.is_custom && !has_stored_field(object, object.title);
        if (is_nameless)
            left_out.push_back({object.name, say("shape.no_field_names_its_records")});
        return is_nameless;
    });
    set_aside_without_target(objects);
    set_aside_broken(objects, left_out);
    for (Object& object : objects)
        if (object.is_custom) {
            complete(object);
            place_on_timelines(object, objects);
        } else {
            std::erase_if(object.list, [&](const std::string& name) {
                return !has_field(object, name) && name != "created_at" && name != "updated_at";
            });
        }
    return objects;
}

} // namespace comity::record
