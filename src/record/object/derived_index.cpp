#include "record/object/derived_index.h"

#include "record/object/derived.h"
#include "record/object/kind.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_columns = 10; // of one index

void add_columns(const Object& object, std::string_view name, std::vector<std::string>& columns)
{
    const Field* field = object.find_field(name);
    if (!field || !facts_of(*field).has_order)
        return;
    for (const Part& part : kind_of(*field).parts(*field)) {
        const std::string column = field->name + std::string(part.suffix);
        if (std::ranges::find(columns, column) == columns.end() && columns.size() < most_columns)
            columns.push_back(column);
    }
}

void add_read(const Object& object, const FilterNode& node, std::vector<std::string>& columns)
{
    if (!node.path.empty())
        add_columns(object, node.path[0], columns);
    for (const Filter& child : node.children)
        add_read(object, *child, columns);
}

} // namespace

void widen_for_roll_ups(const Catalog& catalog, const Object& object, store::Table& rows)
{
    for (const Object& parent : catalog.objects())
        for (const Field& field : parent.derived) {
            const Derivation& derivation = field.derivation;
            if (derivation.sort != Derivation::Sort::roll_up || derivation.object != object.name)
                continue;
            const auto index = std::ranges::find_if(rows.indexes, [&](const store::Index& one) {
                return one.columns.size() > 1 && one.columns[0] == derivation.by &&
                       one.columns[1] == "id";
            });
            if (index == rows.indexes.end())
                continue;
            if (field.derived->filter)
                add_read(object, *field.derived->filter, index->columns);
            add_columns(object, derivation.of, index->columns);
        }
}

} // namespace comity::record
