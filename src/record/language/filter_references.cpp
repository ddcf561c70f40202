// Comparisons with other records, and with one of many values.
#include "record/language/filter_sql.h"

#include "base/text.h"
#include "record/object/rows.h"

namespace comity::record {
namespace {

// The 36 characters of an id, as side tables keep it.
std::string id_text_sql(const std::string& column, bool is_postgres)
{
    if (is_postgres)
        return "CAST(" + column + " AS TEXT)";
    const std::string hex = "lower(hex(" + column + "))";
    return "substr(" + hex + ", 1, 8) || '-' || substr(" + hex + ", 9, 4) || '-' || substr(" + hex +
           ", 13, 4) || '-' || substr(" + hex + ", 17, 4) || '-' || substr(" + hex + ", 21)";
}

} // namespace

void FilterSql::append_reference(const FilterNode& node, const Field& field,
                                 const FilterScope& scope, Sql& sql)
{
    const std::string column = column_sql(scope.alias, field);
    if (node.op.starts_with('<') || node.op.starts_with('>'))
        return complain(node, "type", "Records are compared with = and !=.");
    if (!node.is_quoted && node.literal == "me") {
        if (field.target != "user" && !field.target.empty())
            return complain(node, "type", "\"" + field.name + "\" is not a person, so not me.");
        return append_value(node, column, m_context.actor.user, sql);
    }
    if (const auto id = parse_id(node.literal))
        return append_value(node, column, *id, sql);
    const Object* target = m_context.catalog.find(field.kind == Kind::file ? "file" : field.target);
    if (field.target.empty() && field.kind != Kind::file)
        target = nullptr;
    if (!target)
        return complain(node, "reference", "\"" + node.literal + "\" is not an id.");
    const bool is_not = node.op == "!=";
    ((sql += is_not ? "(" : "") += column) += " IN (";
    append_titles(node, *target, false, sql);
    sql += is_not ? ")) IS NOT TRUE" : ")";
}

// The ids of the records whose title is (or, with `:`, contains) the literal.
void FilterSql::append_titles(const FilterNode& node, const Object& target, bool as_text, Sql& sql)
{
    const std::string alias = make_alias();
    const std::string id = column_sql(alias, "id");
    sql += "SELECT " + (as_text ? id_text_sql(id, m_context.is_postgres) : id) + " FROM ";
    sql.append(rows_sql(target, alias, m_context.as_of)) += " WHERE ";
    FilterNode positive = node;
    if (node.op == "!=" || as_text)
        positive.op = "=";
    append_text(positive, column_sql(alias, target.title), sql);
    append_access(target, alias, sql);
}

void FilterSql::append_many(const FilterNode& node, const Field& field, const FilterScope& scope,
                            Sql& sql)
{
    if (node.op.starts_with('<') || node.op.starts_with('>'))
        return complain(node, "type",
                        "\"" + field.name + "\" has several values; use : to ask for one.");
    // Past rows and rows to come have no side table, so their lines are looked through.
    if (m_context.as_of || m_context.is_draft)
        return append_lines(node, field, scope, sql);
    const std::string alias = make_alias();
    const bool is_not = node.op == "!=";
    (sql += column_sql(scope.alias, "id")) += is_not ? " NOT IN (SELECT " : " IN (SELECT ";
    sql += column_sql(alias, "record") + " FROM ";
    sql += store::quote(Catalog::many_table_of(scope.object, field)) + " " + alias + " WHERE ";
    append_many_values(node, field, column_sql(alias, "value"), sql);
    sql += ")";
}

// The condition on the side table's normalised value.
bool FilterSql::append_many_values(const FilterNode& node, const Field& field,
                                   std::string_view column, Sql& sql)
{
    const FieldKind& kind = kind_of(field);
    if (has_wildcard(node)) {
        std::vector<std::string> pieces;
        for (const std::string& piece : node.pieces)
            pieces.push_back(field.kind == Kind::phones   ? digits_of(piece)
                             : field.kind == Kind::emails ? fold(piece)
                                                          : piece);
        (sql += column) += " LIKE ";
        sql.bind(like_pattern(pieces)) += " ESCAPE '\\'";
        return true;
    }
    if (field.kind == Kind::references && !parse_id(node.literal)) {
        (sql += column) += " IN (";
        append_titles(node, m_context.catalog.load(field.target), true, sql);
        sql += ")";
        return true;
    }
    std::string value = kind.normalise(node.literal);
    if (field.kind == Kind::choices && !field.choices.empty()) {
        std::vector<Problem> problems;
        Value lines;
        kind.parse_text(field, node.literal, {}, std::span(&lines, 1), problems);
        if (!problems.empty()) {
            complain(node, "choice", problems[0].message);
            return false;
        }
        value = std::get<std::string>(lines);
    }
    if (value.empty()) {
        complain(node, "type", "\"" + node.literal + "\" cannot be in " + field.name + ".");
        return false;
    }
    (sql += column) += " = ";
    sql.bind(std::move(value));
    return true;
}

void FilterSql::append_lines(const FilterNode& node, const Field& field, const FilterScope& scope,
                             Sql& sql)
{
    std::string column = column_sql(scope.alias, field);
    std::vector<std::string> pieces;
    for (const std::string& piece : node.pieces)
        pieces.push_back(field.kind == Kind::phones ? kind_of(field).normalise(piece)
                                                    : fold(piece));
    std::string pattern = like_pattern(pieces);
    if (field.kind == Kind::phones) {
        for (const char* sign : {" ", "-", "/", "(", ")", "."})
            column = "replace(" + column + ", '" + sign + "', '')";
        pattern = "%" + pattern + "%";
    } else {
        column = "'\n' || " + folded_sql(column, m_context.is_postgres) + " || '\n'";
    }
    const auto test = [&](std::string_view before, std::string_view after) {
        (sql += column) += " LIKE ";
        sql.bind(std::string(before) + pattern + std::string(after)) += " ESCAPE '\\'";
    };
    sql += "(";
    if (field.kind == Kind::phones) {
        test("", "");
    } else {
        test("%\n", "\n%");
        sql += " OR ";
        test("%\n", "\t%");
    }
    sql += node.op == "!=" ? ") IS NOT TRUE" : ")";
}

} // namespace comity::record
