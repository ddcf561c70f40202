#include "record/access.h"

#include <algorithm>

namespace comity::record {
namespace {

std::string column(std::string_view alias, std::string_view name)
{
    std::string sql(alias);
    if (!sql.empty())
        sql += '.';
    return sql + store::quote(name);
}

Sql nothing()
{
    return {"1 = 0", {}};
}

Sql owned_by(std::string_view alias, const std::string& owner, const std::vector<Id>& users)
{
    Sql sql;
    sql += column(alias, owner);
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
    sql += ")";
    return sql;
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

Sql private_predicate(const Actor& actor, const Object& object, Verb verb, std::string_view alias)
{
    Sql sql;
    sql += "(";
    sql.append(owned_by(alias, object.owner, {actor.user}));
    if (verb == Verb::read && object.find_field("shared")) {
        sql += " OR ";
        sql += column(alias, "shared");
        sql += " = ";
        sql.bind(true);
    }
    sql += ")";
    return sql;
}

// What hangs on another record is reached through it.
std::optional<Sql> parent_predicate(const Catalog& catalog, const Actor& actor,
                                    const Object& object, Verb verb, std::string_view alias)
{
    const Object& parent = catalog.load(object.load_field(object.parent).target);
    const Verb parent_verb = verb == Verb::read || verb == Verb::export_ ? verb : Verb::update;
    auto inner = access_predicate(catalog, actor, parent, parent_verb, "p");
    if (!inner)
        return std::nullopt;
    Sql sql;
    sql += column(alias, object.parent);
    sql += " IN (SELECT p.\"id\" FROM ";
    sql += store::quote(Catalog::table_of(parent));
    sql += " p WHERE ";
    sql.append(*inner);
    sql += ")";
    return sql;
}

} // namespace

std::optional<Sql> access_predicate(const Catalog& catalog, const Actor& actor,
                                    const Object& object, Verb verb, std::string_view alias)
{
    const Reach reach = actor.reach(object, verb);
    if (reach == Reach::none)
        return nothing();
    if (object.is_private && !actor.user.is_nil())
        return private_predicate(actor, object, verb, alias);
    if (reach == Reach::all)
        return std::nullopt;
    if (!object.parent.empty())
        return parent_predicate(catalog, actor, object, verb, alias);
    if (object.owner.empty())
        return std::nullopt;
    return owned_by(alias, object.owner, owners_within(actor, reach));
}

std::optional<Sql> access_test(const Catalog& catalog, const Actor& actor, const Object& object,
                               Verb verb, std::string_view alias, bool is_postgres)
{
    auto predicate = access_predicate(catalog, actor, object, verb, alias);
    if (predicate && !is_postgres)
        predicate->text = "likely(" + predicate->text + ")";
    return predicate;
}

std::vector<Id> owners_reached(const Actor& actor, const Object& object, Verb verb)
{
    const Reach reach = actor.reach(object, verb);
    const bool is_by_owner = reach != Reach::none && reach != Reach::all && !object.is_private &&
                             object.parent.empty() && !object.owner.empty();
    return is_by_owner ? owners_within(actor, reach) : std::vector<Id>{};
}

bool may_touch(const Actor& actor, const Object& object, Verb verb, const Record& record)
{
    const Reach reach = actor.reach(object, verb);
    if (reach == Reach::none)
        return false;
    const bool is_private = object.is_private && !actor.user.is_nil();
    if (is_private && verb == Verb::read && object.find_field("shared") && record.flag("shared"))
        return true;
    if (!is_private && (reach == Reach::all || object.owner.empty()))
        return true;
    const auto owner = record.reference(object.owner);
    if (!owner)
        return false;
    if (is_private)
        return *owner == actor.user;
    const auto owners = owners_within(actor, reach);
    return std::find(owners.begin(), owners.end(), *owner) != owners.end();
}

} // namespace comity::record
