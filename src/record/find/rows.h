#pragma once
// The statement behind a list: conditions, order, page. Shared by lists, pages of records, counts
// and aggregates.

#include "record/find/find.h"
#include "record/find/sort.h"
#include "store/database.h"

#include <memory>

namespace comity::record {

class RowSearch {
public:
    // Parses and checks filter, sort and cursor. Error{forbidden} when nothing of the object may be
    // read.
    RowSearch(Engine& engine, const Actor& actor, const Object& object, const ListQuery& query,
              Verb verb = Verb::read);

    // Which rows there were at `as_of`: past rows are only looked at when there are any since.
    void look_for_past(store::Connection& connection);

    // Runs the page's statement(s) and hands over rows: `columns` as given, then the sort values.
    // Stops after `limit` rows, or as soon as `on_row` has had them all; returns true when more
    // rows follow, with the last row handed over as `last`.
    bool run_page(store::Connection& connection, const Sql& columns, int column_count,
                  std::optional<Cursor> after, int limit, store::OnRow on_row, Cursor& last) const;

    // The number of rows, or `most` + 1 when there are more.
    std::int64_t count(store::Connection& connection, std::int64_t most) const;

    // ` FROM … WHERE …` of all rows, for aggregates; joins stand between.
    // By this index when one is named.
    Sql source(const Sql& joins, const std::string& index = {}) const;
    // The index that has all columns that the select list and its joins name, when that is the
    // fastest way; otherwise "".
    std::string covering_index(store::Connection& connection, std::string_view select) const;
    // The same of other rows than all that there are now: `from` names them `t0`.
    Sql source_from(const Sql& from, const Sql& joins) const;

    // The filter stands on fields that are worked out from other records.
    bool reads_others() const { return m_reads_others; }
    const SortOrder& order() const { return m_order; }
    const std::string& digest() const { return m_digest; }
    std::optional<Cursor> cursor(std::string_view after) const;

private:
    enum class Arm { now, past };

    std::shared_ptr<const Catalog> m_catalog;
    const Object& m_object;
    std::optional<Instant> m_as_of;
    bool m_has_past = false;
    bool m_is_bin = false;
    bool m_is_postgres = false;
    bool m_reads_others = false;
    SortOrder m_order;
    std::string m_digest;
    Sql m_access;             // what the actor may see; empty for everything
    Sql m_filter;             // what was asked for
    Sql m_conditions;         // both, without the arm's own
    Sql m_walk_access;        // m_access for rows that are met one by one
    bool m_is_shared = false; // some are shared with the actor; m_has_many_shared: very many
    bool m_has_many_shared = false;
    bool m_is_by_owner = false;   // m_access asks for nothing but the owner, which indexes have
    std::vector<Sql> m_stretches; // then: m_access in disjoint conditions, unless they are many

    void append_arm(Arm arm, Sql& sql) const;
    void append_arm(Arm arm, const Sql& conditions, Sql& sql) const;
    // See count.cpp.
    Sql rows_to_count(Arm arm) const;
    Sql stretches_to_count() const;
    struct Stretch {
        int phase = 0;
        const Cursor* after = nullptr;
        int limit = 0;
        bool shuns_order = false;
    };
    Sql page_sql(const Sql& columns, const Stretch& stretch) const;
    // A filter or a right that many rows meet is answered fastest by walking the order's index;
    // one that few meet by its own. SQLite knows no such numbers, so they are found out: see
    // walk.cpp.
    bool wants_walk(store::Connection& connection, int phase) const;
    void note_walk(bool was_good) const;
    // Few rows meet the conditions and most may have nothing to sort by: then the order's index,
    // which SQLite prefers, is the wrong one.
    bool shuns_order(store::Connection& connection, int phase) const;
    bool has_more_than(store::Connection& connection, std::int64_t matches) const;
    std::uint64_t question_key(std::int64_t about) const;
    Sql walk_sql(const Sql& columns, int phase, const Cursor* after, int limit) const;
    // The other way, for who reaches some owners' records only: see merge.cpp.
    bool wants_merge(store::Connection& connection, int phase) const;
    Sql merge_sql(const Sql& columns, int phase, const Cursor* after, int limit) const;
    Sql merge_arm(const Sql& whose, int phase, const Cursor* after) const;
    // An order that is worked out: see ranked.cpp.
    bool wants_ranks() const;
    Sql ranked_sql(const Sql& columns, int phase, const Cursor* after, int limit) const;
    Sql arm_page(Arm arm, const Sql& columns, const Stretch& stretch) const;
};

} // namespace comity::record
