#include "record/access/access_rule.h"

#include "record/access/access_walk.h"
#include "record/access/shares.h"
#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

Sql owned_by(std::string_view alias, const Object& object, const std::vector<Id>& users)
{
    Sql sql;
    sql += column_sql(alias, object.owner);
    if (users.size() == 1) {
        sql += " = ";
        return std::move(sql.bind(users[0]));
    }
    sql += " IN (";
    for (std::size_t i = 0; i < users.size(); ++i) {
        if (i)
            sql += ", ";
        sql.bind(users[i]);
    }
    return std::move(sql += ")");
}

// Who may own what is within that reach.
std::vector<Id> owners_within(const Actor& actor, Reach reach)
{
    std::vector<Id> owners = reach == Reach::team         ? actor.team_members
                             : reach == Reach::team_below ? actor.team_below_members
                                                          : std::vector<Id>{};
    if (owners.empty())
        owners.push_back(actor.user);
    return owners;
}

bool reads(Verb verb)
{
    return verb == Verb::read || verb == Verb::export_;
}

// Not kept private by somebody else; by anybody, for who only looks as another person.
Sql not_private(const AccessRule& rule, const Actor& actor, std::string_view alias)
{
    Sql sql;
    const std::string column = column_sql(alias, rule.object->private_field);
    if (!actor.viewer.is_nil())
        return std::move(sql += column + " IS NOT TRUE");
    sql += "(" + column + " IS NOT TRUE OR ";
    return std::move(sql.append(owned_by(alias, *rule.object, {actor.user})) += ")");
}

Sql readers_sql(const AccessRule& rule, const Actor& actor, std::string_view alias)
{
    Sql sql = owned_by(alias, *rule.object, rule.owners);
    for (const std::string& name :
         reads(rule.verb) ? rule.object->readers : std::vector<std::string>{}) {
        const bool is_team = rule.object->load_field(name).target == "team";
        if (is_team && actor.teams.empty())
            continue;
        sql += " OR " + column_sql(alias, name) + " IN (";
        append_ids(sql, is_team ? std::span<const Id>(actor.teams)
                                : std::span<const Id>(&actor.user, 1));
        sql += ")";
    }
    sql.text = "(" + sql.text + ")";
    return sql;
}

// What hangs on another record is reached through it.
std::optional<Sql> parent_sql(const AccessRule& rule, const Actor& actor, std::string_view alias)
{
    const auto inner = rule.parent->compile(actor, "p");
    if (!inner)
        return std::nullopt;
    Sql sql;
    sql += column_sql(alias, rule.object->parent) + " IN (SELECT p.\"id\" FROM ";
    sql += store::quote(Catalog::table_of(*rule.parent->object)) + " p WHERE ";
    return std::move(sql.append(*inner) += ")");
}

// Nothing: every record meets it.
std::optional<Sql> base_sql(const AccessRule& rule, const Actor& actor, std::string_view alias)
{
    using Base = AccessRule::Base;
    switch (rule.base) {
    case Base::nothing:
        return Sql{"1 = 0", {}};
    case Base::everything:
        return std::nullopt;
    case Base::owners:
        return owned_by(alias, *rule.object, rule.owners);
    case Base::readers:
        return readers_sql(rule, actor, alias);
    case Base::parent:
        return parent_sql(rule, actor, alias);
    }
    return Sql{"1 = 0", {}};
}

using Shared = Sql (*)(const Actor&, const Object&, Verb, std::string_view);

// Whoever looks as another person sees nothing that is private to anybody.
Sql shared_sql(const AccessRule& rule, const Actor& actor, std::string_view alias, Shared shared)
{
    Sql sql = shared(actor, *rule.object, rule.verb, column_sql(alias, "id"));
    if (rule.keeps_private && !actor.viewer.is_nil())
        (sql += " AND ").append(not_private(rule, actor, alias));
    return sql;
}

// What is shared and no owner's stretch has.
Sql beyond_owners(const AccessRule& rule, const Actor& actor, std::string_view alias)
{
    const std::string owner = column_sql(alias, rule.object->owner);
    Sql sql = shared_sql(rule, actor, alias, shared_ids);
    sql += " AND (" + owner + " IS NULL OR NOT (";
    sql.append(owned_by(alias, *rule.object, rule.owners)) += ")";
    if (rule.keeps_private && actor.viewer.is_nil()) {
        const std::string column = column_sql(alias, rule.object->private_field);
        sql += " OR (" + column + " IS TRUE AND " + owner + " <> ";
        sql.bind(actor.user) += ")";
    }
    return std::move(sql += ")");
}

std::optional<Sql> compile_with(const AccessRule& rule, const Actor& actor, std::string_view alias,
                                Shared shared)
{
    const bool has_base = rule.base != AccessRule::Base::nothing;
    std::optional<Sql> wide = base_sql(rule, actor, alias);
    if (rule.keeps_private && has_base) {
        Sql guarded = wide ? *std::move(wide) += " AND " : Sql{};
        wide = std::move(guarded.append(not_private(rule, actor, alias)));
    }
    if (!wide || (!rule.is_open_when_shared && !rule.is_shared))
        return wide;
    Sql sql;
    sql += "(";
    if (has_base)
        sql.append(*wide) += " OR ";
    if (rule.is_open_when_shared) {
        (sql += column_sql(alias, "shared") + " = ").bind(true);
        sql += rule.is_shared ? " OR " : "";
    }
    if (rule.is_shared)
        sql.append(shared_sql(rule, actor, alias, shared));
    return std::move(sql += ")");
}

} // namespace

std::optional<Sql> AccessRule::compile(const Actor& actor, std::string_view alias) const
{
    return compile_with(*this, actor, alias, shared_ids);
}

std::optional<Sql> compile_for_walk(const AccessRule& rule, const Actor& actor,
                                    std::string_view alias)
{
    return compile_with(rule, actor, alias, shared_lookup);
}

bool AccessRule::is_by_owner() const
{
    return base == Base::owners && !object->is_private;
}

std::vector<Sql> AccessRule::stretches(const Actor& actor, std::string_view alias,
                                       std::size_t most) const
{
    if (!is_by_owner() || owners.size() > most)
        return {};
    std::vector<Sql> stretches;
    for (const Id& owner : owners) {
        Sql& sql = stretches.emplace_back(owned_by(alias, *object, {owner}));
        if (keeps_private && (owner != actor.user || !actor.viewer.is_nil()))
            sql += " AND " + column_sql(alias, object->private_field) + " IS NOT TRUE";
    }
    if (is_shared)
        stretches.push_back(beyond_owners(*this, actor, alias));
    return stretches;
}

Verb verb_on_parent(Verb verb)
{
    return reads(verb) ? verb : Verb::update;
}

AccessRule rule_for(const Catalog& catalog, const Actor& actor, const Object& object, Verb verb)
{
    using Base = AccessRule::Base;
    AccessRule rule;
    rule.object = &object;
    rule.verb = verb;
    rule.reach = actor.reach(object, verb);
    if (rule.reach == Reach::none)
        return rule;
    const bool is_person = !actor.user.is_nil();
    if (object.is_private && is_person) {
        rule.base = Base::owners;
        rule.owners = {actor.user};
        rule.is_open_when_shared = verb == Verb::read && object.find_field("shared");
    } else if (rule.reach == Reach::all) {
        rule.base = Base::everything;
    } else if (!object.parent.empty()) {
        const Object& parent = catalog.load(object.load_field(object.parent).target);
        rule.base = Base::parent;
        rule.parent =
            std::make_unique<AccessRule>(rule_for(catalog, actor, parent, verb_on_parent(verb)));
        return rule;
    } else if (!object.readers.empty()) {
        rule.base = Base::readers;
        rule.owners = {actor.user};
    } else if (rule.reach != Reach::shared) {
        rule.base = object.owner.empty() ? Base::everything : Base::owners;
        if (rule.base == Base::owners)
            rule.owners = owners_within(actor, rule.reach);
    }
    rule.keeps_private = is_person && !object.private_field.empty();
    const bool is_for_shares = reads(verb) || verb == Verb::update;
    rule.takes_shares = is_for_shares && (rule.base != Base::everything || rule.keeps_private);
    rule.is_shared = rule.takes_shares && actor.shares && actor.shares->find(object, verb);
    return rule;
}

} // namespace comity::record
