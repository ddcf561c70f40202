#include "store/slow.h"

#include <algorithm>

namespace comity::store {
namespace {

constexpr std::size_t most_kept = 500;
constexpr std::size_t longest_sql = 2'000;

} // namespace

void SlowStatements::note(std::string_view sql, std::int64_t took_us)
{
    std::string text(sql.substr(0, longest_sql));
    std::lock_guard lock(m_mutex);
    if (m_statements.size() >= most_kept && !m_statements.contains(text)) {
        const auto least = std::ranges::min_element(
            m_statements, {}, [](const auto& entry) { return entry.second.total_us; });
        m_statements.erase(least);
    }
    SlowStatement& statement = m_statements[text];
    if (statement.sql.empty())
        statement.sql = std::move(text);
    ++statement.count;
    statement.total_us += took_us;
    statement.worst_us = std::max(statement.worst_us, took_us);
    statement.last_at = now();
}

std::vector<SlowStatement> SlowStatements::worst(std::size_t limit) const
{
    std::vector<SlowStatement> statements;
    {
        std::lock_guard lock(m_mutex);
        for (const auto& [text, statement] : m_statements)
            statements.push_back(statement);
    }
    std::ranges::sort(statements, std::ranges::greater(), &SlowStatement::total_us);
    if (statements.size() > limit)
        statements.resize(limit);
    return statements;
}

} // namespace comity::store
