#include "record/object/annex.h"

#include "record/object/catalog.h"
#include "record/object/kind.h"

#include <algorithm>
#include <map>

namespace comity::record {

int choose_annex(const Object& object, const Field& field)
{
    std::map<int, int> taken; // columns by annex
    for (const Field& each : object.fields)
        taken[each.annex] += static_cast<int>(kind_of(each).parts(each).size());
    const int wanted = static_cast<int>(kind_of(field).parts(field).size());
    for (int annex = 0;; ++annex)
        if (taken[annex] + wanted <= (annex == 0 ? columns_in_own_table : columns_in_annex))
            return annex;
}

std::string annex_table(const Object& object, int number)
{
    return object.plural + "_annex" + std::to_string(number);
}

std::string past_annex_table(const Object& object, int number)
{
    return object.plural + "_past_annex" + std::to_string(number);
}

namespace {

std::string view_sql(const Object& object, bool is_past)
{
    const std::string own =
        is_past ? Catalog::own_past_table_of(object) : Catalog::own_table_of(object);
    const std::string name = store::quote(own + "_whole");
    std::string sql = "DROP VIEW IF EXISTS " + name + ";\n";
    if (object.annexes == 0)
        return sql;
    std::string columns;
    for (const store::Column& column : Catalog::system_columns())
        columns += (columns.empty() ? "t." : ", t.") + store::quote(column.name);
    if (is_past)
        columns += ", t.\"until\"";
    for (const auto* fields : {&object.fields, &object.removed})
        for (const Field& field : *fields)
            for (const std::string& column : columns_of_field(field))
                columns += (field.annex ? ", a" + std::to_string(field.annex) + "." : ", t.") +
                           store::quote(column);
    sql += "CREATE VIEW " + name + " AS SELECT " + columns + " FROM " + store::quote(own) + " t";
    for (int number = 1; number <= object.annexes; ++number) {
        const std::string alias = "a" + std::to_string(number);
        const std::string table =
            is_past ? past_annex_table(object, number) : annex_table(object, number);
        sql += " LEFT JOIN " + store::quote(table) + " " + alias + " ON " + alias +
               ".\"id\" = t.\"id\"";
        if (is_past)
            sql += " AND " + alias + ".\"version\" = t.\"version\"";
    }
    return sql + ";\n";
}

} // namespace

std::string views_sql(const Object& object)
{
    return view_sql(object, false) + view_sql(object, true);
}

} // namespace comity::record
