#include "record/owner_order.h"

#include <algorithm>

namespace comity::record {
namespace {

bool is_indexed(const Object& object, const Field& field)
{
    const bool is_plain = field.kind != Kind::reference && !field.is_unique;
    return is_plain && (field.is_indexed || field.name == object.title);
}

} // namespace

std::vector<std::string> owner_orders(const Object& object)
{
    if (object.owner.empty() || !object.find_field(object.owner))
        return {};
    std::vector<std::string> columns = {"updated_at"};
    std::string first = object.sort.substr(0, object.sort.find(','));
    first.erase(0, first.starts_with('-') ? 1 : 0);
    const Field* field = object.find_field(first);
    if (first == "created_at" || (field && is_indexed(object, *field)))
        columns.push_back(std::move(first));
    return columns;
}

} // namespace comity::record
