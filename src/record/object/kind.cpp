#include "record/object/kind.h"

#include "base/error.h"
#include "record/object/condition.h"
#include "record/object/telling.h"

#include <algorithm>
#include <array>

namespace comity::record {

Sentence name_of(Worth worth)
{
    static constexpr std::array<std::string_view, 8> names = {
        "formula.worth_nothing", "formula.worth_number", "formula.worth_money",
        "formula.worth_text",    "formula.worth_yes_no", "formula.worth_date",
        "formula.worth_time",    "formula.worth_record"};
    return say(names[static_cast<std::size_t>(worth)]);
}

const FieldKind* find_kind(std::string_view name)
{
    const auto kinds = all_kinds();
    const auto found = std::ranges::find(kinds, name, &FieldKind::name);
    return found == kinds.end() ? nullptr : *found;
}

TableCell text_cell(std::string text)
{
    TableCell cell;
    cell.sort = text.empty() ? TableCell::Sort::empty : TableCell::Sort::text;
    cell.text = std::move(text);
    return cell;
}

void FieldKind::parse_part(const Field& field, std::size_t part, std::string_view text,
                           const TextFormat& format, std::span<Value> out,
                           std::vector<Problem>& problems) const
{
    CHECK(part == 0);
    parse_text(field, text, format, out, problems);
}

std::string FieldKind::tell(const Field& field, std::span<const Value> cells, const Telling&) const
{
    std::string text;
    write_text(text, field, cells);
    return text;
}

void FieldKind::append_cells(const Field& field, std::span<const Value> cells,
                             std::vector<TableCell>& out) const
{
    TableCell cell;
    if (!std::holds_alternative<Null>(cells[0])) {
        cell.sort = TableCell::Sort::text;
        write_text(cell.text, field, cells);
    }
    out.push_back(std::move(cell));
}

std::vector<FieldKind::Entry> FieldKind::entries(std::span<const Value>) const
{
    return {};
}

std::vector<Id> FieldKind::ids(std::span<const Value>) const
{
    return {};
}

void FieldKind::append_search(std::string&, std::span<const Value>) const
{
}

void FieldKind::compare(Condition& condition) const
{
    condition.complain("type",
                       say("save.nothing_can_be_asked_of", {{"name", condition.field.name}}));
}

void FieldKind::compare_lines(Condition& condition) const
{
    compare(condition);
}

int longest_of(const Field& field)
{
    return field.max_length > 0 ? field.max_length : facts_of(field).usual_length;
}

std::vector<std::string> columns_of_field(const Field& field)
{
    std::vector<std::string> columns;
    for (const Part& part : kind_of(field).parts(field))
        columns.push_back(field.name + std::string(part.suffix));
    return columns;
}

} // namespace comity::record
