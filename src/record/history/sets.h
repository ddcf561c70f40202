#pragma once
// Which change sets answer a question, stretch by stretch of the log. The log is ordered by its
// sequence number, and that is nearly the order of time: a moment is found by halving.

#include "record/history/changes.h"
#include "record/history/label_search.h"
#include "record/history/rights.h"

namespace comity::record {

struct ChangeSetRow {
    std::int64_t seq = 0;
    Id id;
    Instant at;
    Id actor;
    std::string actor_name, origin, label;
    std::string cause_kind, cause_name; // what brought it about (access/brought_by.h)
    Id cause_id, cause_after;
    std::string kind; // merge, unmerge, or nothing out of the ordinary
    Id undoes;
    std::int64_t records = 0;
    std::vector<LoggedChange> changes;

    // The change set that takes this one back at the moment.
    struct Undone {
        Id by;
        Instant at;
        std::string actor_name;
    };
    std::optional<Undone> undone;

    // The label names the first record: whoever may not see that one may not read it.
    // Those of merges name none.
    bool is_label_hidden() const
    {
        return changes.empty() || (kind.empty() && changes[0].position != 0);
    }
};

std::optional<ChangeSetRow> find_change_set(store::Connection& connection, const Id& id);
void look_for_undo(store::Connection& connection, ChangeSetRow& set);

// Walks down the log. What no index knows (words of a label, the origin, the object) is looked for
// in stretches, so that one question never reads the whole log.
class ChangeSetWalk {
public:
    // `object` is the name in the catalog, or "". `words` of the label, null for any. Begins below
    // `before`, or at the end of the log.
    ChangeSetWalk(store::Connection& connection, const ChangeQuery& query, std::string object,
                  const LabelSearch* words, std::optional<std::int64_t> before);

    // Newest first, at most `query.limit`; may be none of a stretch.
    std::vector<ChangeSetRow> next(store::Connection& connection);
    bool has_more() const { return m_before > m_floor; }
    // Everything from here on was handed over.
    std::int64_t before() const { return m_before; }
    // Not all of what next() gave was wanted: goes on below this one.
    void continue_below(std::int64_t seq) { m_before = seq; }

private:
    const ChangeQuery& m_query;
    std::string m_object;
    const LabelSearch* m_words;
    std::int64_t m_before = 0;
    std::int64_t m_floor = 1;
    bool m_is_postgres = false;

    bool walks_in_stretches() const;
    Sql page_sql(std::int64_t bottom) const;
};

} // namespace comity::record
