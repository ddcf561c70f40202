#pragma once
// Pieces of SQL that every way of reading shares: where rows come from now or at an earlier moment,
// columns, patterns.

#include "record/object/catalog.h"
#include "record/object/sql.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace comity::record {

// `t0."name"`.
std::string column_sql(std::string_view alias, std::string_view name);
// The column of a field's n-th part.
std::string column_sql(std::string_view alias, const Field& field, std::size_t part = 0);

// What stands after FROM: the table, or the rows as they were at that moment, as `alias`.
Sql rows_sql(const Object& object, std::string_view alias, std::optional<Instant> as_of = {});

// The text without case and accents, the same as base's fold() for all but rare letters.
std::string folded_sql(std::string_view column, bool is_postgres);

// A LIKE pattern (escape is `\`) with `%` between the pieces.
std::string like_pattern(std::span<const std::string> pieces);
std::string like_contains(std::string_view text);

// `?,?,?` for at least `count` values: lengths are rounded up so that few texts of statements
// exist. The caller binds in_list_length(count) values, repeating the last.
std::size_t in_list_length(std::size_t count);
void append_ids(Sql& sql, std::span<const Id> ids);

// The lines of a field with many values: the values alone.
std::vector<std::string_view> values_of_lines(std::string_view lines);

} // namespace comity::record
