#include "store/sqlite_statements.h"

#include "base/error.h"
#include "base/text.h"
#include "store/sqlite_error.h"

namespace comity::store {

SqliteStatements::Lease::~Lease()
{
    if (!m_entry) {
        sqlite3_finalize(m_statement);
        return;
    }
    sqlite3_reset(m_statement);
    // What was bound belongs to the caller and goes away now.
    sqlite3_clear_bindings(m_statement);
    m_entry->is_lent = false;
}

SqliteStatements::~SqliteStatements()
{
    for (const Entry& entry : m_entries)
        sqlite3_finalize(entry.statement);
}

SqliteStatements::Lease SqliteStatements::lend(std::string_view sql)
{
    if (const auto found = m_by_sql.find(sql); found != m_by_sql.end()) {
        Entry& entry = *found->second;
        if (entry.is_lent)
            return {prepare(sql), nullptr};
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        entry.is_lent = true;
        return {entry.statement, &entry};
    }
    sqlite3_stmt* const statement = prepare(sql);
    make_room();
    m_entries.push_front({std::string(sql), statement, true});
    m_by_sql.emplace(m_entries.front().sql, m_entries.begin());
    return {statement, &m_entries.front()};
}

sqlite3_stmt* SqliteStatements::prepare(std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v3(m_db, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, &tail);
    if (code != SQLITE_OK)
        throw_sqlite(m_db, code, sql);
    const auto used = static_cast<std::size_t>(tail - sql.data());
    if (!statement || !is_blank(sql.substr(used))) {
        sqlite3_finalize(statement);
        throw Error(Cause::broken, "Not exactly one statement: " + std::string(sql.substr(0, 500)));
    }
    return statement;
}

void SqliteStatements::make_room()
{
    for (auto entry = m_entries.end();
         m_entries.size() >= m_capacity && entry != m_entries.begin();) {
        --entry;
        if (entry->is_lent)
            continue;
        sqlite3_finalize(entry->statement);
        m_by_sql.erase(entry->sql);
        entry = m_entries.erase(entry);
    }
}

} // namespace comity::store
