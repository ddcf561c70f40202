#include "record/history/rights.h"

#include "record/access/access.h"
#include "record/log/person_keys.h"
#include "record/log/text.h"

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
    // What was taken out is no record: administrators see it whatever they see of the object.
    const bool sees_taken = actor.is_administrator();
    sql += sees_taken ? "(c.\"verb\" IN ('export', 'read') OR "
                      : "(c.\"verb\" NOT IN ('export', 'read') AND (";
    sql += "c.\"object\" IN (''";
    for (const Object* object : whole)
        (sql += ", ").bind(object->name);
    sql += ")";
    sql.append(limited) += sees_taken ? ")" : "))";
    return sql;
}

std::string_view logged_columns()
{
    return "c.\"position\", c.\"object\", c.\"record\", c.\"verb\", c.\"version\", c.\"title\", "
           "c.\"fields\", "
           "(SELECT k.\"secret\" FROM \"person_key\" k WHERE k.\"record\" = c.\"record\")";
}

LoggedChange read_logged(const store::Row& row, int first)
{
    LoggedChange change;
    change.position = row.integer(first);
    change.object = row.text(first + 1);
    change.record = row.id(first + 2);
    change.verb = row.text(first + 3);
    change.version = row.integer(first + 4);
    LogText text =
        open_log_text(row.text(first + 5), row.text(first + 6), person_key_in(row, first + 7));
    change.title = std::move(text.title);
    change.fields = std::move(text.fields);
    change.is_erased = text.is_erased;
    return change;
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

std::string label_of(const Tongue& tongue, std::string_view kept,
                     std::span<const LoggedChange> changes)
{
    return spell_label(tongue.tell(parse_sentence(kept)), [&](const Id& record) {
        const auto found = std::ranges::find(changes, record, &LoggedChange::record);
        return found == changes.end() ? std::string() : found->title;
    });
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
