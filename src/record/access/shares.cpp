#include "record/access/shares.h"

#include "base/error.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"

#include <algorithm>
#include <limits>
#include <set>

namespace comity::record {
namespace {

constexpr Instant never_ends{std::numeric_limits<std::int64_t>::max()};

// What goes to the person and to the person's teams are two stretches of two indexes: a SELECT for
// each, with `between` between them.
Sql shares_of(const Actor& actor, std::string_view columns, const Sql& condition,
              std::string_view between)
{
    Sql sql;
    const auto add = [&](std::string_view to, std::span<const Id> ids) {
        if (ids.empty())
            return;
        sql += sql.text.empty() ? "" : between;
        sql += "SELECT " + std::string(columns) + " FROM \"shares\" s WHERE s.\"" +
               std::string(to) + "\" IN (";
        append_ids(sql, ids);
        (sql += ") AND s.\"" + std::string(to) + "\" IS NOT NULL").append(condition);
        sql += " AND s.\"deleted_at\" IS NULL";
    };
    add("person", {&actor.user, 1});
    add("team", actor.teams);
    return sql;
}

// Those that count for the verb. What is in the statement changes whenever the shares do (`at`), so
// figures that are kept by their statement are never those of other shares.
Sql counted_shares(const Actor& actor, const Object& object, Verb verb)
{
    Sql condition;
    (condition += " AND s.\"record_object\" = ").bind(object.name);
    ((condition += " AND (s.\"ends_at\" IS NULL OR s.\"ends_at\" > ").bind(actor.shares->at)) +=
        ")";
    if (verb == Verb::update)
        condition += " AND s.\"level\" = 'change'";
    return condition;
}

struct Reading {
    std::set<Id> readable;
    std::set<Id> changeable;
};

void note(std::set<Id>& ids, const Id& id)
{
    if (ids.size() <= Shares::most_named)
        ids.insert(id);
}

std::shared_ptr<const Shares> read_shares(store::Database& database, const Actor& actor)
{
    auto shares = std::make_shared<Shares>();
    shares->at = now();
    shares->until = never_ends;
    std::unordered_map<std::string, Reading> reading;
    database.read([&](store::Connection& connection) {
        reading.clear();
        Sql still;
        ((still += " AND (s.\"ends_at\" IS NULL OR s.\"ends_at\" > ").bind(shares->at)) += ")";
        Sql sql = shares_of(actor, R"(s."record_object", s."record", s."level", s."ends_at")",
                            still, " UNION ALL ");
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            Reading& of_object = reading[std::string(row.text(0))];
            note(of_object.readable, row.id(1));
            if (row.text(2) == "change")
                note(of_object.changeable, row.id(1));
            if (!row.is_null(3))
                shares->until = std::min(shares->until, row.instant(3));
        });
    });
    for (const auto& [object, of_object] : reading)
        shares->objects[object] = {{{of_object.readable.begin(), of_object.readable.end()}},
                                   {{of_object.changeable.begin(), of_object.changeable.end()}}};
    return shares;
}

} // namespace

const Shares::Records* Shares::find(const Object& object, Verb verb) const
{
    const auto found = objects.find(object.name);
    if (found == objects.end() || verb == Verb::create || verb == Verb::remove)
        return nullptr;
    const Records& records =
        verb == Verb::update ? found->second.changeable : found->second.readable;
    return records.ids.empty() ? nullptr : &records;
}

Sql shared_ids(const Actor& actor, const Object& object, Verb verb, std::string_view column)
{
    const Shares::Records* records = actor.shares ? actor.shares->find(object, verb) : nullptr;
    CHECK(records);
    Sql sql;
    sql += std::string(column) + " IN (";
    if (!records->is_many()) {
        append_ids(sql, records->ids);
        return std::move(sql += ")");
    }
    sql.append(
        shares_of(actor, "s.\"record\"", counted_shares(actor, object, verb), " UNION ALL "));
    return std::move(sql += ")");
}

Sql shared_lookup(const Actor& actor, const Object& object, Verb verb, std::string_view column)
{
    const Shares::Records* records = actor.shares ? actor.shares->find(object, verb) : nullptr;
    CHECK(records);
    if (!records->is_many())
        return shared_ids(actor, object, verb, column);
    Sql condition = counted_shares(actor, object, verb);
    condition += " AND s.\"record\" = " + std::string(column);
    Sql sql;
    sql += "(EXISTS (";
    sql.append(shares_of(actor, "1", condition, ") OR EXISTS ("));
    return std::move(sql += "))");
}

std::shared_ptr<const Shares> ShareCache::of(store::Database& database, const Actor& actor)
{
    std::uint64_t forgotten = 0;
    {
        std::lock_guard lock(m_mutex);
        const auto known = m_known.find(actor.user);
        const bool is_good = known != m_known.end() && known->second.teams == actor.teams &&
                             (known->second.until == never_ends || now() < known->second.until);
        if (is_good)
            return known->second.shares;
        forgotten = m_forgotten;
    }
    auto shares = read_shares(database, actor);
    const Instant until = shares->until;
    if (shares->objects.empty())
        shares = nullptr;
    std::lock_guard lock(m_mutex);
    if (forgotten == m_forgotten)
        m_known[actor.user] = {shares, actor.teams, until};
    return shares;
}

void ShareCache::forget()
{
    std::lock_guard lock(m_mutex);
    ++m_forgotten;
    m_known.clear();
}

std::string share_indexes(const Catalog& catalog)
{
    std::string sql;
    if (catalog.find("share"))
        for (const char* to : {"person", "team"})
            sql += "CREATE INDEX IF NOT EXISTS \"shares_with_" + std::string(to) +
                   "\" ON \"shares\" (\"" + to +
                   R"(", "record_object", "record", "level", "ends_at") WHERE "deleted_at" IS NULL)"
                   " AND \"" +
                   to + "\" IS NOT NULL;\n";
    // Few records are private: an index of those alone.
    for (const Object& object : catalog.objects())
        if (!object.private_field.empty())
            sql += "CREATE INDEX IF NOT EXISTS " +
                   store::quote(Catalog::table_of(object) + "_private") + " ON " +
                   store::quote(Catalog::table_of(object)) + " (" + store::quote(object.owner) +
                   ", \"deleted_at\") WHERE " + store::quote(object.private_field) + " IS TRUE;\n";
    return sql;
}

} // namespace comity::record
