// Filter tree → SQL: groups, and paths through references.
#include "record/language/filter_sql.h"

#include "record/language/derived_value.h"
#include "record/language/tree.h"
#include "record/object/rows.h"
#include "record/search/search.h"

#include <array>

namespace comity::record {

namespace {

constexpr int deepest_path = 3;
constexpr std::string_view worked_out = "q"; // alias of what has no column

std::array<Field, 7> make_system_fields()
{
    std::array<Field, 7> fields = {reference("id"),       number("version", 0),
                                   instant("created_at"), reference("created_by", "user"),
                                   instant("updated_at"), reference("updated_by", "user"),
                                   instant("deleted_at")};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        fields[i].column = static_cast<int>(i);
        fields[i].column_count = 1;
    }
    return fields;
}

} // namespace

const Field* find_system_field(std::string_view name)
{
    static const std::array<Field, 7> fields = make_system_fields();
    for (const Field& field : fields)
        if (field.name == name)
            return &field;
    return nullptr;
}

const Field* find_visible_field(const Object& object, const Actor& actor, std::string_view name)
{
    if (const Field* field = find_system_field(name))
        return field;
    const Field* field = object.find_readable(name);
    return field && actor.may_see(object, *field) ? field : nullptr;
}

void FilterSql::complain(const FilterNode& node, std::string_view rule, Sentence message)
{
    std::string path;
    for (const std::string& step : node.path)
        path += (path.empty() ? "" : ".") + step;
    m_problems.push_back({std::move(path), std::string(rule), std::move(message)});
}

void FilterSql::append(const FilterNode& node, const FilterScope& scope, Sql& sql)
{
    switch (node.sort) {
    case FilterNode::Sort::all_of:
    case FilterNode::Sort::any_of:
        return append_group(node, scope, sql);
    case FilterNode::Sort::none_of:
        sql += "(";
        append(*node.children[0], scope, sql);
        sql += ") IS NOT TRUE";
        return;
    case FilterNode::Sort::compare:
        return append_path(node, node.path, scope, sql);
    case FilterNode::Sort::words:
        return append_words(node, scope, sql);
    }
}

void FilterSql::append_group(const FilterNode& node, const FilterScope& scope, Sql& sql)
{
    const std::string_view word = node.sort == FilterNode::Sort::all_of ? " AND " : " OR ";
    sql += "(";
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0)
            sql += word;
        append(*node.children[i], scope, sql);
    }
    sql += ")";
}

void FilterSql::append_words(const FilterNode& node, const FilterScope& scope, Sql& sql)
{
    if (m_context.is_draft)
        return complain(node, "type", say("filter.words_alone_are_not_looked"));
    std::string words;
    for (const std::string& piece : node.pieces)
        (words += piece) += ' ';
    append_search_condition(scope.object, scope.alias, words, m_context.is_postgres, sql);
}

void FilterSql::append_path(const FilterNode& node, Path path, const FilterScope& scope, Sql& sql)
{
    const Field* field = find_visible_field(scope.object, m_context.actor, path[0]);
    if (!field && path.size() == 1 && path[0] == within_word)
        return append_within_itself(node, scope, sql);
    if (!field || (facts_of(*field).operators.empty() && !facts_of(*field).is_in_parts)) {
        complain(node, "unknown",
                 say("filter.no_field_what_in_objects",
                     {{"name", path[0]}, {"objects", as_label(scope.object.label_plural)}}));
        return;
    }
    if (field->is_derived() && scope.alias != worked_out)
        return append_derived(node, path, *field, scope, sql);
    if (path.size() == 1)
        return append_compare(node, *field, scope, sql);
    if (path.size() == 2 && append_part(node, *field, path[1], scope, sql))
        return;
    if (path.size() == 2 && path[1] == within_word && append_within(node, *field, scope, sql))
        return;
    append_step(node, *field, path.subspan(1), scope, sql);
}

// The value is worked out beside and compared like a column: one row, if it is as asked.
void FilterSql::append_derived(const FilterNode& node, Path path, const Field& field,
                               const FilterScope& scope, Sql& sql)
{
    const DerivedContext context{m_context.catalog, m_context.actor, m_context.is_postgres,
                                 m_context.as_of};
    const auto parts = kind_of(field).parts(field);
    sql += "EXISTS (SELECT 1 FROM (SELECT ";
    for (std::size_t i = 0; i < parts.size(); ++i) {
        (sql += i > 0 ? ", " : "").append(value_sql(context, scope.object, field, scope.alias, i));
        sql += " AS " + store::quote(field.name + std::string(parts[i].suffix));
    }
    (sql += ") ") += worked_out;
    sql += " WHERE ";
    append_path(node, path, {scope.object, std::string(worked_out), scope.depth}, sql);
    sql += ")";
}

// Through a reference: the records it may point to, as a subquery over their own index.
void FilterSql::append_step(const FilterNode& node, const Field& field, Path rest,
                            const FilterScope& scope, Sql& sql)
{
    const std::string target(target_of(field));
    if (!facts_of(field).refers || facts_of(field).has_many || target.empty() || field.name == "id")
        return complain(
            node, "unknown",
            say("filter.name_has_no_field_what", {{"name", field.name}, {"field", rest[0]}}));
    if (scope.depth >= deepest_path)
        return complain(node, "range", say("filter.path_goes_through_at_most"));
    const Object* object = m_context.catalog.find(target);
    if (!object)
        return complain(node, "unknown",
                        say("filter.no_target_records_here", {{"target", target}}));
    const FilterScope inner{*object, make_alias(), scope.depth + 1};
    // A negation stays outside, so that a record without the reference meets it too.
    const bool is_null = is_null_word(node);
    const bool is_negated = is_null ? node.op != "!=" : node.op == "!=";
    FilterNode positive = node;
    if (is_null || is_negated)
        positive.op = is_null ? "!=" : "=";
    (sql += is_negated ? "(" : "") += column_sql(scope.alias, field);
    sql += " IN (SELECT " + inner.alias + ".\"id\" FROM ";
    sql.append(rows_sql(*object, inner.alias, m_context.as_of)) += " WHERE ";
    append_path(positive, rest, inner, sql);
    append_access(*object, inner.alias, sql);
    sql += is_negated ? ")) IS NOT TRUE" : ")";
}

void FilterSql::append_access(const Object& target, std::string_view alias, Sql& sql) const
{
    const auto access =
        access_predicate(m_context.catalog, m_context.actor, target, Verb::read, alias);
    if (access)
        (sql += " AND ").append(*access);
}

// `billing_address.city`, `amount.currency`, `about.object`.
bool FilterSql::append_part(const FilterNode& node, const Field& field, std::string_view part,
                            const FilterScope& scope, Sql& sql)
{
    const auto parts = kind_of(field).parts(field);
    const std::string suffix = "_" + std::string(part);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].suffix != suffix)
            continue;
        const std::string column = column_sql(scope.alias, field, i);
        if (!append_null_test(node, column, sql))
            append_text_test(node, column, m_context.is_postgres, sql);
        return true;
    }
    return false;
}

Sql compile_filter(const Filter& filter, const FilterContext& context)
{
    Sql sql;
    if (!filter)
        return sql;
    std::vector<Problem> problems;
    FilterSql(context, problems).append(*filter, {context.object, std::string(context.alias)}, sql);
    if (problems.empty())
        return sql;
    const Sentence message = problems.size() == 1
                                 ? problems[0].message
                                 : say("filter.several_wrong", {{"count", problems.size()}});
    throw Error(Cause::invalid, message, std::move(problems));
}

} // namespace comity::record
