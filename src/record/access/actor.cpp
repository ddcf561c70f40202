#include "record/access/actor.h"

#include "base/error.h"
#include "record/object/derived.h"

#include <algorithm>

namespace comity::record {
namespace {

std::string_view verb_phrase(Verb verb)
{
    switch (verb) {
    case Verb::read:
        return "see";
    case Verb::create:
        return "create";
    case Verb::update:
        return "change";
    case Verb::remove:
        return "delete";
    case Verb::export_:
        return "export";
    }
    return "touch";
}

bool names(const std::unordered_map<std::string, std::set<std::string, std::less<>>>& fields,
           const Object& object, const Field& field)
{
    const auto found = fields.find(object.name);
    return found != fields.end() && found->second.contains(field.name);
}

} // namespace

std::string_view name_of(Verb verb)
{
    switch (verb) {
    case Verb::read:
        return "read";
    case Verb::create:
        return "create";
    case Verb::update:
        return "update";
    case Verb::remove:
        return "delete";
    case Verb::export_:
        return "export";
    }
    return "";
}

std::string_view name_of(Reach reach)
{
    switch (reach) {
    case Reach::none:
        return "none";
    case Reach::shared:
        return "shared";
    case Reach::own:
        return "own";
    case Reach::team:
        return "team";
    case Reach::team_below:
        return "team_below";
    case Reach::all:
        return "all";
    }
    return "";
}

std::string_view name_of(Origin origin)
{
    switch (origin) {
    case Origin::screen:
        return "screen";
    case Origin::api:
        return "api";
    case Origin::import:
        return "import";
    case Origin::automation:
        return "automation";
    case Origin::sync:
        return "sync";
    case Origin::command_line:
        return "command_line";
    }
    return "";
}

std::optional<Reach> find_reach(std::string_view name)
{
    for (const Reach reach :
         {Reach::none, Reach::shared, Reach::own, Reach::team, Reach::team_below, Reach::all})
        if (name_of(reach) == name)
            return reach;
    return std::nullopt;
}

Reach Actor::reach(const Object& object, Verb verb) const
{
    if (!role)
        return Reach::none;
    if (role->is_administrator)
        return Reach::all;
    const bool writes = verb == Verb::create || verb == Verb::update || verb == Verb::remove;
    if (object.is_setting)
        return writes ? Reach::none : Reach::all;
    if (object.is_private || !object.readers.empty())
        return Reach::own;
    auto found = role->reaches.find(object.name);
    if (found == role->reaches.end())
        found = role->reaches.find("*");
    return found == role->reaches.end() ? Reach::none
                                        : found->second[static_cast<std::size_t>(verb)];
}

bool Actor::may_see(const Object& object, const Field& field) const
{
    if (!role || role->is_administrator)
        return role != nullptr;
    if (names(role->hidden_fields, object, field))
        return false;
    // What is worked out tells of everything that it is made of.
    return !field.derived || std::ranges::all_of(field.derived->reads, [&](const auto& read) {
        return !names(role->hidden_fields, *read.object, *read.field);
    });
}

bool Actor::may_change(const Object& object, const Field& field) const
{
    return may_see(object, field) &&
           (role->is_administrator || !names(role->read_only_fields, object, field));
}

void Actor::require(const Object& object, Verb verb) const
{
    if (reach(object, verb) == Reach::none)
        throw Error(Cause::forbidden,
                    say("access.your_role_does_not_let",
                        {{"verb", verb_phrase(verb)}, {"objects", as_label(object.label_plural)}}));
}

Actor Actor::because_of(BroughtBy what) const
{
    Actor actor = *this;
    actor.cause = std::make_shared<const BroughtBy>(std::move(what));
    return actor;
}

Actor Actor::program(std::string name, Origin origin)
{
    static const auto everything = [] {
        auto role = std::make_shared<Role>();
        role->key = "administrator";
        role->name = "Comity";
        role->is_administrator = true;
        return role;
    }();
    Actor actor;
    actor.name = std::move(name);
    actor.role = everything;
    actor.origin = origin;
    return actor;
}

} // namespace comity::record
