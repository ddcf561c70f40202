#include "record/import/batch.h"

#include "base/text.h"

namespace comity::record {
namespace {

constexpr std::size_t most_bytes = 8 << 20;

} // namespace

bool RowBatch::read(Sheet& sheet, std::size_t most)
{
    m_text.clear();
    m_ends.clear();
    m_numbers.clear();
    m_rows.clear();
    while (m_rows.size() < most && m_text.size() < most_bytes && sheet.next()) {
        ImportRow& row = m_rows.emplace_back();
        row.line = sheet.line();
        row.first_cell = m_ends.size();
        row.cell_count = sheet.cells().size();
        for (std::size_t i = 0; i < row.cell_count; ++i) {
            m_text += sheet.cells()[i];
            m_ends.push_back(m_text.size());
            m_numbers.push_back(sheet.is_number(i));
        }
        if (const auto problem = sheet.row_problem())
            row.problems.push_back({"", "format", *problem});
    }
    for (ImportRow& row : m_rows)
        if (row.problems.empty())
            parse(row);
    return !m_rows.empty();
}

std::string_view RowBatch::cell(const ImportRow& row, std::size_t at) const
{
    if (at >= row.cell_count)
        return "";
    const std::size_t index = row.first_cell + at;
    const std::size_t begin = index == 0 ? 0 : m_ends[index - 1];
    return std::string_view(m_text).substr(begin, m_ends[index] - begin);
}

std::string_view RowBatch::text(const ImportRow& row, const ImportColumn& column) const
{
    return column.cell < 0 ? std::string_view(column.constant)
                           : cell(row, static_cast<std::size_t>(column.cell));
}

bool RowBatch::is_number(const ImportRow& row, const ImportColumn& column) const
{
    return column.cell >= 0 && static_cast<std::size_t>(column.cell) < row.cell_count &&
           m_numbers[row.first_cell + static_cast<std::size_t>(column.cell)];
}

void RowBatch::parse(ImportRow& row)
{
    row.values = Record{m_plan.object, std::vector<Value>(m_plan.cell_count)};
    row.given.assign(m_plan.columns.size(), false);
    for (std::size_t i = 0; i < m_plan.columns.size(); ++i) {
        const ImportColumn& column = m_plan.columns[i];
        const std::string_view written = text(row, column);
        if (written.empty())
            continue;
        if (column.way != ImportColumn::Way::plain) {
            row.given[i] = !trim(written).empty();
            continue;
        }
        const std::size_t problems_before = row.problems.size();
        const std::span<Value> cells = row.values.of(*column.field);
        TextFormat format = column.format;
        if (is_number(row, column))
            format.decimal = '.';
        column.kind->parse_text(*column.field, column.meant_by(written), format, cells,
                                row.problems);
        if (row.problems.size() > problems_before && column.field->kind == Kind::choice)
            row.unknown.emplace_back(column.field, column.meant_by(written));
        for (const Value& cell : cells)
            if (!std::holds_alternative<Null>(cell))
                row.given[i] = true;
    }
}

std::vector<std::string_view> parts_of(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (const std::string_view line : split(text, '\n'))
        for (const std::string_view part : split(line, ';'))
            if (!is_blank(part))
                parts.push_back(trim(part));
    return parts;
}

} // namespace comity::record
