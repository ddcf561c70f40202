#include "record/access/role_check.h"

#include "record/access/actor.h"

#include <algorithm>

namespace comity::record {
namespace {

using Problems = std::vector<Problem>;

bool is_verb(const std::string& name)
{
    return std::ranges::any_of(all_verbs, [&](Verb verb) { return name_of(verb) == name; });
}

void check_reach(const std::string& object, const std::string& verb, const Json& reach,
                 Problems& problems)
{
    const auto found = reach.if_string() ? find_reach(*reach.if_string()) : std::optional<Reach>();
    if (!found)
        problems.push_back(
            {"permissions", "choice",
             say("access.reach_of_object_verb_must", {{"object", object}, {"verb", verb}})});
    else if (*found == Reach::shared && (verb == "create" || verb == "delete"))
        problems.push_back(
            {"permissions", "choice",
             say("access.what_is_shared_is_read", {{"object", object}, {"verb", verb}})});
}

void check_verbs(const std::string& object, const Json& verbs, Problems& problems)
{
    const Json::Object* members = verbs.if_object();
    if (!members) {
        problems.push_back({"permissions", "type",
                            say("access.object_must_name_verbs_and", {{"object", object}})});
        return;
    }
    for (const auto& [verb, reach] : *members) {
        if (!is_verb(verb))
            problems.push_back(
                {"permissions", "unknown", say("access.no_verb_verb", {{"verb", verb}})});
        check_reach(object, verb, reach, problems);
    }
}

void check_permissions(const Catalog& catalog, const Json& permissions, Problems& problems)
{
    const Json::Object* objects = permissions.if_object();
    if (!objects) {
        if (!permissions.is_null())
            problems.push_back(
                {"permissions", "type", say("access.permissions_are_given_by_object")});
        return;
    }
    for (const auto& [object, verbs] : *objects) {
        if (object != "*" && !catalog.find(object))
            problems.push_back(
                {"permissions", "unknown", say("access.no_object_object", {{"object", object}})});
        check_verbs(object, verbs, problems);
    }
}

void check_names(const Object& object, const Json::Array& names, const std::string& member,
                 Problems& problems)
{
    for (const Json& name : names) {
        const std::string* text = name.if_string();
        if (!text)
            problems.push_back({member, "type", say("access.fields_are_named_by_their")});
        else if (!object.find_field(*text))
            problems.push_back(
                {member, "unknown",
                 say("access.objects_have_no_field_what",
                     {{"objects", as_label(object.label_plural)}, {"field", *text}})});
    }
}

void check_fields(const Catalog& catalog, const Json& fields, const std::string& member,
                  Problems& problems)
{
    const Json::Object* objects = fields.if_object();
    if (!objects) {
        if (!fields.is_null())
            problems.push_back({member, "type", say("access.fields_are_given_by_object")});
        return;
    }
    for (const auto& [name, names] : *objects) {
        const Object* object = catalog.find(name);
        const Json::Array* list = names.if_array();
        if (!object)
            problems.push_back({member, "unknown", say("common.no_object_name", {{"name", name}})});
        if (!list)
            problems.push_back(
                {member, "type", say("access.name_must_list_names_of", {{"name", name}})});
        if (object && list)
            check_names(*object, *list, member, problems);
    }
}

} // namespace

std::vector<Problem> check_role_definition(const Catalog& catalog, const Json& permissions,
                                           const Json& hidden_fields, const Json& read_only_fields)
{
    Problems problems;
    check_permissions(catalog, permissions, problems);
    check_fields(catalog, hidden_fields, "hidden_fields", problems);
    check_fields(catalog, read_only_fields, "read_only_fields", problems);
    return problems;
}

} // namespace comity::record
