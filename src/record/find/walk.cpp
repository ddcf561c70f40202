// SQLite chooses between the index of a filter and the index of the order without knowing how many
// rows meet the filter. It takes the filter's whenever it can, reads all that match and sorts them:
// right for ten rows, wrong for a million. So the matches are counted first, up to a small number;
// when there are more, a stretch of the order's index is walked and each of its rows compared. If
// that does not fill the page, the database's own choice answers what is left. The outcome is
// remembered for a while, for this question and this thread; it decides speed, never the answer.
#include "record/find/rows.h"

#include "record/object/rows.h"
#include "record/object/value_bytes.h"

#include <chrono>
#include <unordered_map>

namespace comity::record {
namespace {

constexpr std::int64_t few_steps = 500;     // matches that are quickly sorted
constexpr std::int64_t stretch = 4'000;     // rows of the order's index looked at
constexpr std::int64_t walked_in_vain = -1; // what is remembered of a walk, beside the counts
constexpr std::size_t most_remembered = 2'000;
constexpr auto remembered_for = std::chrono::minutes(1);

struct Outcome {
    bool is_so = false;
    std::chrono::steady_clock::time_point until;
};

std::unordered_map<std::uint64_t, Outcome>& outcomes()
{
    // The thread's own, so that no list waits for another one's look. See above.
    thread_local std::unordered_map<std::uint64_t, Outcome> known;
    return known;
}

void remember(std::uint64_t key, bool is_so)
{
    auto& known = outcomes();
    if (known.size() >= most_remembered)
        known.clear();
    known[key] = {is_so, std::chrono::steady_clock::now() + remembered_for};
}

std::optional<bool> recall(std::uint64_t key)
{
    const auto known = outcomes().find(key);
    if (known == outcomes().end() || known->second.until <= std::chrono::steady_clock::now())
        return std::nullopt;
    return known->second.is_so;
}

} // namespace

std::uint64_t RowSearch::question_key(std::int64_t about) const
{
    std::string bytes;
    append_value_bytes(bytes, about);
    append_value_bytes(bytes, m_object.name);
    append_value_bytes(bytes, std::int64_t{m_order.keys.front().is_descending});
    append_sql_bytes(bytes, m_order.keys.front().expression);
    append_sql_bytes(bytes, m_conditions);
    return std::hash<std::string>()(bytes);
}

bool RowSearch::wants_walk(store::Connection& connection, int phase) const
{
    if (m_is_postgres || m_has_past || m_is_bin || phase != 0 || m_conditions.text.empty() ||
        !m_order.keys.front().has_index)
        return false;
    return !recall(question_key(walked_in_vain)) && has_more_than(connection, few_steps);
}

bool RowSearch::shuns_order(store::Connection& connection, int phase) const
{
    return !m_is_postgres && !m_has_past && phase == 1 && !m_conditions.text.empty() &&
           !has_more_than(connection, few_steps);
}

bool RowSearch::has_more_than(store::Connection& connection, std::int64_t matches) const
{
    const std::uint64_t key = question_key(matches);
    if (const auto known = recall(key))
        return *known;
    // Counting would work out every record, which is the whole price: rather walk first and see.
    if (m_reads_others)
        return true;
    const bool is_more = count(connection, matches) > matches;
    remember(key, is_more);
    return is_more;
}

void RowSearch::note_walk(bool was_good) const
{
    if (!was_good)
        remember(question_key(walked_in_vain), true);
}

// The inner query reads nothing but the index, which knows the owner and the bin too; each row that
// it lets through is then looked up once.
Sql RowSearch::walk_sql(const Sql& columns, int phase, const Cursor* after, int limit) const
{
    Sql sql;
    (sql += "SELECT ").append(columns);
    for (std::size_t i = 0; i + 1 < m_order.keys.size(); ++i) {
        (sql += ", ").append(m_order.keys[i].expression);
        sql += " AS \"sort" + std::to_string(i) + "\"";
    }
    const std::string table = store::quote(Catalog::table_of(m_object));
    sql += " FROM (SELECT t0.\"id\" FROM " + table + " t0 WHERE t0.\"deleted_at\" IS NULL";
    if (m_is_by_owner) {
        // The plus keeps the owner's own index out of it.
        sql += " AND +" + m_walk_access.text.substr(std::string_view(" AND ").size());
        sql.values.insert(sql.values.end(), m_walk_access.values.begin(),
                          m_walk_access.values.end());
    }
    append_phase(m_order, phase, sql);
    if (after)
        append_after(m_order, *after, sql);
    append_order(m_order, phase, {}, sql);
    const bool is_all = m_is_by_owner && m_filter.text.empty() && !m_as_of;
    sql += " LIMIT " + std::to_string(is_all ? limit : static_cast<int>(stretch));
    sql += ") w CROSS JOIN " + table + " t0 ON t0.\"id\" = w.\"id\"";
    Sql conditions = m_walk_access;
    append_arm(Arm::now, conditions.append(m_filter), sql);
    sql += " LIMIT " + std::to_string(limit);
    return sql;
}

} // namespace comity::record
