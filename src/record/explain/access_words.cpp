#include "record/explain/access_words.h"

#include "base/text.h"
#include "record/access/people.h"

#include <algorithm>

namespace comity::record {
namespace {

using Why = Verdict::Why;

Phrase head_of(Verb verb, bool is_allowed)
{
    switch (verb) {
    case Verb::read:
        return is_allowed ? Phrase{"{person} sees it because ", "{person} sieht es, denn "}
                          : Phrase{"{person} does not see it: ", "{person} sieht es nicht: "};
    case Verb::create:
    case Verb::update:
        return is_allowed
                   ? Phrase{"{person} may change it because ", "{person} darf es ändern, denn "}
                   : Phrase{"{person} cannot change it: ", "{person} kann es nicht ändern: "};
    case Verb::remove:
        return is_allowed
                   ? Phrase{"{person} may delete it because ", "{person} darf es löschen, denn "}
                   : Phrase{"{person} cannot delete it: ", "{person} kann es nicht löschen: "};
    case Verb::export_:
        return is_allowed
                   ? Phrase{"{person} may export it because ",
                            "{person} darf es exportieren, denn "}
                   : Phrase{"{person} cannot export it: ", "{person} kann es nicht exportieren: "};
    }
    return {"", ""};
}

Phrase verb_of(Verb verb)
{
    switch (verb) {
    case Verb::read:
        return {"reads", "liest"};
    case Verb::create:
        return {"creates", "erstellt"};
    case Verb::update:
        return {"changes", "ändert"};
    case Verb::remove:
        return {"deletes", "löscht"};
    case Verb::export_:
        return {"exports", "exportiert"};
    }
    return {"", ""};
}

Phrase reach_of(Reach reach)
{
    switch (reach) {
    case Reach::none:
        return {"{verb} no {objects}", "{verb} keine {objects}"};
    case Reach::shared:
        return {"{verb} only {objects} that are shared", "{verb} nur freigegebene {objects}"};
    case Reach::own:
        return {"{verb} only one's own {objects}", "{verb} nur eigene {objects}"};
    case Reach::team:
        return {"{verb} the {objects} of the own team", "{verb} {objects} des eigenen Teams"};
    case Reach::team_below:
        return {"{verb} the {objects} of the own team and of the teams below",
                "{verb} {objects} des eigenen Teams und der Teams darunter"};
    case Reach::all:
        return {"{verb} all {objects}", "{verb} alle {objects}"};
    }
    return {"", ""};
}

Phrase allowed_because(Why why)
{
    switch (why) {
    case Why::administrator:
        return {"administrators may do everything.", "Administratoren dürfen alles."};
    case Why::setting:
        return {"everybody reads settings.", "Einstellungen lesen alle."};
    case Why::all:
    case Why::ownerless:
        return {"the role {role} {rule}.", "die Rolle {role} {rule}."};
    case Why::own:
        return {"{person} owns it, and the role {role} {rule}.",
                "es gehört {person}, und die Rolle {role} {rule}."};
    case Why::team:
    case Why::team_below:
        return {"the role {role} {rule}, and {owner}, who owns it, is in {team}.",
                "die Rolle {role} {rule}, und {owner}, dem es gehört, ist in {team}."};
    case Why::reader:
        return {"it names {person} or a team of {person}.",
                "es nennt {person} oder ein Team von {person}."};
    case Why::open:
        return {"it is shared with everybody.", "es ist für alle freigegeben."};
    default:
        return {"{sharer} shared it with {grantee}{until}.",
                "{sharer} hat es für {grantee} freigegeben{until}."};
    }
}

Phrase denied_because(Why why)
{
    switch (why) {
    case Why::no_role:
        return {"{person} has no role.", "{person} hat keine Rolle."};
    case Why::no_reach:
        return {"the role {role} {rule}.", "die Rolle {role} {rule}."};
    case Why::only_settings:
        return {"only administrators change settings.",
                "nur Administratoren ändern Einstellungen."};
    case Why::only_to_read:
        return {"it is shared to be read, not to be changed.", "es ist nur zum Lesen freigegeben."};
    case Why::only_shared:
        return {"the role {role} {rule}, and this one is not shared with {person}.",
                "die Rolle {role} {rule}, und das hier ist nicht für {person} freigegeben."};
    case Why::unowned:
        return {"the role {role} {rule}, and nobody owns this one.",
                "die Rolle {role} {rule}, und das hier gehört niemandem."};
    case Why::is_private:
        return {"it is private to {owner}.", "es ist privat und gehört {owner}."};
    default:
        return {"the role {role} {rule}, and {owner}, who owns it, is in {team}.",
                "die Rolle {role} {rule}, und {owner}, dem es gehört, ist in {team}."};
    }
}

std::string name_of_person(const Wording& wording, const Id& id)
{
    if (const Person* person = wording.people.find(id))
        return person->name;
    return in(wording, {"somebody", "jemand"});
}

std::string team_of_person(const Wording& wording, const Id& id)
{
    const Person* person = wording.people.find(id);
    const std::string team = person ? wording.people.name_of_team(person->team) : "";
    return team.empty() ? std::string(in(wording, {"no team", "keinem Team"})) : "Team " + team;
}

std::string until_words(const Wording& wording, const RecordFacts::Share& share)
{
    if (!share.ends_at)
        return "";
    // The moment of the end is not part of it.
    const Date last = date_in({share.ends_at->us - 1}, "UTC");
    return fill(in(wording, {" until {date}", " bis {date}"}), {{"date", format_date(last)}});
}

std::string reason(const Wording& wording, const Actor& person, const Verdict& verdict)
{
    const RecordFacts& facts = *verdict.facts;
    if (verdict.why == Why::parent)
        return fill(in(wording,
                       {"it belongs to {object} “{title}”. ", "es gehört zu {object} „{title}“. "}),
                    {{"object", wording.word(facts.parent->object->label)},
                     {"title", facts.parent->title}}) +
               sentence(wording, person, *verdict.parent);
    const Id owner = facts.owner.value_or(Id{});
    std::string grantee;
    std::string until;
    std::string sharer;
    if (verdict.share) {
        const auto& share = *verdict.share;
        grantee = share.person.is_nil() ? "Team " + wording.people.name_of_team(share.team)
                                        : name_of_person(wording, share.person);
        until = until_words(wording, share);
        sharer = name_of_person(wording, share.sharer);
    }
    const Phrase phrase =
        verdict.is_allowed ? allowed_because(verdict.why) : denied_because(verdict.why);
    return fill(in(wording, phrase),
                {{"person", person.name},
                 {"role", person.role ? wording.word(person.role->name) : std::string()},
                 {"rule", reach_words(wording, *facts.object, verdict.verb, verdict.reach)},
                 {"owner", name_of_person(wording, owner)},
                 {"team", team_of_person(wording, owner)},
                 {"sharer", sharer},
                 {"grantee", grantee},
                 {"until", until}});
}

} // namespace

std::string fill(std::string text,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> values)
{
    std::string filled;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t close = text[at] == '{' ? text.find('}', at) : text.npos;
        const std::string_view name = close == text.npos
                                          ? std::string_view()
                                          : std::string_view(text).substr(at + 1, close - at - 1);
        const auto value = std::ranges::find(values, name, [](const auto& v) { return v.first; });
        if (close == text.npos || value == values.end()) {
            filled += text[at++];
            continue;
        }
        filled += value->second;
        at = close + 1;
    }
    return filled;
}

std::string reach_words(const Wording& wording, const Object& object, Verb verb, Reach reach)
{
    return fill(in(wording, reach_of(reach)), {{"verb", in(wording, verb_of(verb))},
                                               {"objects", wording.word(object.label_plural)}});
}

std::string sentence(const Wording& wording, const Actor& person, const Verdict& verdict)
{
    return fill(in(wording, head_of(verdict.verb, verdict.is_allowed)), {{"person", person.name}}) +
           reason(wording, person, verdict);
}

std::string what_would(const Wording& wording, const Actor& person, const Verdict& verdict)
{
    if (verdict.why == Why::parent)
        return what_would(wording, person, *verdict.parent);
    if (verdict.is_allowed || verdict.why == Why::only_settings)
        return "";
    const bool can_share = verdict.verb != Verb::remove;
    const std::string objects = wording.word(verdict.facts->object->label_plural);
    if (verdict.why == Why::is_private)
        return fill(in(wording, {"{owner} shares it, or keeps it private no more.",
                                 "{owner} gibt es frei oder nimmt „Privat“ heraus."}),
                    {{"owner", name_of_person(wording, verdict.facts->owner.value_or(Id{}))}});
    if (verdict.why == Why::no_role || verdict.why == Why::no_reach)
        return fill(
            in(wording, {"A role that {verb} {objects}.", "Eine Rolle, die {objects} {verb}."}),
            {{"objects", objects}, {"verb", in(wording, verb_of(verdict.verb))}});
    const Phrase wider = can_share
                             ? Phrase{"Share it with {person}{change}, make {person} its owner, or "
                                      "let the role {role} reach further.",
                                      "Für {person}{change} freigeben, {person} zuständig machen "
                                      "oder die Rolle {role} weiter reichen lassen."}
                             : Phrase{"Make {person} its owner, or let the role {role} reach "
                                      "further.",
                                      "{person} zuständig machen oder die Rolle {role} weiter "
                                      "reichen lassen."};
    const bool to_change = verdict.verb == Verb::update;
    return fill(in(wording, wider),
                {{"person", person.name},
                 {"change", to_change ? in(wording, {" to be changed", " zum Ändern"}) : ""},
                 {"role", person.role ? wording.word(person.role->name) : std::string()}});
}

std::string rule_words(const Wording& wording, const Role* role, const Verdict& verdict)
{
    const Verdict* last = &verdict;
    while (last->why == Why::parent)
        last = last->parent.get();
    const std::string name = role ? wording.word(role->name) : std::string();
    switch (last->why) {
    case Why::administrator:
    case Why::setting:
    case Why::open:
    case Why::reader: {
        std::string text = in(wording, allowed_because(last->why));
        if (last->why == Why::reader)
            text = in(wording, {"those whom it names.", "die, die es nennt."});
        return text;
    }
    case Why::shared:
        return in(wording, {"those with whom it is shared.", "die, für die es freigegeben ist."});
    default:
        return name + ": " + reach_words(wording, *last->facts->object, last->verb, last->reach) +
               ".";
    }
}

} // namespace comity::record
