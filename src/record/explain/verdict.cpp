#include "record/explain/verdict.h"

#include "base/error.h"
#include "record/find/find.h"
#include "record/object/catalog.h"

#include <algorithm>

namespace comity::record {
namespace {

using Why = Verdict::Why;
using Base = AccessRule::Base;

constexpr int most_shares = 1'000; // of one record that are looked at

bool has(const std::vector<Id>& ids, const Id& id)
{
    return std::ranges::find(ids, id) != ids.end();
}

void add_shares(Engine& engine, const Catalog& catalog, RecordFacts& facts)
{
    const Object* object = catalog.find("share");
    if (!object)
        return;
    ListQuery query;
    query.filter = "record = \"" + format_id(facts.id) + "\" AND (ends_at = null OR ends_at > \"" +
                   format_instant(now()) + "\")";
    query.sort = "id";
    const Actor program = Actor::program("Comity", Origin::automation);
    each_page(engine, program, *object, query, 200, [&](std::vector<Record>& page) {
        for (const Record& share : page)
            facts.shares.push_back({share.reference("person").value_or(Id{}),
                                    share.reference("team").value_or(Id{}),
                                    share.reference("owner").value_or(Id{}),
                                    share.text("level") == "change", share.instant("ends_at")});
        return facts.shares.size() < most_shares;
    });
}

void add_cells(const Record& record, RecordFacts& facts)
{
    const Object& object = *facts.object;
    facts.title = record.title();
    if (!object.owner.empty())
        facts.owner = record.reference(object.owner);
    facts.is_private = !object.private_field.empty() && record.flag(object.private_field);
    facts.is_open = object.is_private && object.find_field("shared") && record.flag("shared");
    for (const std::string& name : object.readers)
        if (const auto reader = record.reference(name))
            facts.readers.push_back(*reader);
}

const RecordFacts::Share* share_that_lets(const Actor& actor, const RecordFacts& facts,
                                          bool to_change)
{
    for (const RecordFacts::Share& share : facts.shares)
        if ((share.person == actor.user || has(actor.teams, share.team)) &&
            (share.to_change || !to_change))
            return &share;
    return nullptr;
}

Why why_owned(const AccessRule& rule, const Actor& actor, const Id& owner)
{
    if (owner == actor.user)
        return Why::own;
    return rule.reach == Reach::team || has(actor.team_members, owner) ? Why::team
                                                                       : Why::team_below;
}

// The rule without privacy and shares; nothing when it does not let the record through.
std::optional<Why> base_of(const AccessRule& rule, const Actor& actor, const RecordFacts& facts)
{
    switch (rule.base) {
    case Base::nothing:
    case Base::parent:
        return std::nullopt;
    case Base::everything:
        return actor.is_administrator()   ? Why::administrator
               : rule.object->is_setting  ? Why::setting
               : rule.reach == Reach::all ? Why::all
                                          : Why::ownerless;
    case Base::readers:
        if (rule.verb == Verb::read || rule.verb == Verb::export_)
            for (const Id& reader : facts.readers)
                if (reader == actor.user || has(actor.teams, reader))
                    return Why::reader;
        [[fallthrough]];
    case Base::owners:
        if (facts.owner && has(rule.owners, *facts.owner))
            return why_owned(rule, actor, *facts.owner);
        return std::nullopt;
    }
    return std::nullopt;
}

Why why_not(const AccessRule& rule, const Actor& actor, const RecordFacts& facts)
{
    if (!actor.role)
        return Why::no_role;
    if (rule.reach == Reach::none)
        return rule.object->is_setting ? Why::only_settings : Why::no_reach;
    if (rule.verb == Verb::update && share_that_lets(actor, facts, false))
        return Why::only_to_read;
    if (rule.reach == Reach::shared)
        return Why::only_shared;
    return facts.owner ? Why::elsewhere : Why::unowned;
}

Verdict judge_by(const AccessRule& rule, const Actor& actor, const RecordFacts& facts)
{
    Verdict verdict;
    verdict.facts = &facts;
    verdict.reach = rule.reach;
    verdict.verb = rule.verb;
    if (rule.base == Base::parent && facts.parent) {
        verdict.why = Why::parent;
        verdict.parent = std::make_shared<Verdict>(judge_by(*rule.parent, actor, *facts.parent));
        verdict.is_allowed = verdict.parent->is_allowed;
        return verdict;
    }
    const bool is_hidden =
        rule.keeps_private && facts.is_private && facts.owner != std::optional(actor.user);
    const auto why = base_of(rule, actor, facts);
    verdict.is_allowed = why && !is_hidden;
    if (verdict.is_allowed) {
        verdict.why = *why;
    } else if (rule.is_open_when_shared && facts.is_open) {
        verdict.is_allowed = true;
        verdict.why = Why::open;
    } else if (rule.takes_shares &&
               (verdict.share = share_that_lets(actor, facts, rule.verb == Verb::update))) {
        verdict.is_allowed = true;
        verdict.why = Why::shared;
    } else {
        verdict.why = is_hidden && why ? Why::is_private : why_not(rule, actor, facts);
    }
    return verdict;
}

} // namespace

std::string_view name_of(Verdict::Why why)
{
    switch (why) {
    case Why::administrator:
        return "administrator";
    case Why::setting:
        return "setting";
    case Why::all:
        return "all";
    case Why::ownerless:
        return "ownerless";
    case Why::own:
        return "own";
    case Why::team:
        return "team";
    case Why::team_below:
        return "team_below";
    case Why::reader:
        return "reader";
    case Why::open:
        return "open";
    case Why::shared:
        return "shared";
    case Why::parent:
        return "parent";
    case Why::no_role:
        return "no_role";
    case Why::no_reach:
        return "no_reach";
    case Why::only_settings:
        return "only_settings";
    case Why::only_shared:
        return "only_shared";
    case Why::only_to_read:
        return "only_to_read";
    case Why::elsewhere:
        return "elsewhere";
    case Why::unowned:
        return "unowned";
    case Why::is_private:
        return "private";
    }
    return "";
}

RecordFacts load_facts(Engine& engine, const Object& object, const Id& id)
{
    const auto catalog = engine.catalog();
    RecordFacts facts;
    facts.object = &object;
    facts.id = id;
    bool is_there = false;
    std::optional<Id> parent;
    ListQuery query;
    query.filter = "id = \"" + format_id(id) + "\"";
    query.sort = "id";
    const Actor program = Actor::program("Comity", Origin::automation);
    for (query.bin = false; !is_there; query.bin = true) {
        each_page(engine, program, object, query, 1, [&](std::vector<Record>& page) {
            for (const Record& record : page) {
                is_there = true;
                add_cells(record, facts);
                if (!object.parent.empty())
                    parent = record.reference(object.parent);
            }
            return false;
        });
        if (query.bin)
            break;
    }
    if (!is_there)
        throw Error(Cause::not_found,
                    say("common.no_object_with_that_id", {{"object", within(object.label)}}));
    if (parent) {
        const Object& above = catalog->load(object.load_field(object.parent).target);
        facts.parent = std::make_unique<RecordFacts>(load_facts(engine, above, *parent));
    }
    add_shares(engine, *catalog, facts);
    return facts;
}

Verdict judge(const Catalog& catalog, const Actor& actor, const RecordFacts& facts, Verb verb)
{
    return judge_by(rule_for(catalog, actor, *facts.object, verb), actor, facts);
}

} // namespace comity::record
