#include "record/duplicates/matched.h"

#include "record/object/kind.h"
#include "record/object/rows.h"

#include <algorithm>
#include <array>

namespace comity::record {
namespace {

using Names = std::span<const std::string_view>;

bool is_one_of(std::string_view name, Names names)
{
    return std::ranges::find(names, name) != names.end();
}

constexpr std::string_view given_names[] = {"first_name", "given_name", "forename"};
constexpr std::string_view family_names[] = {"last_name", "family_name", "surname"};
constexpr std::string_view firm_names[] = {"company", "organisation", "organization", "employer"};
constexpr std::string_view birth_names[] = {"birthday", "birth_date", "date_of_birth"};

bool has_field(const Object& object, Names names)
{
    return std::ranges::any_of(object.fields,
                               [&](const Field& field) { return is_one_of(field.name, names); });
}

bool is_person(const Object& object)
{
    const Field* title = object.find_field(object.title);
    return has_field(object, given_names) || has_field(object, family_names) ||
           (title && title->is_personal);
}

std::optional<MatchedAs> meaning_of(const Object& object, const Field& field, bool is_person)
{
    const bool has_parts = has_field(object, given_names) || has_field(object, family_names);
    switch (facts_of(field).sense) {
    case Sense::email:
        return MatchedAs::emails;
    case Sense::phone:
        return MatchedAs::phones;
    case Sense::web:
        // A person's page stands on somebody's domain that says nothing of the person.
        return field.name == "profile" ? std::nullopt : std::optional(MatchedAs::website);
    case Sense::postal:
        return MatchedAs::address;
    case Sense::plain:
        break;
    }
    if (worth_of(field) == Worth::date && is_one_of(field.name, birth_names))
        return MatchedAs::birth_date;
    if (!is_name_like(field))
        return std::nullopt;
    if (is_one_of(field.name, given_names))
        return MatchedAs::given_name;
    if (is_one_of(field.name, family_names))
        return MatchedAs::family_name;
    if (field.name == object.title && !(is_person && has_parts))
        return is_person ? MatchedAs::full_name : MatchedAs::firm;
    if (is_person && is_one_of(field.name, firm_names))
        return MatchedAs::firm;
    return field.name == "domain" ? std::optional(MatchedAs::website) : std::nullopt;
}

bool says_more_than_a_name(const MatchedField& field)
{
    return field.as == MatchedAs::emails || field.as == MatchedAs::phones ||
           field.as == MatchedAs::website || field.as == MatchedAs::address;
}

bool is_employer(const Catalog& catalog, const Field& field)
{
    const Object* target = is_reference(field) ? catalog.find(field.target) : nullptr;
    if (!target || field.is_read_only || is_person(*target))
        return false;
    return std::ranges::any_of(target->fields, [&](const Field& other) {
        const Sense sense = facts_of(other).sense;
        return sense == Sense::phone || sense == Sense::email || sense == Sense::web;
    });
}

} // namespace

bool MatchedObject::has(std::string_view name) const
{
    return (employer && employer->name == name) ||
           std::ranges::any_of(fields,
                               [&](const MatchedField& one) { return one.field->name == name; });
}

std::optional<MatchedObject> find_matched(const Catalog& catalog, const Object& object,
                                          const Actor* actor)
{
    if (object.is_setting || object.is_private || !object.has_import || object.name == "user")
        return std::nullopt;
    MatchedObject matched{&object, is_person(object), {}, nullptr, nullptr};
    for (const Field& field : object.fields) {
        if (field.is_derived() || (actor && !actor->may_see(object, field)))
            continue;
        if (const auto as = meaning_of(object, field, matched.is_person))
            matched.fields.push_back({&field, *as});
        if (matched.is_person && !matched.employer && is_employer(catalog, field)) {
            matched.employer = &field;
            matched.employer_object = catalog.find(field.target);
        }
    }
    if (std::ranges::none_of(matched.fields, says_more_than_a_name))
        return std::nullopt;
    return matched;
}

std::vector<MatchedObject> all_matched(const Catalog& catalog)
{
    std::vector<MatchedObject> all;
    for (const Object& object : catalog.objects())
        if (auto matched = find_matched(catalog, object))
            all.push_back(*std::move(matched));
    return all;
}

namespace {

template <typename Test>
std::vector<const Object*> built_in(const Catalog& catalog, const Object& but, Test is_meant)
{
    std::vector<const Object*> found;
    for (const MatchedObject& other : all_matched(catalog))
        if (other.object != &but && !other.object->is_custom && is_meant(other))
            found.push_back(other.object);
    return found;
}

bool names_a_company(const MatchedObject& matched)
{
    return matched.is_person && std::ranges::any_of(matched.fields, [](const MatchedField& one) {
               return one.as == MatchedAs::firm;
           });
}

} // namespace

std::vector<const Object*> akin_to(const Catalog& catalog, const MatchedObject& matched)
{
    if (!names_a_company(matched))
        return {};
    return built_in(catalog, *matched.object,
                    [](const MatchedObject& other) { return other.is_person && other.employer; });
}

std::vector<const Object*> employers_of(const Catalog& catalog, const MatchedObject& matched)
{
    if (!names_a_company(matched))
        return {};
    return built_in(catalog, *matched.object,
                    [](const MatchedObject& other) { return !other.is_person; });
}

match::Profile employer_in(const match::Profile& profile)
{
    std::string kept;
    const std::string packed = profile.packed();
    std::string_view lines = packed;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n') + 1);
        const auto part = static_cast<match::Part>(line.front() - 'a');
        if (part == match::Part::organisation || part == match::Part::domain)
            kept += line;
        lines.remove_prefix(line.size());
    }
    match::Profile employer;
    employer.unpack(kept);
    return employer;
}

} // namespace comity::record
