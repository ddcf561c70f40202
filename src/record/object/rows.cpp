#include "record/object/rows.h"

#include "base/error.h"
#include "base/text.h"
#include "record/object/kind.h"

namespace comity::record {

std::string column_sql(std::string_view alias, std::string_view name)
{
    std::string sql;
    sql.reserve(alias.size() + name.size() + 3);
    return sql.append(alias).append(".\"").append(name).append("\"");
}

std::string column_sql(std::string_view alias, const Field& field, std::size_t part)
{
    const auto parts = kind_of(field).parts(field);
    CHECK(part < parts.size());
    return column_sql(alias, field.name + std::string(parts[part].suffix));
}

Sql rows_sql(const Object& object, std::string_view alias, std::optional<Instant> as_of)
{
    Sql sql;
    if (!as_of) {
        sql += store::quote(Catalog::table_of(object));
        (sql += " ") += alias;
        return sql;
    }
    std::string columns;
    for (const store::Column& column : Catalog::columns_of(object))
        columns += (columns.empty() ? "" : ", ") + store::quote(column.name);
    sql += "(SELECT " + columns + " FROM " + store::quote(Catalog::table_of(object));
    (sql += " WHERE \"updated_at\" <= ").bind(*as_of);
    sql += " UNION ALL SELECT " + columns + " FROM " + store::quote(Catalog::past_table_of(object));
    (sql += " WHERE \"until\" > ").bind(*as_of);
    (sql += " AND \"updated_at\" <= ").bind(*as_of) += ") ";
    sql += alias;
    return sql;
}

std::string folded_sql(std::string_view column, bool is_postgres)
{
    if (!is_postgres)
        return "comity_fold(" + std::string(column) + ")";
    // What combines is dropped first; columns sort by bytes, but lower() needs to know letters.
    return "replace(replace(replace(replace(translate(lower(regexp_replace(normalize(" +
           std::string(column) +
           ", NFKD), '[\\u0300-\\u036f]', '', 'g') COLLATE \"default\"), "
           "'\u00f8\u0142\u0111\u00f0\u0131', 'olddi'), "
           "'\u00df', 'ss'), '\u00e6', 'ae'), '\u0153', 'oe'), '\u00fe', 'th')";
}

namespace {

void append_escaped(std::string& pattern, std::string_view text)
{
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
}

} // namespace

std::string like_pattern(std::span<const std::string> pieces)
{
    std::string pattern;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i > 0)
            pattern += '%';
        append_escaped(pattern, pieces[i]);
    }
    return pattern;
}

std::string like_contains(std::string_view text)
{
    std::string pattern = "%";
    append_escaped(pattern, text);
    return pattern + "%";
}

std::size_t in_list_length(std::size_t count)
{
    std::size_t length = 1;
    while (length < count)
        length *= 2;
    return length;
}

void append_ids(Sql& sql, std::span<const Id> ids)
{
    CHECK(!ids.empty());
    const std::size_t length = in_list_length(ids.size());
    for (std::size_t i = 0; i < length; ++i) {
        if (i > 0)
            sql += ",";
        sql.bind(ids[std::min(i, ids.size() - 1)]);
    }
}

std::vector<std::string_view> values_of_lines(std::string_view lines)
{
    std::vector<std::string_view> values;
    for (const std::string_view line : split(lines, '\n'))
        if (!line.empty())
            values.push_back(line.substr(0, line.find('\t')));
    return values;
}

} // namespace comity::record
