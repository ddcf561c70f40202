#include "record/history/sets.h"

#include "base/text.h"
#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::int64_t stretch = 5'000;
// Change sets that are written at once get their times and numbers in different orders.
constexpr std::int64_t disorder = 256;

constexpr std::string_view change_set_columns =
    "s.\"seq\", s.\"id\", s.\"at\", s.\"actor\", s.\"actor_name\", s.\"origin\", s.\"label\", "
    "s.\"undoes\", s.\"records\", s.\"kind\", s.\"cause_kind\", s.\"cause_id\", "
    "s.\"cause_name\", s.\"cause_after\"";

ChangeSetRow read_change_set(const store::Row& row)
{
    ChangeSetRow set;
    set.seq = row.integer(0);
    set.id = row.id(1);
    set.at = row.instant(2);
    set.actor = row.is_null(3) ? Id{} : row.id(3);
    set.actor_name = row.text(4);
    set.origin = row.text(5);
    set.label = row.text(6);
    set.undoes = row.is_null(7) ? Id{} : row.id(7);
    set.records = row.integer(8);
    if (!row.is_null(9))
        set.kind = row.text(9);
    if (!row.is_null(10))
        set.cause_kind = row.text(10);
    set.cause_id = row.is_null(11) ? Id{} : row.id(11);
    if (!row.is_null(12))
        set.cause_name = row.text(12);
    set.cause_after = row.is_null(13) ? Id{} : row.id(13);
    return set;
}

std::int64_t end_of_log(store::Connection& connection)
{
    std::int64_t seq = 0;
    connection.query({"SELECT MAX(\"seq\") FROM \"change_set\"", {}},
                     [&](const store::Row& row) { seq = row.is_null(0) ? 0 : row.integer(0); });
    return seq + 1;
}

// The number from which on the log is of this moment or later.
std::int64_t seq_at(store::Connection& connection, Instant moment, std::int64_t end)
{
    std::int64_t low = 1;
    while (low < end) {
        const std::int64_t middle = low + (end - low) / 2;
        std::optional<Instant> at;
        connection.query({"SELECT \"at\" FROM \"change_set\" WHERE \"seq\" >= ? "
                          "ORDER BY \"seq\" LIMIT 1",
                          {middle}},
                         [&](const store::Row& row) { at = row.instant(0); });
        if (!at || *at >= moment)
            end = middle;
        else
            low = middle + 1;
    }
    return low;
}

} // namespace

std::optional<ChangeSetRow> find_change_set(store::Connection& connection, const Id& id)
{
    std::optional<ChangeSetRow> set;
    connection.query(
        {"SELECT " + std::string(change_set_columns) + " FROM \"change_set\" s WHERE s.\"id\" = ?",
         {id}},
        [&](const store::Row& row) { set = read_change_set(row); });
    return set;
}

void look_for_undo(store::Connection& connection, ChangeSetRow& set)
{
    const auto undoer = find_undoer(connection, set.id);
    if (!undoer)
        return;
    if (const auto row = find_change_set(connection, *undoer))
        set.undone = {row->id, row->at, row->actor_name};
}

ChangeSetWalk::ChangeSetWalk(store::Connection& connection, const ChangeQuery& query,
                             std::string object, const LabelSearch* words,
                             std::optional<std::int64_t> before)
    : m_query(query), m_object(std::move(object)), m_words(words),
      m_is_postgres(connection.dialect().is_postgres())
{
    const std::int64_t end = end_of_log(connection);
    m_before = std::min(before.value_or(end), end);
    if (query.until)
        m_before = std::min(m_before, seq_at(connection, *query.until, end) + disorder);
    if (query.from)
        m_floor = std::max<std::int64_t>(1, seq_at(connection, *query.from, end) - disorder);
}

bool ChangeSetWalk::walks_in_stretches() const
{
    return !m_query.record && (m_words || !m_query.origin.empty() || !m_object.empty());
}

Sql ChangeSetWalk::page_sql(std::int64_t bottom) const
{
    Sql sql;
    (sql += "SELECT ") += change_set_columns;
    (sql += " FROM \"change_set\" s WHERE s.\"seq\" < ").bind(m_before);
    (sql += " AND s.\"seq\" >= ").bind(bottom);
    if (m_query.from)
        (sql += " AND s.\"at\" >= ").bind(*m_query.from);
    if (m_query.until)
        (sql += " AND s.\"at\" < ").bind(*m_query.until);
    if (m_query.actor)
        (sql += " AND s.\"actor\" = ").bind(*m_query.actor);
    if (!m_query.origin.empty())
        (sql += " AND s.\"origin\" = ").bind(m_query.origin);
    if (m_words)
        m_words->narrow(sql, m_is_postgres);
    if (m_query.record) {
        sql += " AND s.\"id\" IN (SELECT c.\"change_set\" FROM \"change\" c WHERE c.\"record\" = ";
        sql.bind(*m_query.record) += ")";
    }
    if (!m_object.empty()) {
        sql += " AND EXISTS (SELECT 1 FROM \"change\" c WHERE c.\"change_set\" = s.\"id\" "
               "AND c.\"object\" = ";
        sql.bind(m_object) += ")";
    }
    (sql += " ORDER BY s.\"seq\" DESC LIMIT ").bind(std::int64_t{m_query.limit + 1});
    return sql;
}

std::vector<ChangeSetRow> ChangeSetWalk::next(store::Connection& connection)
{
    const std::int64_t bottom =
        walks_in_stretches() ? std::max(m_floor, m_before - stretch) : m_floor;
    std::vector<ChangeSetRow> sets;
    connection.query(page_sql(bottom).statement(),
                     [&](const store::Row& row) { sets.push_back(read_change_set(row)); });
    const bool is_full = static_cast<int>(sets.size()) > m_query.limit;
    if (is_full)
        sets.pop_back();
    m_before = is_full ? sets.back().seq : bottom;
    return sets;
}

} // namespace comity::record
