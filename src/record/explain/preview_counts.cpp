#include "record/explain/preview_counts.h"

#include "record/access/shares.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "store/database.h"

namespace comity::record {
namespace {

// What hangs on another record is counted by whose that one is.
const Object& owned_object(const Catalog& catalog, const Object& object)
{
    return object.parent.empty() ? object : catalog.load(object.load_field(object.parent).target);
}

Sql count_sql(const Catalog& catalog, const Object& object, bool only_private)
{
    const Object& owned = owned_object(catalog, object);
    const bool has_parent = &owned != &object;
    const std::string alias = has_parent ? "p" : "t0";
    const std::string owner = owned.owner.empty() ? "NULL" : column_sql(alias, owned.owner);
    Sql sql;
    sql += "SELECT " + owner + ", count(*) FROM " + store::quote(Catalog::table_of(object)) + " t0";
    if (has_parent)
        sql += " JOIN " + store::quote(Catalog::table_of(owned)) +
               " p ON p.\"id\" = " + column_sql("t0", object.parent);
    sql += " WHERE t0.\"deleted_at\" IS NULL";
    if (only_private)
        sql += " AND " + column_sql("t0", object.private_field) + " IS TRUE";
    if (!owned.owner.empty())
        sql += " GROUP BY " + owner;
    return sql;
}

} // namespace

Extent extent_of(const AccessRule& rule)
{
    if (rule.base == AccessRule::Base::parent)
        return extent_of(*rule.parent);
    Extent extent;
    extent.has_all = rule.base == AccessRule::Base::everything;
    extent.owners = {rule.owners.begin(), rule.owners.end()};
    extent.takes_shares = rule.takes_shares;
    return extent;
}

PreviewCounts::ByOwner PreviewCounts::read(Sql sql)
{
    ByOwner counts;
    const auto statement = std::move(sql).statement();
    m_engine.database().read([&](store::Connection& connection) {
        counts.clear();
        connection.query(statement, [&](const store::Row& row) {
            counts[row.is_null(0) ? Id{} : row.id(0)].open += row.integer(1);
        });
    });
    return counts;
}

const PreviewCounts::ByOwner& PreviewCounts::all_of(const Object& object)
{
    const auto [known, is_new] = m_all.try_emplace(object.name);
    if (!is_new)
        return known->second;
    const auto catalog = m_engine.catalog();
    known->second = read(count_sql(*catalog, object, false));
    if (!object.private_field.empty())
        for (const auto& [owner, owned] : read(count_sql(*catalog, object, true))) {
            known->second[owner].open -= owned.open;
            known->second[owner].kept_private = owned.open;
        }
    return known->second;
}

// What is shared with the person, by whose it is; private or not is the same here.
const PreviewCounts::ByOwner& PreviewCounts::shared_of(const Object& object, const Actor& person,
                                                       Verb verb)
{
    const bool has_any = object.parent.empty() && !object.owner.empty() && person.shares &&
                         person.shares->find(object, verb);
    static const ByOwner none;
    if (!has_any)
        return none;
    const std::string key =
        object.name + " " + std::string(name_of(verb)) + " " + format_id(person.user);
    const auto [known, is_new] = m_shared.try_emplace(key);
    if (!is_new)
        return known->second;
    const auto by_owner = [&](const char* more) {
        const std::string owner = column_sql("t0", object.owner);
        Sql sql;
        sql += "SELECT " + owner + ", count(*) FROM " + store::quote(Catalog::table_of(object)) +
               " t0 WHERE t0.\"deleted_at\" IS NULL AND ";
        sql.append(shared_ids(person, object, verb, column_sql("t0", "id")));
        if (*more)
            sql += " AND " + column_sql("t0", object.private_field) + more;
        sql += " GROUP BY " + owner;
        return read(std::move(sql));
    };
    known->second = by_owner("");
    if (!object.private_field.empty())
        for (const auto& [owner, owned] : by_owner(" IS TRUE")) {
            known->second[owner].open -= owned.open;
            known->second[owner].kept_private = owned.open;
        }
    return known->second;
}

std::int64_t PreviewCounts::reached(const Object& object, const Actor& person, Verb verb,
                                    const Extent& extent)
{
    return missing(object, person, verb, extent, {});
}

std::int64_t PreviewCounts::missing(const Object& object, const Actor& person, Verb verb,
                                    const Extent& more, const Extent& less)
{
    // Of an owner's records those that the extent lets the person have by itself.
    const auto has_open = [&](const Extent& extent, const Id& owner) { return extent.has(owner); };
    const auto has_private = [&](const Extent& extent, const Id& owner) {
        return extent.has(owner) && owner == person.user;
    };
    std::int64_t count = 0;
    for (const auto& [owner, owned] : all_of(object)) {
        if (has_open(more, owner) && !has_open(less, owner))
            count += owned.open;
        if (has_private(more, owner) && !has_private(less, owner))
            count += owned.kept_private;
    }
    for (const auto& [owner, shared] : shared_of(object, person, verb)) {
        // Shared records that `more` has by sharing only, and those that `less` has by sharing.
        const auto settle = [&](bool more_has, bool less_has, std::int64_t records) {
            const bool is_in_more = more_has || more.takes_shares;
            const bool is_in_less = less_has || less.takes_shares;
            const bool was_counted = more_has && !less_has;
            const bool is_missing = is_in_more && !is_in_less;
            count += (is_missing ? records : 0) - (was_counted ? records : 0);
        };
        settle(has_open(more, owner), has_open(less, owner), shared.open);
        settle(has_private(more, owner), has_private(less, owner), shared.kept_private);
    }
    return count;
}

std::set<Id> PreviewCounts::owners_missing(const Object& object, const Extent& more,
                                           const Extent& less)
{
    std::set<Id> owners;
    for (const auto& [owner, owned] : all_of(object))
        if (more.has(owner) && !less.has(owner))
            owners.insert(owner);
    return owners;
}

std::int64_t PreviewCounts::owned(const Object& object, const std::set<Id>& owners)
{
    std::int64_t count = 0;
    for (const auto& [owner, owned] : all_of(object))
        if (owners.contains(owner))
            count += owned.open;
    return count;
}

} // namespace comity::record
