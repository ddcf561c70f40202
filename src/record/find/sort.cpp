#include "record/find/sort.h"

#include "base/error.h"
#include "base/text.h"
#include "record/access/access.h"
#include "record/language/filter_sql.h"
#include "record/object/kind.h"
#include "record/object/order_index.h"
#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_keys = 5;

// A reference sorts by the title of what it points to, as far as the actor may see that.
SortKey title_key(const DerivedContext& context, const Object& object, const Field& field,
                  const Object& target)
{
    SortKey key;
    key.expression += "(SELECT s." + store::quote(target.title) + " FROM ";
    key.expression += store::quote(Catalog::table_of(target)) + " s WHERE s.\"id\" = ";
    key.expression.append(value_sql(context, object, field, "t0"));
    if (const auto access =
            access_predicate(context.catalog, context.actor, target, Verb::read, "s"))
        (key.expression += " AND ").append(*access);
    key.expression += ")";
    return key;
}

SortKey make_key(const DerivedContext& context, const Object& object, const Field& field)
{
    const bool is_system = find_system_field(field.name) == &field;
    const Object* target =
        is_reference(field) && field.name != "id" ? context.catalog.find(field.target) : nullptr;
    if (target && target->find_field(target->title) &&
        context.actor.may_see(*target, *target->find_field(target->title)))
        return title_key(context, object, field, *target);
    SortKey key;
    key.expression.append(is_system ? Sql{column_sql("t0", field.name), {}}
                                    : value_sql(context, object, field, "t0"));
    key.type = kind_of(field).parts(field)[0].type;
    if (field.name == "version" && is_system)
        key.type = store::Type::integer;
    key.is_nullable = !(is_system && (field.name == "id" || field.name == "version" ||
                                      field.name == "created_at" || field.name == "updated_at"));
    key.is_worked_out = field.is_derived();
    if (field.derivation.figure == "count")
        key.is_nullable = false;
    key.has_index =
        is_system ? !key.is_nullable && field.name != "version" : has_sort_index(object, field);
    key.has_owner_index = has_owner_order(object, field.name);
    return key;
}

} // namespace

SortOrder parse_sort(const DerivedContext& context, const Object& object, std::string_view text)
{
    SortOrder order;
    std::vector<Problem> problems;
    bool has_id = false;
    const bool is_given = !trim(text).empty();
    for (std::string_view name : split(is_given ? text : object.sort, ',')) {
        name = trim(name);
        const bool is_descending = name.starts_with('-');
        name.remove_prefix(is_descending ? 1 : 0);
        const Field* field = find_visible_field(object, context.actor, name);
        if (!field || !facts_of(*field).has_order) {
            // The object's own order may rest on a field that this actor may not see.
            if (is_given)
                problems.push_back(
                    {std::string(name), field ? "type" : "unknown",
                     say("reading.cannot_be_sorted_by",
                         {{"objects", as_label(object.label_plural)}, {"name", name}})});
            continue;
        }
        if (order.keys.size() >= most_keys) {
            problems.push_back({"sort", "range", say("reading.list_is_sorted_by_at")});
            break;
        }
        order.keys.push_back(make_key(context, object, *field));
        order.keys.back().is_descending = is_descending;
        has_id = field->name == "id";
        if (has_id)
            break;
    }
    if (!problems.empty()) {
        const Sentence message = problems[0].message;
        throw Error(Cause::invalid, message, std::move(problems));
    }
    if (!has_id) {
        SortKey id = make_key(context, object, *find_system_field("id"));
        id.is_descending = order.keys.empty() || order.keys.front().is_descending;
        order.keys.push_back(std::move(id));
    }
    return order;
}

void append_phase(const SortOrder& order, int phase, Sql& sql, bool shuns_index)
{
    if (!order.has_phases())
        return;
    (sql += shuns_index ? " AND +" : " AND ").append(order.keys.front().expression);
    sql += phase == 0 ? " IS NOT NULL" : " IS NULL";
}

namespace {

// Within a phase the first key is never empty (or always), so only later ones need care.
bool may_be_null(const SortOrder& order, std::size_t key)
{
    return key > 0 && order.keys[key].is_nullable;
}

void append_beyond(const SortOrder& order, std::size_t at, const store::Value& value, Sql& sql)
{
    const SortKey& key = order.keys[at];
    const bool is_null = std::holds_alternative<store::Null>(value);
    if (is_null) {
        sql += "1 = 0"; // empty ones are last already
        return;
    }
    if (may_be_null(order, at))
        sql += "(";
    sql.append(key.expression) += key.is_descending ? " < " : " > ";
    sql.bind(value);
    if (may_be_null(order, at)) {
        (sql += " OR ").append(key.expression) += " IS NULL)";
    }
}

void append_equal(const SortKey& key, const store::Value& value, Sql& sql)
{
    sql.append(key.expression);
    if (std::holds_alternative<store::Null>(value))
        sql += " IS NULL";
    else
        (sql += " = ").bind(value);
}

bool is_plain_row(const SortOrder& order, std::size_t first)
{
    for (std::size_t i = first; i < order.keys.size(); ++i)
        if (may_be_null(order, i) || order.keys[i].is_descending != order.keys[first].is_descending)
            return false;
    return true;
}

// `(a, id) < (?, ?)`, which both databases look up in one index.
void append_row_value(const SortOrder& order, std::size_t first, const Cursor& cursor, Sql& sql)
{
    const bool is_one = first + 1 == order.keys.size();
    sql += is_one ? " AND " : " AND (";
    for (std::size_t i = first; i < order.keys.size(); ++i)
        (sql += i > first ? ", " : "").append(order.keys[i].expression);
    sql += is_one ? "" : ")";
    sql += order.keys[first].is_descending ? " < " : " > ";
    sql += is_one ? "" : "(";
    for (std::size_t i = first; i < order.keys.size(); ++i)
        (sql += i > first ? ", " : "").bind(cursor.values[i]);
    sql += is_one ? "" : ")";
}

} // namespace

void append_after(const SortOrder& order, const Cursor& cursor, Sql& sql)
{
    const std::size_t first = order.has_phases() && cursor.phase == 1 ? 1 : 0;
    if (is_plain_row(order, first))
        return append_row_value(order, first, cursor, sql);
    const SortKey& leading = order.keys[first];
    if (!may_be_null(order, first)) {
        // Said again by what follows, but an index understands it.
        (sql += " AND ").append(leading.expression) += leading.is_descending ? " <= " : " >= ";
        sql.bind(cursor.values[first]);
    }
    sql += " AND (";
    for (std::size_t i = first; i < order.keys.size(); ++i) {
        sql += i > first ? " OR (" : "(";
        for (std::size_t before = first; before < i; ++before) {
            append_equal(order.keys[before], cursor.values[before], sql);
            sql += " AND ";
        }
        append_beyond(order, i, cursor.values[i], sql);
        sql += ")";
    }
    sql += ")";
}

void append_order(const SortOrder& order, int phase, std::span<const std::string> columns, Sql& sql)
{
    sql += " ORDER BY ";
    const std::size_t first = order.has_phases() && phase == 1 ? 1 : 0;
    for (std::size_t i = first; i < order.keys.size(); ++i) {
        const SortKey& key = order.keys[i];
        Sql expression = key.expression;
        if (!columns.empty())
            expression = Sql{columns[i], {}};
        sql += i > first ? ", " : "";
        if (may_be_null(order, i))
            sql.append(expression) += " IS NULL, ";
        sql.append(expression) += key.is_descending ? " DESC" : "";
    }
}

} // namespace comity::record
