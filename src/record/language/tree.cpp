#include "record/language/tree.h"

#include "record/access/access.h"
#include "record/object/kind.h"
#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {

const Field* find_tree_field(const Object& object)
{
    const Field* found = nullptr;
    for (const Field& field : object.fields) {
        const bool is_upwards = is_reference(field) && field.target == object.name;
        if (is_upwards && (!found || field.name == "parent"))
            found = &field;
    }
    return found;
}

const Field* find_tree_field(const Object& object, const Actor& actor)
{
    const Field* field = find_tree_field(object);
    return field && actor.may_see(object, *field) ? field : nullptr;
}

Sql below_sql(const DerivedContext& context, const Object& object, const Field& by, const Sql& tops,
              std::string_view name)
{
    const std::string set(name);
    const std::string row = set + "c";
    Sql sql;
    // UNION instead of UNION ALL: what is there already is not gone through again. CROSS JOIN has
    // SQLite look up the children of each by their index.
    (sql += "WITH RECURSIVE " + set + "(\"id\") AS (").append(tops);
    sql += " UNION SELECT " + column_sql(row, "id") + " FROM " + set + " CROSS JOIN ";
    sql.append(rows_sql(object, row, context.as_of)) += " WHERE " + column_sql(row, by) + " = " +
                                                        column_sql(set, "id") + " AND " +
                                                        column_sql(row, "deleted_at") + " IS NULL";
    if (const auto access = access_test(context.catalog, context.actor, object, Verb::read, row,
                                        context.is_postgres))
        (sql += " AND ").append(*access);
    return std::move(sql += ") SELECT \"id\" FROM " + set);
}

} // namespace comity::record
