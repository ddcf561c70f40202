#include "record/changes_rights.h"

#include "base/json.h"
#include "record/access.h"

#include <algorithm>

namespace comity::record {

Sql visible_changes(const Catalog& catalog, const Actor& actor)
{
    Sql sql;
    Sql limited;
    std::vector<const Object*> whole;
    for (const Object& object : catalog.objects()) {
        if (actor.reach(object, Verb::read) == Reach::none)
            continue;
        auto rights = access_predicate(catalog, actor, object, Verb::read, "t0");
        if (!rights) {
            whole.push_back(&object);
            continue;
        }
        (limited += " OR (c.\"object\" = ").bind(object.name);
        limited += " AND EXISTS (SELECT 1 FROM " + store::quote(Catalog::table_of(object)) +
                   " t0 WHERE t0.\"id\" = c.\"record\" AND (";
        (limited.append(*rights)) += ")))";
    }
    sql += "(c.\"object\" IN (''";
    for (const Object* object : whole)
        (sql += ", ").bind(object->name);
    sql += ")";
    sql.append(limited) += ")";
    return sql;
}

std::string_view logged_columns()
{
    return "c.\"position\", c.\"object\", c.\"record\", c.\"verb\", c.\"version\", c.\"title\", "
           "c.\"fields\"";
}

LoggedChange read_logged(const store::Row& row, int first)
{
    return {row.integer(first),
            std::string(row.text(first + 1)),
            row.id(first + 2),
            std::string(row.text(first + 3)),
            row.integer(first + 4),
            std::string(row.text(first + 5)),
            std::string(row.text(first + 6))};
}

bool is_hidden_update(const Actor& actor, const Object& object, std::string_view verb,
                      std::span<const std::string> fields)
{
    if (verb != "update" || fields.empty())
        return false;
    return std::none_of(fields.begin(), fields.end(), [&](const std::string& name) {
        const Field* field = object.find_field(name);
        return !field || actor.may_see(object, *field);
    });
}

std::vector<std::string> field_names(const std::string& fields)
{
    std::vector<std::string> names;
    const Json parsed = parse_json(fields);
    if (const Json::Object* members = parsed.if_object())
        for (const auto& [name, values] : *members)
            names.push_back(name);
    return names;
}

std::optional<Id> find_undoer(store::Connection& connection, const Id& change_set)
{
    // A chain: the undo, its undo, and so on. It counts when nothing takes it back, so when the
    // chain is of odd length.
    std::optional<Id> first;
    Id current = change_set;
    int length = 0;
    for (;; ++length) {
        std::optional<Id> next;
        connection.query({"SELECT \"id\" FROM \"change_set\" WHERE \"undoes\" = ? "
                          "ORDER BY \"seq\" DESC LIMIT 1",
                          {current}},
                         [&](const store::Row& row) { next = row.id(0); });
        if (!next)
            break;
        if (!first)
            first = next;
        current = *next;
    }
    return length % 2 ? first : std::nullopt;
}

} // namespace comity::record
