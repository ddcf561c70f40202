#include "record/object/order_index.h"

#include "record/object/kind.h"

namespace comity::record {
namespace {

bool has_owner(const Object& object)
{
    return !object.owner.empty() && object.find_field(object.owner);
}

std::string_view first_sorted_by(const Object& object)
{
    std::string_view first = object.sort;
    first = first.substr(0, first.find(','));
    first.remove_prefix(first.starts_with('-') ? 1 : 0);
    return first;
}

} // namespace

bool has_sort_index(const Object& object, const Field& field)
{
    const KindFacts& facts = facts_of(field);
    if (!facts.has_order || field.is_unique || field.name == object.owner || field.annex > 0)
        return false;
    return field.is_indexed || facts.is_always_indexed || field.name == object.title;
}

bool has_owner_order(const Object& object, std::string_view column)
{
    if (!has_owner(object))
        return false;
    if (column == "updated_at")
        return true;
    if (column != first_sorted_by(object))
        return false;
    const Field* field = object.find_field(column);
    return column == "created_at" ||
           (field && !facts_of(*field).refers && has_sort_index(object, *field));
}

std::vector<std::string> owner_orders(const Object& object)
{
    std::vector<std::string> columns;
    for (const std::string_view column : {std::string_view("updated_at"), first_sorted_by(object)})
        if (has_owner_order(object, column) && (columns.empty() || columns.front() != column))
            columns.emplace_back(column);
    return columns;
}

} // namespace comity::record
