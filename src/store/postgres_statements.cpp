#include "store/postgres_statements.h"

#include "store/postgres_codec.h"
#include "store/postgres_sql.h"

#include <algorithm>
#include <utility>

namespace comity::store {
namespace {

// Puts the types of `values` over those known; true when the statement as prepared does not fit.
bool learn_types(std::vector<unsigned>& types, std::span<const Value> values)
{
    bool differs = types.size() != values.size();
    types.resize(values.size(), oid::unknown);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const unsigned type = oid_of(values[i]);
        if (type == oid::unknown || type == types[i])
            continue;
        types[i] = type;
        differs = true;
    }
    return differs;
}

} // namespace

PostgresStatements::Prepared PostgresStatements::find(const std::string& sql,
                                                      std::span<const Value> values)
{
    if (const auto found = m_by_sql.find(sql); found != m_by_sql.end()) {
        Entry& entry = *found->second;
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        if (!learn_types(entry.types, values))
            return {entry.name, false, "", {}};
        std::string old = std::exchange(entry.name, next_name());
        return {entry.name, true, std::move(old), entry.types};
    }
    Entry entry{sql, next_name(), {}};
    learn_types(entry.types, values);
    std::string dropped = make_room();
    m_entries.push_front(std::move(entry));
    const Entry& kept = m_entries.front();
    m_by_sql.emplace(kept.sql, m_entries.begin());
    return {kept.name, true, std::move(dropped), kept.types};
}

bool PostgresStatements::takes(std::string_view sql, std::size_t values) const
{
    // Those that are kept were counted when they came.
    if (const auto found = m_by_sql.find(sql); found != m_by_sql.end())
        return found->second->types.size() == values;
    std::size_t placeholders = 0;
    number_placeholders(sql, placeholders);
    return placeholders == values;
}

void PostgresStatements::forget(std::string_view name)
{
    const auto found = std::ranges::find(m_entries, name, &Entry::name);
    if (found == m_entries.end())
        return;
    m_by_sql.erase(found->sql);
    m_entries.erase(found);
}

std::string PostgresStatements::next_name()
{
    return std::string("s").append(std::to_string(++m_names));
}

std::string PostgresStatements::make_room()
{
    if (m_entries.size() < m_capacity)
        return "";
    std::string name = std::move(m_entries.back().name);
    m_by_sql.erase(m_entries.back().sql);
    m_entries.pop_back();
    return name;
}

} // namespace comity::store
