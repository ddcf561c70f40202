#pragma once
// The SQL that tables are made with, for table.cpp, grow.cpp and the databases' build_index().

#include "store/table.h"

#include <set>
#include <string>
#include <unordered_map>

namespace comity::store {

std::string column_sql(const Dialect& dialect, const Column& column);
std::string create_sql(const Dialect& dialect, const Table& table);
// `CREATE INDEX IF NOT EXISTS "name" …`; `how` stands after INDEX: CONCURRENTLY.
std::string index_sql(const Table& table, const Index& index, std::string_view how = {});

// What is there now, asked for once.
struct Present {
    std::unordered_map<std::string, std::set<std::string>> columns; // by table
    std::set<std::string> indexes;                                  // that can be used
};
Present load_present(Connection& connection);

// Several servers may change one PostgreSQL's tables at once; they take turns.
void wait_for_turn(Connection& connection);

} // namespace comity::store
