#include "record/find/survivors.h"

#include "base/text.h"
#include "record/access/access.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/rows.h"
#include "store/database.h"

#include <algorithm>
#include <set>

namespace comity::record {
namespace {

constexpr std::size_t page_size = 512;

// One step: what these were merged into.
std::map<Id, Id> find_next(store::Connection& connection, const Object& object,
                           std::span<const Id> ids)
{
    std::map<Id, Id> next;
    for (std::size_t from = 0; from < ids.size(); from += page_size) {
        Sql sql;
        sql += "SELECT \"id\", \"merged_into\" FROM " + store::quote(Catalog::table_of(object)) +
               " WHERE \"id\" IN (";
        append_ids(sql, ids.subspan(from, std::min(page_size, ids.size() - from)));
        sql += ") AND \"merged_into\" IS NOT NULL";
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { next[row.id(0)] = row.id(1); });
    }
    return next;
}

std::string without_doubles(std::string_view lines, std::string_view from, std::string_view to)
{
    std::string kept;
    std::set<std::string_view> seen;
    for (std::string_view line : split(lines, '\n')) {
        if (line == from)
            line = to;
        if (line.empty() || !seen.insert(line).second)
            continue;
        kept += kept.empty() ? "" : "\n";
        kept += line;
    }
    return kept;
}

} // namespace

bool refers(const Field& field)
{
    return !field.is_derived() && facts_of(field).refers;
}

const Object* target_of(const Catalog& catalog, const Record& record, const Field& field)
{
    if (!field.target.empty())
        return catalog.find(field.target);
    const auto* name = std::get_if<std::string>(&record.of(field).back());
    return name ? catalog.find(*name) : nullptr;
}

std::vector<Id> ids_in(const Record& record, const Field& field)
{
    return kind_of(field).ids(record.of(field));
}

std::map<Id, Id> find_survivors(store::Connection& connection, const Object& object,
                                std::span<const Id> ids)
{
    std::map<Id, Id> survivors;
    std::vector<Id> asked(ids.begin(), ids.end());
    std::set<Id> seen;
    while (!asked.empty()) {
        const auto next = find_next(connection, object, asked);
        asked.clear();
        for (const auto& [id, into] : next)
            survivors[id] = into;
        for (const auto& [id, into] : next)
            if (seen.insert(into).second)
                asked.push_back(into);
    }
    // Each chain to its end; no longer than there are merges in it.
    std::map<Id, Id> ends;
    for (const Id& id : ids) {
        auto at = survivors.find(id);
        for (std::size_t step = 0; at != survivors.end() && step <= survivors.size(); ++step) {
            ends[id] = at->second;
            at = survivors.find(at->second);
        }
    }
    return ends;
}

std::optional<Id> find_survivor(Engine& engine, const Actor& actor, const Object& object,
                                const Id& id)
{
    const auto catalog = engine.catalog();
    if (actor.reach(object, Verb::read) == Reach::none)
        return std::nullopt;
    std::optional<Id> survivor;
    engine.database().read([&](store::Connection& connection) {
        survivor.reset();
        const auto found = find_survivors(connection, object, {&id, 1});
        if (found.empty())
            return;
        Sql sql;
        sql += "SELECT t0.\"id\" FROM " + store::quote(Catalog::table_of(object)) +
               " t0 WHERE t0.\"id\" = ";
        sql.bind(found.begin()->second);
        if (auto rights = access_predicate(*catalog, actor, object, Verb::read, "t0"))
            (sql += " AND ").append(*rights);
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { survivor = row.id(0); });
    });
    return survivor;
}

bool lead_to(Record& record, const Field& field, const Object& target, const Id& from, const Id& to)
{
    const auto cells = record.of(field);
    if (refers(field) && facts_of(field).has_many) {
        const auto* lines = std::get_if<std::string>(&cells[0]);
        const std::string old_id = format_id(from);
        if (field.target != target.name || !lines || lines->find(old_id) == lines->npos)
            return false;
        // What would name itself names nothing.
        std::string kept =
            without_doubles(*lines, old_id, to == record.id() ? std::string() : format_id(to));
        cells[0] = kept.empty() ? Value(Null{}) : Value(std::move(kept));
        return true;
    }
    if (!refers(field))
        return false;
    const Id* id = std::get_if<Id>(&cells[0]);
    if (!id || *id != from)
        return false;
    if (field.target.empty() ? std::get<std::string>(cells[1]) != target.name
                             : field.target != target.name)
        return false;
    cells[0] = to;
    return true;
}

} // namespace comity::record
