#include "record/object/figure_index.h"

#include "record/object/catalog.h"
#include "record/object/kind.h"

#include <algorithm>

namespace comity::record {
namespace {

bool is_grouped_by(const Object& object, const Field& field)
{
    if (field.is_custom) // the index of a large table is not built again for a new field
        return false;
    if (facts_of(field).is_in_figures)
        return true;
    if (facts_of(field).refers) // what a choice's values belong to: a pipeline
        return std::ranges::any_of(
            object.fields, [&](const Field& choice) { return choice.choices_scope == field.name; });
    return facts_of(field).is_line && field.is_indexed && !field.is_unique &&
           field.name != object.title;
}

} // namespace

std::vector<std::string> figure_columns(const Object& object)
{
    if (!object.board || object.board->sum.empty() || object.is_custom)
        return {};
    const Field& sum = object.load_field(object.board->sum);
    const auto parts = kind_of(sum).parts(sum);
    std::vector<std::string> columns = {sum.name + std::string(parts[1].suffix),
                                        object.board->field};
    if (!object.owner.empty())
        columns.push_back(object.owner);
    columns.push_back(sum.name + std::string(parts[0].suffix));
    for (const Field& field : object.fields)
        if (is_grouped_by(object, field) && field.name != object.board->field)
            columns.push_back(field.name);
    columns.emplace_back("deleted_at");
    return columns;
}

std::string figure_index_name(const Object& object)
{
    return Catalog::table_of(object) + "_figures";
}

} // namespace comity::record
