#pragma once
// Tables as descriptions, and the few places where the two SQL dialects differ.

#include "store/value.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::store {

class Connection;

struct Column {
    std::string name;
    Type type = Type::text;
    bool required = false; // NOT NULL; only for columns that a table is born with
};

struct Index {
    std::vector<std::string> columns;
    bool unique = false;
    std::string where = {}; // a partial index's condition in plain SQL, or empty
    std::string name = {};  // made from table and columns when empty
};

struct Table {
    std::string name = {};
    std::vector<Column> columns = {};
    std::vector<std::string> primary_key = {};
    std::vector<Index> indexes = {};
    // A column that counts up by itself (`GENERATED … AS IDENTITY`, `INTEGER PRIMARY KEY`); it is
    // then the primary key.
    std::string counter = {};
};

enum class Period { day, week, month, quarter, year };

class Dialect {
public:
    virtual ~Dialect() = default;
    virtual bool is_postgres() const = 0;
    virtual std::string_view type_name(Type type) const = 0;
    // ` FOR UPDATE` where readers do not already wait for writers.
    virtual std::string_view for_update() const = 0;
    // SQL that turns a date or instant column into the period's text in that zone: `2017-03-01`,
    // `2017-W09` (ISO 8601), `2017-03`, `2017-Q1`, `2017`.
    virtual std::string period(std::string_view column_sql, Type type, Period period,
                               std::string_view zone) const = 0;
    // SQL for "the folded text contains": an index helps from three characters on where one exists.
    virtual std::string contains(std::string_view column_sql,
                                 std::string_view placeholder) const = 0;
};

// `"name"`, with quotes inside doubled.
std::string quote(std::string_view identifier);
// Up to 63 bytes, made unique by a digest when longer: PostgreSQL's limit.
std::string index_name(const Table& table, const Index& index);

// Makes what is missing of these tables: tables, columns, indexes. Never drops or changes anything.
// Returns how many things it made. Runs inside the caller's write transaction.
int ensure_tables(Connection& connection, std::span<const Table> tables);
// An index that is still to be built, by Database::build_index().
struct IndexToBuild {
    Table table;
    Index index;
};
// The same beside people who work: nothing in it takes longer with the rows that a table holds.
// Indexes that would are not made but given back. A lock that is not had within 50 ms is given up
// with Error{unavailable}; the caller rolls back and tries again.
struct Growth {
    int made = 0;
    std::vector<IndexToBuild> later;
};
Growth grow_tables(Connection& connection, std::span<const Table> tables);
// The columns that a table has now, or nothing when there is no such table.
std::optional<std::vector<std::string>> columns_of(Connection& connection, std::string_view table);

} // namespace comity::store
