// Lookups and roll-ups as SQL: subqueries over the index of a reference.
#include "record/language/derived_value.h"

#include "record/access/access.h"
#include "record/language/filter_sql.h"
#include "record/language/formula_sql.h"
#include "record/language/tree.h"
#include "record/object/rows.h"

namespace comity::record {
namespace {

struct Children {
    const Object& object;
    std::string alias;
    Sql rows; // ` FROM … WHERE …`
};

// SQLite knows no numbers of rows: without likely() it might look for the children by the filter's
// index, which finds half of the table, rather than by their reference.
Sql likely(Sql condition, bool is_postgres)
{
    condition.text = (is_postgres ? "(" : "likely(") + condition.text + ")";
    return condition;
}

Children children_of(const DerivedContext& context, const Object& object, const Field& field,
                     std::string_view alias)
{
    const Derivation& derivation = field.derivation;
    const Object& child = context.catalog.load(derivation.object);
    const Field& by = child.load_field(derivation.by);
    Children children{child, std::string(alias) + "r", {}};
    const std::string& name = children.alias;
    Sql& rows = children.rows;
    (rows += " FROM ").append(rows_sql(child, name, context.as_of));
    rows += " WHERE " + column_sql(name, by);
    if (derivation.below) {
        const Sql top{"SELECT " + column_sql(alias, "id"), {}};
        (rows += " IN (")
            .append(below_sql(context, object, *find_tree_field(object), top, name + "w"));
        rows += ")";
    } else {
        rows += " = " + column_sql(alias, "id");
    }
    if (by.target.empty())
        (rows += " AND " + column_sql(name, by, 1) + " = ").bind(object.name);
    rows += " AND " + column_sql(name, "deleted_at") + " IS NULL";
    if (field.derived && field.derived->filter) {
        const FilterContext inner{context.catalog,     context.actor, child, name,
                                  context.is_postgres, context.as_of};
        Sql condition = compile_filter(field.derived->filter, inner);
        (rows += " AND ").append(likely(std::move(condition), context.is_postgres));
    }
    if (auto access = access_test(context.catalog, context.actor, child, Verb::read, name,
                                  context.is_postgres))
        (rows += " AND ").append(*access);
    return children;
}

// Money in base currency; nothing where there is no rate, as in all figures.
Sql in_base_currency(const DerivedContext& context, const Children& children, const Field& of)
{
    const Sql amount = value_sql(context, children.object, of, children.alias);
    const Sql currency = value_sql(context, children.object, of, children.alias, 1);
    const Object* rates = context.catalog.find("currency");
    Sql sql;
    ((sql += "CASE WHEN coalesce(").append(currency) += ", '') IN ('', ") += base_currency_sql();
    (sql += ") THEN ").append(amount);
    if (rates && rates->find_field("code") && rates->find_field("rate")) {
        const char* const open = context.is_postgres ? "round(CAST(" : "CAST(round((";
        (sql += std::string(" ELSE ") + open).append(amount);
        sql += context.is_postgres ? " AS numeric) * (SELECT CAST(c.\"rate\" AS numeric) FROM "
                                   : ") * (SELECT c.\"rate\" FROM ";
        sql += store::quote(Catalog::table_of(*rates)) + " c WHERE c.\"code\" = ";
        sql.append(currency) += " AND c.\"deleted_at\" IS NULL AND c.\"rate\" > 0";
        if (rates->find_field("rate_on")) {
            (sql += " AND (c.\"rate_on\" IS NULL OR c.\"rate_on\" <= ").bind(today_in("UTC"));
            sql += ") ORDER BY c.\"rate_on\" DESC NULLS LAST, c.\"id\" DESC LIMIT 1";
        }
        sql += "))";
        sql += context.is_postgres ? "" : " AS INTEGER)";
    }
    return std::move(sql += " END");
}

Sql money_figure(const DerivedContext& context, const Children& children, const Field& field,
                 const Field& of)
{
    const Sql amount = in_base_currency(context, children, of);
    const std::string& figure = field.derivation.figure;
    Sql sql;
    if (figure == "sum" && !context.is_postgres) {
        // In two halves: a sum beyond 64 bits is nothing instead of an error.
        (sql += "(SELECT CASE WHEN abs(v.h) < 9200000000 THEN v.h * 1000000000 + v.l END FROM "
                "(SELECT coalesce(sum((")
            .append(amount) += ") / 1000000000), 0) AS h, coalesce(sum((";
        (sql.append(amount) += ") % 1000000000), 0) AS l").append(children.rows);
        return std::move(sql += ") v)");
    }
    sql += "(SELECT CASE WHEN abs(v.x) < 9.2e18 THEN CAST(round(v.x) AS ";
    sql += context.is_postgres ? "bigint" : "INTEGER";
    sql += figure == "sum" ? ") END FROM (SELECT coalesce(" : ") END FROM (SELECT (";
    (sql += figure + "(").append(amount) += figure == "sum" ? "), 0) AS x" : ")) AS x";
    return std::move(sql.append(children.rows) += ") v)");
}

Sql number_figure(const DerivedContext& context, const Children& children, const Field& field,
                  const Field& of)
{
    const Sql value = value_sql(context, children.object, of, children.alias);
    const std::string& figure = field.derivation.figure;
    Sql sql;
    sql += context.is_postgres ? "(SELECT CASE WHEN abs(v.x) < 1e-300 THEN 0 WHEN abs(v.x) <= "
                                 "1.7e308 THEN CAST(v.x AS double precision) END FROM (SELECT "
                               : "(SELECT CASE WHEN abs(v.x) <= 1.7e308 THEN v.x + 0.0 END FROM "
                                 "(SELECT ";
    sql += figure == "sum" ? "coalesce(" : "(";
    (sql += figure + (context.is_postgres ? "(CAST(" : "((")).append(value);
    sql += context.is_postgres ? " AS numeric))" : "))";
    sql += figure == "sum" ? ", 0) AS x" : ") AS x";
    return std::move(sql.append(children.rows) += ") v)");
}

Sql roll_up_sql(const DerivedContext& context, const Object& object, const Field& field,
                std::string_view alias, std::size_t part)
{
    if (part == 1)
        return {std::string(base_currency_sql()), {}};
    const Children children = children_of(context, object, field, alias);
    const Derivation& derivation = field.derivation;
    if (derivation.figure == "count") {
        Sql sql;
        sql += context.is_postgres ? "(SELECT CAST(count(*) AS double precision)"
                                   : "(SELECT count(*) + 0.0";
        return std::move(sql.append(children.rows) += ")");
    }
    const Field& of = *children.object.find_readable(derivation.of);
    if (worth_of(of) == Worth::money)
        return money_figure(context, children, field, of);
    if (worth_of(of) == Worth::number)
        return number_figure(context, children, field, of);
    Sql sql; // the first or last day or moment
    (sql += "(SELECT " + derivation.figure + "(")
        .append(value_sql(context, children.object, of, children.alias)) += ")";
    return std::move(sql.append(children.rows) += ")");
}

} // namespace

std::string_view base_currency_sql()
{
    return R"(coalesce((SELECT s."value" FROM "setting" s WHERE s."name" = 'currency'), 'EUR'))";
}

Sql value_sql(const DerivedContext& context, const Object& object, const Field& field,
              std::string_view alias, std::size_t part)
{
    switch (field.derivation.sort) {
    case Derivation::Sort::none:
        return {column_sql(alias, field, part), {}};
    case Derivation::Sort::roll_up:
        return roll_up_sql(context, object, field, alias, part);
    case Derivation::Sort::lookup:
        return path_sql(context, object, field.derived->formula->path, alias, part);
    case Derivation::Sort::formula:
        break;
    }
    std::vector<Problem> problems; // none: the catalog has checked it
    return FormulaSql(context, object, alias, problems).value(field.derived->formula, field, part);
}

Sql path_sql(const DerivedContext& context, const Object& object, std::span<const std::string> path,
             std::string_view alias, std::size_t part)
{
    const Field* system = find_system_field(path[0]);
    const Field& field = system ? *system : *object.find_readable(path[0]);
    if (path.size() == 1)
        return value_sql(context, object, field, alias, part);
    const Object& target = context.catalog.load(field.target);
    const std::string inner = std::string(alias) + "l";
    Sql sql;
    (sql += "(SELECT ").append(path_sql(context, target, path.subspan(1), inner, part));
    (sql += " FROM ").append(rows_sql(target, inner, context.as_of));
    (sql += " WHERE " + column_sql(inner, "id") + " = ")
        .append(value_sql(context, object, field, alias));
    if (const auto access = access_test(context.catalog, context.actor, target, Verb::read, inner,
                                        context.is_postgres))
        (sql += " AND ").append(*access);
    return std::move(sql += ")");
}

} // namespace comity::record
