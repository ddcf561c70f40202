#include "record/object/condition.h"

#include "base/text.h"
#include "record/object/rows.h"

namespace comity::record {
namespace {

std::string_view operator_of(const FilterNode& node)
{
    return node.op == ":" ? "=" : node.op == "!=" ? "<>" : std::string_view(node.op);
}

void append_value_test(const FilterNode& node, std::string_view column, store::Value value,
                       Sql& sql)
{
    const bool is_not = node.op == "!=";
    (sql += is_not ? "(" : "") += column;
    ((sql += " ") += operator_of(node)) += " ";
    sql.bind(std::move(value));
    if (is_not)
        ((sql += " OR ") += column) += " IS NULL)";
}

} // namespace

bool append_null_test(const FilterNode& node, std::string_view column, Sql& sql)
{
    const bool is_equality = node.op == "=" || node.op == ":" || node.op == "!=";
    if (is_presence(node) || (is_null_word(node) && node.op == "!=")) {
        (sql += column) += " IS NOT NULL";
        return true;
    }
    if ((is_null_word(node) && is_equality) || (node.literal.empty() && is_equality)) {
        // An empty text is kept as no value.
        (sql += column) += node.op == "!=" ? " IS NOT NULL" : " IS NULL";
        return true;
    }
    return false;
}

void append_text_test(const FilterNode& node, std::string_view column, bool is_postgres, Sql& sql)
{
    const bool is_part = node.op == ":";
    const bool is_pattern = has_wildcard(node) && (is_part || node.op == "=" || node.op == "!=");
    if (!is_part && !is_pattern)
        return append_value_test(node, column,
                                 node.pieces.size() > 1 ? node.literal : node.pieces[0], sql);
    std::vector<std::string> pieces;
    for (const std::string& piece : node.pieces)
        pieces.push_back(fold(piece));
    std::string pattern = like_pattern(pieces);
    if (!is_pattern)
        pattern = "%" + pattern + "%";
    const bool is_not = node.op == "!=";
    (sql += is_not ? "(" : "") += folded_sql(column, is_postgres);
    (sql += is_not ? " NOT LIKE " : " LIKE ").bind(std::move(pattern)) += " ESCAPE '\\'";
    if (is_not)
        ((sql += " OR ") += column) += " IS NULL)";
}

void Condition::append_value(std::string_view column, store::Value value)
{
    append_value_test(node, column, std::move(value), sql);
}

void Condition::append_text(std::string_view column)
{
    append_text_test(node, column, is_postgres, sql);
}

} // namespace comity::record
