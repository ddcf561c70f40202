#include "record/find/rows.h"

#include "base/error.h"
#include "base/secret.h"
#include "record/access/access_walk.h"
#include "record/access/shares.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "store/database.h"

namespace comity::record {
namespace {

// What was merged into another record is no longer to be had, not even from the bin.
constexpr std::string_view in_bin =
    " WHERE t0.\"deleted_at\" IS NOT NULL AND t0.\"merged_into\" IS NULL";
constexpr std::string_view alive = " WHERE t0.\"deleted_at\" IS NULL";

constexpr std::size_t most_stretches = 64; // beyond, walking the order passes others' rarely

std::string digest_of(const Object& object, const ListQuery& query)
{
    std::string text = object.name + '\n' + query.filter + '\n' + query.sort;
    if (query.as_of)
        text += '\n' + std::to_string(query.as_of->us);
    if (query.bin)
        text += "\nbin";
    // Only to notice a cursor of another question: not a secret.
    std::uint64_t hash = 14695981039346656037u;
    for (const unsigned char c : text)
        hash = (hash ^ c) * 1099511628211u;
    return encode_token({reinterpret_cast<const char*>(&hash), 6});
}

} // namespace

RowSearch::RowSearch(Engine& engine, const Actor& actor, const Object& object,
                     const ListQuery& query, Verb verb)
    : m_catalog(engine.catalog()), m_object(object), m_as_of(query.as_of), m_is_bin(query.bin),
      m_is_postgres(engine.database().dialect().is_postgres()),
      m_order(parse_sort({*m_catalog, actor, m_is_postgres, query.as_of}, object, query.sort)),
      m_digest(digest_of(object, query))
{
    actor.require(object, verb);
    const AccessRule rule = rule_for(*m_catalog, actor, object, verb);
    if (const auto access = rule.compile(actor, "t0"))
        (m_access += " AND ").append(*access);
    if (const auto access = compile_for_walk(rule, actor, "t0"))
        (m_walk_access += " AND ").append(*access);
    m_is_shared = rule.is_shared;
    m_has_many_shared = rule.is_shared && actor.shares->find(object, verb)->is_many();
    m_is_by_owner = rule.is_by_owner();
    m_stretches = rule.stretches(actor, "t0", most_stretches);
    const Filter filter = parse_filter(query.filter);
    m_reads_others = record::reads_others(filter, *m_catalog, object);
    const Sql condition =
        compile_filter(filter, {*m_catalog, actor, object, "t0", m_is_postgres, query.as_of});
    if (!condition.text.empty())
        (m_filter += " AND ").append(condition);
    m_conditions.append(m_access).append(m_filter);
}

std::optional<Cursor> RowSearch::cursor(std::string_view after) const
{
    if (after.empty())
        return std::nullopt;
    return parse_cursor(after, m_digest, m_order);
}

void RowSearch::look_for_past(store::Connection& connection)
{
    if (!m_as_of)
        return;
    m_has_past = false;
    connection.query({"SELECT 1 FROM " + store::quote(Catalog::past_table_of(m_object)) +
                          " WHERE \"until\" > ? LIMIT 1",
                      {*m_as_of}},
                     [&](const store::Row&) { m_has_past = true; });
}

void RowSearch::append_arm(Arm arm, Sql& sql) const
{
    append_arm(arm, m_conditions, sql);
}

void RowSearch::append_arm(Arm arm, const Sql& conditions, Sql& sql) const
{
    sql += m_is_bin ? in_bin : alive;
    if (m_as_of) {
        (sql += " AND t0.\"updated_at\" <= ").bind(*m_as_of);
        if (arm == Arm::past)
            (sql += " AND t0.\"until\" > ").bind(*m_as_of);
    }
    sql.append(conditions);
}

Sql RowSearch::arm_page(Arm arm, const Sql& columns, const Stretch& stretch) const
{
    const auto& [phase, after, limit, shuns_order] = stretch;
    Sql sql;
    (sql += "SELECT ").append(columns);
    for (std::size_t i = 0; i + 1 < m_order.keys.size(); ++i) {
        (sql += ", ").append(m_order.keys[i].expression);
        sql += " AS \"sort" + std::to_string(i) + "\"";
    }
    sql += " FROM " + store::quote(arm == Arm::now ? Catalog::table_of(m_object)
                                                   : Catalog::past_table_of(m_object));
    sql += " t0";
    append_arm(arm, sql);
    append_phase(m_order, phase, sql, shuns_order);
    if (after)
        append_after(m_order, *after, sql);
    append_order(m_order, phase, {}, sql);
    sql += " LIMIT " + std::to_string(limit); // as text: planners reckon with it
    return sql;
}

Sql RowSearch::page_sql(const Sql& columns, const Stretch& stretch) const
{
    if (!m_has_past)
        return arm_page(Arm::now, columns, stretch);
    // Each arm is a stretch of its own index; the first of both are the first of all.
    std::vector<std::string> names;
    for (std::size_t i = 0; i + 1 < m_order.keys.size(); ++i)
        names.push_back("u.\"sort" + std::to_string(i) + "\"");
    names.emplace_back("u.\"id\"");
    Sql sql;
    sql += "SELECT * FROM (SELECT * FROM (";
    sql.append(arm_page(Arm::now, columns, stretch));
    sql += ") a UNION ALL SELECT * FROM (";
    sql.append(arm_page(Arm::past, columns, stretch));
    sql += ") b) u";
    append_order(m_order, stretch.phase, names, sql);
    sql += " LIMIT " + std::to_string(stretch.limit); // as text: planners reckon with it
    return sql;
}

bool RowSearch::run_page(store::Connection& connection, const Sql& columns, int column_count,
                         std::optional<Cursor> after, int limit, store::OnRow on_row,
                         Cursor& last) const
{
    int found = 0;
    bool has_more = false;
    bool is_walk = false;
    int phase = after ? after->phase : 0;
    const auto take = [&](const store::Row& row) {
        if (found == limit) {
            has_more = true;
            return;
        }
        on_row(row);
        if (++found < limit && !is_walk)
            return;
        last.phase = phase;
        last.values.clear();
        for (std::size_t i = 0; i + 1 < m_order.keys.size(); ++i)
            last.values.push_back(
                row.value(column_count + static_cast<int>(i), m_order.keys[i].type));
        last.values.emplace_back(row.id(0));
    };
    for (const int last_phase = m_order.has_phases() ? 1 : 0; phase <= last_phase && !has_more;
         ++phase) {
        const Cursor* from = after && after->phase == phase ? &*after : nullptr;
        const bool is_merge = wants_merge(connection, phase);
        is_walk = !is_merge && wants_walk(connection, phase);
        if (is_walk) {
            const int before = found;
            connection.query(walk_sql(columns, phase, from, limit + 1).statement(), take);
            note_walk(has_more);
            if (has_more)
                break;
            // What was found is the beginning of the answer; the rest lies behind the last of it.
            is_walk = false;
            if (found > before) {
                after = last;
                from = &*after;
            }
        }
        Sql sql = is_merge ? merge_sql(columns, phase, from, limit + 1)
                  : wants_ranks()
                      ? ranked_sql(columns, phase, from, limit + 1)
                      : page_sql(columns, {phase, from, limit + 1, shuns_order(connection, phase)});
        connection.query(std::move(sql).statement(), take);
    }
    return has_more;
}

Sql RowSearch::source(const Sql& joins, const std::string& index) const
{
    Sql from = rows_sql(m_object, "t0", m_has_past ? m_as_of : std::nullopt);
    // Of all rows: in the order of the table rather than by an index and each row after it.
    if (!index.empty())
        from += " INDEXED BY " + store::quote(index);
    else if (!m_is_postgres && !m_has_past && m_conditions.text.empty() && m_object.annexes == 0)
        from += " NOT INDEXED";
    return source_from(from, joins);
}

Sql RowSearch::source_from(const Sql& from, const Sql& joins) const
{
    Sql sql;
    sql += " FROM ";
    sql.append(from).append(joins);
    sql += m_is_bin ? in_bin : alive;
    if (m_as_of && !m_has_past)
        (sql += " AND t0.\"updated_at\" <= ").bind(*m_as_of);
    return sql.append(m_conditions);
}

} // namespace comity::record
