#pragma once
// For tests only: all that is in a database, and a database that fails at the n-th call.

#include "base/error.h"
#include "store/database.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace comity::record {

// What each table has, as text, but for the index that the search keeps of its own table.
using Everything = std::map<std::string, std::string>;

inline Everything everything_in(store::Database& database)
{
    Everything found;
    database.read([&](store::Connection& connection) {
        const bool is_postgres = connection.dialect().is_postgres();
        const auto lines = [&](const std::string& sql) {
            std::vector<std::string> texts;
            connection.query({sql, {}},
                             [&](const store::Row& row) { texts.emplace_back(row.text(0)); });
            return texts;
        };
        const auto tables =
            lines(is_postgres ? "SELECT tablename::text FROM pg_tables "
                                "WHERE schemaname = current_schema()"
                              : "SELECT name FROM sqlite_schema WHERE type = 'table' "
                                "AND name NOT LIKE 'search_fts%' AND name NOT LIKE 'sqlite_%'");
        for (const std::string& table : tables) {
            std::string row = "t::text";
            if (!is_postgres) {
                row.clear();
                for (const auto& column :
                     lines("SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid"))
                    row +=
                        (row.empty() ? "quote(" : " || ' ' || quote(") + store::quote(column) + ")";
            }
            std::string& text = found[table];
            for (const std::string& line :
                 lines("SELECT " + row + " FROM " + store::quote(table) + " t ORDER BY 1"))
                (text += line) += '\n';
        }
    });
    return found;
}

// The tables that differ, without those that may.
inline std::string differing(const Everything& a, const Everything& b,
                             const std::set<std::string>& may_differ = {})
{
    std::string names;
    for (const auto& [table, text] : b) {
        const auto was = a.find(table);
        if ((was == a.end() || was->second != text) && !may_differ.contains(table))
            names += (names.empty() ? "" : " ") + table;
    }
    return names;
}

enum class Failing { once, from_then_on };

// While it lives, the n-th call of the database fails, or that and all that follow.
class FailingStore {
public:
    FailingStore(int n, Failing how)
    {
        store::Database::set_fault_hook([calls = m_calls, n, how](std::string_view) {
            const int call = ++*calls;
            if (call == n || (call > n && how == Failing::from_then_on))
                throw Error(Cause::unavailable, "The disk is full.");
        });
    }
    ~FailingStore() { store::Database::set_fault_hook(nullptr); }
    FailingStore(const FailingStore&) = delete;
    // The n-th call has come.
    bool has_failed(int n) const { return *m_calls >= n; }

private:
    std::shared_ptr<std::atomic<int>> m_calls = std::make_shared<std::atomic<int>>(0);
};

// What is looked at after each failure.
struct AfterFailure {
    std::set<std::string> may_differ = {}; // tables that need not be as before
    std::function<void()> look = {};       // and what must hold all the same
};

// Runs `work` with a database that fails at its first, second, … call, until it succeeds; after
// each failure everything is as it was. Each call fails alone, and then with all that follow it.
// Returns how many calls failed it.
inline int fail_each_call(store::Database& database, const std::function<void()>& work,
                          const AfterFailure& after = {})
{
    const Everything before = everything_in(database);
    const auto fails_at = [&](int n, Failing how) {
        bool has_thrown = false;
        {
            FailingStore failing(n, how);
            try {
                work();
            } catch (const Error& error) {
                has_thrown = true;
                EXPECT_EQ(error.cause(), Cause::unavailable) << error.message();
            }
        }
        if (!has_thrown)
            return false;
        EXPECT_EQ(differing(before, everything_in(database), after.may_differ), "")
            << "after call " << n;
        if (after.look)
            after.look();
        return true;
    };
    for (int n = 1; n < 500; ++n)
        if (!fails_at(n, Failing::once) || !fails_at(n, Failing::from_then_on))
            return n - 1;
    ADD_FAILURE() << "it never succeeded";
    return 0;
}

} // namespace comity::record
