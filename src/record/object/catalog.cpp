#include "record/object/catalog.h"

#include "base/error.h"
#include "base/words/tongue.h"
#include "record/object/derived.h"
#include "record/object/kind.h"
#include "record/object/label.h"
#include "record/object/reserved_words.h"

#include <algorithm>
#include <set>

namespace comity::record {
namespace {

bool is_word(std::string_view name)
{
    if (name.empty() || name.size() > 48 || name[0] < 'a' || name[0] > 'z')
        return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

void complete_field(Field& field)
{
    if (field.label.empty())
        field.label = label_from(field.name);
    for (Choice& choice : field.choices)
        if (choice.label.empty())
            choice.label = label_from(choice.key);
}

// What is worked out has no column; where it stands follows all that have one.
void place_fields(Object& object)
{
    int column = system_column_count;
    for (std::vector<Field>* fields : {&object.fields, &object.derived})
        for (Field& field : *fields) {
            field.column = column;
            object.has_secrets |= facts_of(field).is_secret;
            field.column_count = static_cast<int>(kind_of(field).parts(field).size());
            column += field.column_count;
        }
}

void set_derived_apart(Object& object)
{
    const auto first =
        std::stable_partition(object.fields.begin(), object.fields.end(),
                              [](const Field& field) { return !field.is_derived(); });
    object.derived.insert(object.derived.end(), std::move_iterator(first),
                          std::move_iterator(object.fields.end()));
    object.fields.erase(first, object.fields.end());
    for (Field& field : object.derived)
        field.is_read_only = true;
}

void complete_object(Object& object)
{
    if (object.plural.empty())
        object.plural = plural_from(object.name);
    if (object.label.empty())
        object.label = label_from(object.name);
    if (object.label_plural.empty())
        object.label_plural = label_from(object.plural);
    if (object.owner == "owner" && !object.find_field("owner"))
        object.owner.clear();
    set_derived_apart(object);
    for (std::vector<Field>* fields : {&object.fields, &object.derived})
        for (Field& field : *fields)
            complete_field(field);
    place_fields(object);
    if (object.list.empty())
        object.list.push_back(object.title);
    for (const auto* fields : {&object.fields, &object.removed})
        for (const Field& field : *fields)
            object.annexes = std::max(object.annexes, field.annex);
}

void check_field(const Object& object, const Field& field, const Catalog& catalog,
                 std::vector<Problem>& problems)
{
    const std::string where = object.name + "." + field.name;
    if (!is_word(field.name))
        problems.push_back(
            {where, "format", "A field's name is a lower-case word, at most 48 long."});
    if (is_reserved_field(field.name))
        problems.push_back({where, "unique", "Every record has a field of that name already."});
    if (!field.target.empty() && !catalog.find(field.target))
        problems.push_back({where, "reference", "There is no object called " + field.target + "."});
    if (!field.choices_object.empty() && !catalog.find(field.choices_object))
        problems.push_back(
            {where, "reference", "There is no object called " + field.choices_object + "."});
    const bool is_kept =
        field.is_required || field.is_unique || field.is_searched || field.is_indexed;
    if (field.is_derived() && is_kept)
        problems.push_back({where, "kind",
                            "What is worked out cannot be required, unique, searched or "
                            "indexed."});
}

void check_object(const Object& object, const Catalog& catalog, std::vector<Problem>& problems)
{
    if (!is_word(object.name) || !is_word(object.plural))
        problems.push_back({object.name, "format", "An object's name is a lower-case word."});
    if (is_reserved_plural(object.plural))
        problems.push_back({object.name, "unique", "The word " + object.plural + " is taken."});
    std::set<std::string_view> seen;
    for (const std::vector<Field>* fields : {&object.fields, &object.derived})
        for (const Field& field : *fields) {
            if (!seen.insert(field.name).second)
                problems.push_back(
                    {object.name + "." + field.name, "unique", "The field comes twice."});
            check_field(object, field, catalog, problems);
        }
    std::vector<std::string> shown = object.list;
    for (const Section& section : object.layout)
        shown.insert(shown.end(), section.fields.begin(), section.fields.end());
    std::vector<std::string> named = {object.title};
    for (const std::string& name : {object.owner, object.parent, object.moves_field})
        if (!name.empty())
            named.push_back(name);
    const auto require = [&](const std::string& name, const Field* found) {
        if (!found && !is_reserved_field(name))
            problems.push_back({object.name + "." + name, "unknown", "There is no such field."});
    };
    for (const std::string& name : shown)
        require(name, object.find_readable(name));
    for (const std::string& name : named)
        require(name, object.find_field(name));
}

} // namespace

std::string label_from(std::string_view name)
{
    std::string label(name);
    std::replace(label.begin(), label.end(), '_', ' ');
    if (!label.empty() && label[0] >= 'a' && label[0] <= 'z')
        label[0] = static_cast<char>(label[0] - 32);
    return label;
}

std::string plural_from(std::string_view name)
{
    if (name.ends_with('y') && name.size() > 1 &&
        std::string_view("aeiou").find(name[name.size() - 2]) == std::string_view::npos)
        return std::string(name.substr(0, name.size() - 1)) + "ies";
    return std::string(name) + "s";
}

Catalog::Catalog(std::vector<Object> objects) : m_objects(std::move(objects))
{
    for (Object& object : m_objects)
        complete_object(object);
    std::vector<Problem> problems;
    std::set<std::string_view> words;
    for (const Object& object : m_objects) {
        for (const std::string_view word :
             {std::string_view(object.name), std::string_view(object.plural)})
            if (!words.insert(word).second)
                problems.push_back({object.name, "unique", "Two objects are called that."});
        check_object(object, *this, problems);
    }
    if (problems.empty())
        understand_derived(m_objects, *this, problems);
    for (Object& object : m_objects)
        place_fields(object); // lookups have their kinds now
    if (!problems.empty())
        throw Error(Cause::invalid,
                    "The description of " + problems[0].field +
                        " is wrong: " + in_english(problems[0].message),
                    problems);
}

const Object* Catalog::find(std::string_view name_or_plural) const
{
    for (const Object& object : m_objects)
        if (object.plural == name_or_plural || object.name == name_or_plural)
            return &object;
    return nullptr;
}

const Object& Catalog::load(std::string_view name_or_plural) const
{
    if (const Object* object = find(name_or_plural))
        return *object;
    throw Error(Cause::not_found, say("save.nothing_called_here", {{"name", name_or_plural}}));
}

std::vector<Catalog::Referrer> Catalog::referrers_of(const Object& target) const
{
    std::vector<Referrer> referrers;
    for (const Object& object : m_objects)
        for (const Field& field : object.fields)
            if (facts_of(field).refers && (field.target.empty() || field.target == target.name))
                referrers.push_back({&object, &field});
    return referrers;
}

} // namespace comity::record
