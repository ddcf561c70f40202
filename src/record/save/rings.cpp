// Trees have a top: nothing stands above itself. Asked of whatever is about to get another parent,
// level by level upwards, one question a level for all drafts of a page together.

#include "record/save/state.h"

#include "record/language/tree.h"
#include "record/object/annex.h"

#include <algorithm>

namespace comity::record {
namespace {

using Ids = std::unordered_set<Id>;

class Climb {
public:
    Climb(SaveState& state, const Object& object, const Field& by)
        : m_state(state), m_object(object), m_by(by)
    {
    }

    void check(std::span<Draft> drafts)
    {
        find_climbers(drafts);
        if (m_climbers.empty())
            return;
        look_up();
        for (Draft* draft : m_climbers)
            if (comes_back(draft->after.id()))
                draft->problems.push_back({m_by.name, "ring",
                                           say("save.object_would_stand_above_itself",
                                               {{"object", as_label(m_object.label)}})});
    }

private:
    SaveState& m_state;
    const Object& m_object;
    const Field& m_by;
    std::vector<Draft*> m_climbers;
    // Who stands above whom: as the drafts will have it, then as the rows have it. Nil: nobody.
    std::unordered_map<Id, Id> m_above;
    Ids m_fine; // from where the top was reached

    Id above(const Record& record) const
    {
        return record.has(m_by) ? std::get<Id>(record.of(m_by)[0]) : Id{};
    }

    // A new record stands above nobody, unless another draft says so.
    void find_climbers(std::span<Draft> drafts)
    {
        Ids named;
        for (const Draft& draft : drafts)
            if (draft.is_good() && draft.after.has(m_by))
                named.insert(above(draft.after));
        if (named.empty())
            return;
        for (Draft& draft : drafts) {
            if (!draft.is_good())
                continue;
            m_above[draft.after.id()] = above(draft.after);
            const bool is_new_parent =
                draft.after.has(m_by) && (draft.before ? differs(*draft.before, draft.after, m_by)
                                                       : named.contains(draft.after.id()));
            if (is_new_parent)
                m_climbers.push_back(&draft);
        }
    }

    void look_up()
    {
        Ids asked;
        for (const Draft* draft : m_climbers)
            asked.insert(above(draft->after));
        send_waiting(m_state); // what this change set has written counts
        while (!asked.empty()) {
            Ids next;
            std::vector<Id> unknown;
            for (const Id& id : asked)
                if (const auto known = m_above.find(id); known == m_above.end())
                    unknown.push_back(id);
                else if (!known->second.is_nil() && m_passed.insert(id).second)
                    next.insert(known->second);
            for (std::size_t from = 0; from < unknown.size(); from += at_once)
                ask(std::span(unknown).subspan(from, std::min(at_once, unknown.size() - from)));
            for (const Id& id : unknown)
                if (const Id& higher = m_above[id]; !higher.is_nil())
                    next.insert(higher);
            asked = std::move(next);
        }
    }

    // Two people who hang two records on each other at the same moment: one has to wait for the
    // other and sees the ring.
    void ask(std::span<const Id> ids)
    {
        const std::string table =
            m_by.annex > 0 ? annex_table(m_object, m_by.annex) : Catalog::own_table_of(m_object);
        Sql sql;
        sql += "SELECT t0.\"id\", t0." + store::quote(m_by.name) + " FROM " + store::quote(table) +
               " t0 WHERE t0.\"id\" IN (";
        append_marks(sql.text, padded(ids.size()));
        append_ids(sql.values, ids, padded(ids.size()));
        sql += m_state.connection.dialect().is_postgres() ? ") ORDER BY t0.\"id\" FOR SHARE" : ")";
        m_state.connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            m_above[row.id(0)] = row.is_null(1) ? Id{} : row.id(1);
        });
    }

    bool comes_back(const Id& from)
    {
        Ids passed;
        for (Id at = m_above[from]; !at.is_nil() && !m_fine.contains(at); at = m_above[at]) {
            if (at == from)
                return true;
            if (!passed.insert(at).second)
                return false; // a ring from before, of which this one is no part
        }
        m_fine.insert(passed.begin(), passed.end());
        return false;
    }

    static constexpr std::size_t at_once = 512;
    Ids m_passed;
};

} // namespace

void check_rings(SaveState& state, const Object& object, std::span<Draft> drafts)
{
    if (const Field* by = find_tree_field(object))
        Climb(state, object, *by).check(drafts);
}

} // namespace comity::record
