// What an undo has to know of merges: which two it parts, and where references lead by now.

#include "record/undo/undo.h"

#include "record/find/survivors.h"

namespace comity::record {
namespace {

struct Candidate {
    std::string object;
    Id record;
    std::int64_t version = 0;
};

// What the record was merged into, before or after that version.
std::optional<Id> merged_into(SaveState& state, const Object& object, const Candidate& candidate)
{
    std::optional<Id> into;
    std::string sql;
    for (const std::string& table : {Catalog::table_of(object), Catalog::past_table_of(object)})
        sql += (sql.empty() ? "" : " UNION ALL ") +
               ("SELECT \"merged_into\" FROM " + store::quote(table)) +
               " WHERE \"id\" = ? AND \"version\" IN (?, ?) AND "
               "\"merged_into\" IS NOT NULL";
    const Value id = candidate.record, is = candidate.version, was = candidate.version - 1;
    state.connection.query({sql, {id, is, was, id, is, was}},
                           [&](const store::Row& row) { into = row.id(0); });
    return into;
}

} // namespace

std::optional<UndoneMerge> find_undone_merge(SaveState& state, const Id& change_set,
                                             const std::string& kind)
{
    if (kind != "merge" && kind != "unmerge")
        return std::nullopt;
    std::vector<Candidate> candidates;
    state.connection.query(
        {R"(SELECT "object", "record", "version" FROM "change" WHERE "change_set" = ?
            AND "verb" IN ('delete', 'restore') ORDER BY "position" LIMIT 1000)",
         {change_set}},
        [&](const store::Row& row) {
            candidates.push_back({std::string(row.text(0)), row.id(1), row.integer(2)});
        });
    for (const Candidate& candidate : candidates)
        if (const Object* object = state.catalog->find(candidate.object))
            if (const auto into = merged_into(state, *object, candidate))
                return UndoneMerge{candidate.object, *into, candidate.record, kind == "unmerge"};
    return std::nullopt;
}

void follow_merges(SaveState& state, const Object& object, std::vector<UndoRecord>& records)
{
    for (const Field& field : object.fields) {
        if (!refers(field))
            continue;
        std::map<const Object*, std::vector<Id>> ids;
        for (const UndoRecord& record : records)
            for (const UndoStep& step : record.steps)
                if (differs(step.after, record.current, field))
                    if (const Object* target = target_of(*state.catalog, step.after, field))
                        for (const Id& id : ids_in(step.after, field))
                            ids[target].push_back(id);
        for (const auto& [target, asked] : ids)
            for (const auto& [from, to] : find_survivors(state.connection, *target, asked))
                for (UndoRecord& record : records)
                    for (UndoStep& step : record.steps) {
                        Record led = step.after;
                        if (lead_to(led, field, *target, from, to) &&
                            !differs(led, record.current, field))
                            step.after = std::move(led);
                    }
    }
}

void land_on_survivors(SaveState& state, const Object& object, std::span<Draft> drafts,
                       const std::optional<UndoneMerge>& merge)
{
    for (const Field& field : object.fields) {
        if (!refers(field))
            continue;
        std::map<const Object*, std::vector<Id>> ids;
        for (const Draft& draft : drafts)
            if (differs(*draft.before, draft.after, field))
                if (const Object* target = target_of(*state.catalog, draft.after, field))
                    for (const Id& id : ids_in(draft.after, field))
                        if (!merge || id != merge->other)
                            ids[target].push_back(id);
        for (const auto& [target, asked] : ids)
            for (const auto& [from, to] : find_survivors(state.connection, *target, asked))
                for (Draft& draft : drafts)
                    lead_to(draft.after, field, *target, from, to);
    }
}

} // namespace comity::record
