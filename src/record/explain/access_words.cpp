#include "record/explain/access_words.h"

#include "base/text.h"
#include "record/access/people.h"

#include <algorithm>

namespace comity::record {
namespace {

using Why = Verdict::Why;

std::string_view head_of(Verb verb, bool is_allowed)
{
    switch (verb) {
    case Verb::read:
        return is_allowed ? "access.sees" : "access.sees_not";
    case Verb::create:
    case Verb::update:
        return is_allowed ? "access.may_change" : "access.cannot_change";
    case Verb::remove:
        return is_allowed ? "access.may_delete" : "access.cannot_delete";
    case Verb::export_:
        return is_allowed ? "access.may_export" : "access.cannot_export";
    }
    return "";
}

std::string_view verb_of(Verb verb)
{
    switch (verb) {
    case Verb::read:
        return "access.reads";
    case Verb::create:
        return "access.creates";
    case Verb::update:
        return "access.changes";
    case Verb::remove:
        return "access.deletes";
    case Verb::export_:
        return "access.exports";
    }
    return "";
}

std::string_view reach_of(Reach reach)
{
    switch (reach) {
    case Reach::none:
        return "access.reach_none";
    case Reach::shared:
        return "access.reach_shared";
    case Reach::own:
        return "access.reach_own";
    case Reach::team:
        return "access.reach_team";
    case Reach::team_below:
        return "access.reach_team_below";
    case Reach::all:
        return "access.reach_all";
    }
    return "";
}

std::string_view allowed_because(Why why)
{
    switch (why) {
    case Why::administrator:
        return "access.as_administrator";
    case Why::setting:
        return "access.as_setting";
    case Why::all:
    case Why::ownerless:
        return "access.by_role";
    case Why::own:
        return "access.as_owner";
    case Why::team:
    case Why::team_below:
        return "access.by_team";
    case Why::reader:
        return "access.as_named";
    case Why::open:
        return "access.as_open";
    default:
        return "access.as_shared";
    }
}

std::string_view denied_because(Why why)
{
    switch (why) {
    case Why::no_role:
        return "access.no_role";
    case Why::no_reach:
        return "access.by_role";
    case Why::only_settings:
        return "access.only_settings";
    case Why::only_to_read:
        return "access.only_to_read";
    case Why::only_shared:
        return "access.only_shared";
    case Why::unowned:
        return "access.unowned";
    case Why::is_private:
        return "access.private";
    default:
        return "access.by_team";
    }
}

Piece name_of_person(const People& people, const Id& id)
{
    if (const Person* person = people.find(id))
        return person->name;
    return say("access.somebody");
}

Sentence team_called(const std::string& name)
{
    return say("access.team", {{"team", name}});
}

Sentence team_of_person(const People& people, const Id& id)
{
    const Person* person = people.find(id);
    const std::string team = person ? people.name_of_team(person->team) : "";
    return team.empty() ? say("access.no_team") : team_called(team);
}

// What is said of the share that lets somebody in.
void add_share(Sentence::Places& places, const People& people, const RecordFacts::Share& share)
{
    const bool is_of_team = share.person.is_nil();
    places.push_back({"sharer", name_of_person(people, share.sharer)});
    places.push_back({"grantee", is_of_team ? Piece(team_called(people.name_of_team(share.team)))
                                            : name_of_person(people, share.person)});
    if (share.ends_at) {
        // The moment of the end is not part of it.
        const Date last = date_in({share.ends_at->us - 1}, "UTC");
        places.push_back({"date", format_date(last)});
    }
}

Sentence reason(const People& people, const Actor& person, const Verdict& verdict)
{
    const RecordFacts& facts = *verdict.facts;
    if (verdict.why == Why::parent)
        return say("access.by_parent",
                   {{"object", as_label(facts.parent->object->label)},
                    {"title", facts.parent->title},
                    {"sentence", verdict_words(people, person, *verdict.parent)}});
    const Id owner = facts.owner.value_or(Id{});
    Sentence::Places places = {{"person", person.name},
                               {"role", role_of(person)},
                               {"rule", reach_words(*facts.object, verdict.verb, verdict.reach)},
                               {"owner", name_of_person(people, owner)},
                               {"team", team_of_person(people, owner)}};
    if (verdict.share)
        add_share(places, people, *verdict.share);
    std::string_view key =
        verdict.is_allowed ? allowed_because(verdict.why) : denied_because(verdict.why);
    if (verdict.share && verdict.share->ends_at && key == "access.as_shared")
        key = "access.as_shared_until";
    return say(key, std::move(places));
}

} // namespace

std::string role_of(const Actor& person)
{
    return person.role ? person.role->name : std::string();
}

Sentence reach_words(const Object& object, Verb verb, Reach reach)
{
    return say(reach_of(reach),
               {{"verb", say(verb_of(verb))}, {"objects", as_label(object.label_plural)}});
}

Sentence verdict_words(const People& people, const Actor& person, const Verdict& verdict)
{
    return say(head_of(verdict.verb, verdict.is_allowed),
               {{"person", person.name}, {"reason", reason(people, person, verdict)}});
}

Sentence what_would(const People& people, const Actor& person, const Verdict& verdict)
{
    if (verdict.why == Why::parent)
        return what_would(people, person, *verdict.parent);
    if (verdict.is_allowed || verdict.why == Why::only_settings)
        return {};
    if (verdict.why == Why::is_private) {
        const Id owner = verdict.facts->owner.value_or(Id{});
        return say("access.share_private", {{"owner", name_of_person(people, owner)}});
    }
    if (verdict.why == Why::no_role || verdict.why == Why::no_reach)
        return say("access.other_role", {{"objects", as_label(verdict.facts->object->label_plural)},
                                         {"verb", say(verb_of(verdict.verb))}});
    const std::string_view key = verdict.verb == Verb::remove   ? "access.wider"
                                 : verdict.verb == Verb::update ? "access.share_to_change"
                                                                : "access.share_or_wider";
    return say(key, {{"person", person.name}, {"role", role_of(person)}});
}

Sentence rule_words(const Role* role, const Verdict& verdict)
{
    const Verdict* last = &verdict;
    while (last->why == Why::parent)
        last = last->parent.get();
    switch (last->why) {
    case Why::administrator:
    case Why::setting:
    case Why::open:
        return say(allowed_because(last->why));
    case Why::reader:
        return say("access.those_named");
    case Why::shared:
        return say("access.those_shared_with");
    default:
        return say("access.rule_of_role",
                   {{"role", role ? role->name : std::string()},
                    {"rule", reach_words(*last->facts->object, last->verb, last->reach)}});
    }
}

} // namespace comity::record
