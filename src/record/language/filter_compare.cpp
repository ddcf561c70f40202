// At the end of a path: what the field's kind makes of the condition.
#include "record/language/filter_sql.h"

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

std::vector<std::string> columns_of(const Field& field, std::string_view alias)
{
    std::vector<std::string> columns;
    for (std::size_t part = 0; part < kind_of(field).parts(field).size(); ++part)
        columns.push_back(column_sql(alias, field, part));
    return columns;
}

} // namespace

class FilterSql::Asked : public Condition {
public:
    Asked(FilterSql& filter, const FilterNode& node, const Field& field,
          std::vector<std::string> columns, Sql& sql)
        : Condition(node, field, std::move(columns), sql), m_filter(filter)
    {
        is_postgres = filter.m_context.is_postgres;
        zone = filter.m_context.actor.zone;
        me = filter.m_context.actor.user;
    }

    void complain(std::string_view rule, Sentence message) override
    {
        m_filter.complain(node, rule, std::move(message));
    }

    bool append_titles(bool as_text) override
    {
        const Object* target = m_filter.m_context.catalog.find(target_of(field));
        if (target)
            m_filter.append_titles(node, *target, as_text, sql);
        return target != nullptr;
    }

private:
    FilterSql& m_filter;
};

void FilterSql::append_compare(const FilterNode& node, const Field& field, const FilterScope& scope,
                               Sql& sql)
{
    auto columns = columns_of(field, scope.alias);
    if (field.name == "id" && field.column == column_id)
        return append_id(node, columns[0], sql);
    if (const auto parts = kind_of(field).parts(field); !parts[0].suffix.empty())
        return complain(node, "type",
                        say("filter.filter_name_by_part_of", {{"name", kind_of(field).name()},
                                                              {"path", field.name},
                                                              {"member", parts[1].member}}));
    if (append_null_test(node, columns[0], sql))
        return;
    if (facts_of(field).has_many)
        return append_many(node, field, scope, sql);
    Asked asked(*this, node, field, std::move(columns), sql);
    kind_of(field).compare(asked);
}

void FilterSql::append_id(const FilterNode& node, std::string_view column, Sql& sql)
{
    const auto id = parse_id(node.literal);
    if (!id)
        return complain(node, "type", say("common.literal_is_not_id", {{"literal", node.literal}}));
    Asked(*this, node, *find_system_field("id"), {std::string(column)}, sql).append_value(*id);
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
    append_text_test(positive, column_sql(alias, target.title), m_context.is_postgres, sql);
    append_access(target, alias, sql);
}

// One of many values is asked for in their own table; past rows and rows to come have none there,
// so their lines are looked through.
void FilterSql::append_many(const FilterNode& node, const Field& field, const FilterScope& scope,
                            Sql& sql)
{
    if (node.op.starts_with('<') || node.op.starts_with('>'))
        return complain(node, "type",
                        say("filter.name_has_several_values_use", {{"name", field.name}}));
    const bool is_not = node.op == "!=";
    if (m_context.as_of || m_context.is_draft) {
        Asked lines(*this, node, field, columns_of(field, scope.alias), sql);
        sql += "(";
        kind_of(field).compare_lines(lines);
        sql += is_not ? ") IS NOT TRUE" : ")";
        return;
    }
    const std::string alias = make_alias();
    (sql += column_sql(scope.alias, "id")) += is_not ? " NOT IN (SELECT " : " IN (SELECT ";
    sql += column_sql(alias, "record") + " FROM ";
    sql += store::quote(Catalog::many_table_of(scope.object, field)) + " " + alias + " WHERE ";
    Asked one(*this, node, field, {column_sql(alias, "value")}, sql);
    kind_of(field).compare(one);
    sql += ")";
}

} // namespace comity::record
