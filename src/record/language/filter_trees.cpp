// `account.within = "Acme"`: records of an account or of any below it; `within = "Acme"` where the
// records are the tree themselves.
#include "record/language/filter_sql.h"

#include "base/text.h"
#include "record/language/tree.h"
#include "record/object/rows.h"

namespace comity::record {

// The records that the literal names, as `SELECT id`.
Sql FilterSql::tops_of(const FilterNode& node, const Object& tree)
{
    std::optional<Id> id = parse_id(node.literal);
    if (!id && !node.is_quoted && node.literal == "me" && tree.name == "user")
        id = m_context.actor.user;
    Sql sql;
    if (!id) {
        FilterNode named = node;
        named.op = node.op == "!=" ? "=" : node.op;
        append_titles(named, tree, false, sql);
        return sql;
    }
    const std::string alias = make_alias();
    sql += "SELECT " + column_sql(alias, "id") + " FROM ";
    sql.append(rows_sql(tree, alias, m_context.as_of)) +=
        " WHERE " + column_sql(alias, "id") + " = ";
    sql.bind(*id);
    append_access(tree, alias, sql);
    return sql;
}

Sql FilterSql::within_sql(const FilterNode& node, const Object& tree, const Field& by)
{
    const DerivedContext context{m_context.catalog, m_context.actor, m_context.is_postgres,
                                 m_context.as_of};
    const Sql tops = tops_of(node, tree);
    return below_sql(context, tree, by, tops, make_alias());
}

bool FilterSql::is_within_test(const FilterNode& node)
{
    if (is_null_word(node) || is_presence(node) || node.op.starts_with('<') ||
        node.op.starts_with('>')) {
        complain(node, "type",
                 say("filter.within_asks_for_record_within", {{"within", within_word}}));
        return false;
    }
    return true;
}

// `within = …` on the tree's own records.
void FilterSql::append_within_itself(const FilterNode& node, const FilterScope& scope, Sql& sql)
{
    const Object& tree = scope.object;
    const Field* by = find_tree_field(tree, m_context.actor);
    if (!by)
        return complain(
            node, "type",
            say("filter.objects_are_no_tree_no",
                {{"objects", as_label(tree.label_plural)}, {"tree", within(tree.label)}}));
    if (!is_within_test(node))
        return;
    const bool is_not = node.op == "!=";
    sql += is_not ? "((" : "(";
    sql += column_sql(scope.alias, "id") + " IN (";
    if (m_context.is_draft) {
        // What is not written yet stands where its own columns say.
        sql.append(tops_of(node, tree)) += ") OR " + column_sql(scope.alias, *by) + " IN (";
    }
    sql.append(within_sql(node, tree, *by)) += "))";
    sql += is_not ? " IS NOT TRUE)" : "";
}

// `account.within = …`; false when the target has a field of that name.
bool FilterSql::append_within(const FilterNode& node, const Field& field, const FilterScope& scope,
                              Sql& sql)
{
    if (field.name == "id" && field.column == column_id) {
        append_within_itself(node, scope, sql);
        return true;
    }
    if (!is_reference(field))
        return false;
    if (field.target.empty()) {
        append_within_any(node, field, scope, sql);
        return true;
    }
    const Object* tree = m_context.catalog.find(field.target);
    if (!tree || tree->find_readable(within_word))
        return false;
    const Field* by = find_tree_field(*tree, m_context.actor);
    if (!by) {
        complain(
            node, "type",
            say("filter.name_leads_to_objects_which", {{"name", field.name},
                                                       {"objects", as_label(tree->label_plural)},
                                                       {"tree", within(tree->label)}}));
        return true;
    }
    if (!is_within_test(node))
        return true;
    const bool is_not = node.op == "!=";
    (sql += is_not ? "(" : "") += column_sql(scope.alias, field) + " IN (";
    sql.append(within_sql(node, *tree, *by)) += is_not ? ")) IS NOT TRUE" : ")";
    return true;
}

// A reference to anything: the id says which tree is meant, because it is only in one.
void FilterSql::append_within_any(const FilterNode& node, const Field& field,
                                  const FilterScope& scope, Sql& sql)
{
    if (!is_within_test(node))
        return;
    if (!parse_id(node.literal))
        return complain(node, "reference",
                        say("filter.name_may_lead_to_records",
                            {{"name", field.name}, {"literal", node.literal}}));
    const bool is_not = node.op == "!=";
    sql += is_not ? "((" : "(";
    std::string_view joined;
    for (const Object& tree : m_context.catalog.objects()) {
        const Field* by = find_tree_field(tree, m_context.actor);
        if (!by || m_context.actor.reach(tree, Verb::read) == Reach::none)
            continue;
        (sql += joined) += "(" + column_sql(scope.alias, field, 1) + " = ";
        sql.bind(tree.name) += " AND " + column_sql(scope.alias, field) + " IN (";
        sql.append(within_sql(node, tree, *by)) += "))";
        joined = " OR ";
    }
    sql += joined.empty() ? "1 = 0)" : ")";
    sql += is_not ? " IS NOT TRUE)" : "";
}

} // namespace comity::record
