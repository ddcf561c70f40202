#pragma once
// Prepared statements by their text, the most recently used kept: preparing each time costs more
// than running.

#include <list>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <unordered_map>

namespace comity::store {

// Belongs to one connection and its one thread at a time.
class SqliteStatements {
    struct Entry {
        std::string sql;
        sqlite3_stmt* statement;
        bool is_lent;
    };

public:
    // A statement lent out: reset when this leaves scope.
    class Lease {
    public:
        Lease(sqlite3_stmt* statement, Entry* entry) : m_statement(statement), m_entry(entry) {}
        ~Lease();
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;

        sqlite3_stmt* get() const { return m_statement; }

    private:
        sqlite3_stmt* m_statement;
        Entry* m_entry; // null: not kept, because its text was lent already
    };

    explicit SqliteStatements(sqlite3* db, std::size_t capacity = 200)
        : m_db(db), m_capacity(capacity)
    {
    }
    ~SqliteStatements();
    SqliteStatements(const SqliteStatements&) = delete;
    SqliteStatements& operator=(const SqliteStatements&) = delete;

    // Error{broken} when it cannot be prepared or is more than one statement.
    Lease lend(std::string_view sql);
    std::size_t size() const { return m_entries.size(); }

private:
    sqlite3_stmt* prepare(std::string_view sql);
    void make_room();

    sqlite3* m_db;
    std::size_t m_capacity;
    std::list<Entry> m_entries; // the most recently used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> m_by_sql;
};

} // namespace comity::store
