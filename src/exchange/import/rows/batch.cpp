#include "exchange/import/rows/batch.h"

#include "base/money.h"
#include "base/text.h"
#include "record/object/kind.h"

#include <algorithm>

namespace comity::exchange {
namespace {

constexpr std::size_t most_bytes = 8 << 20;

// Lines of `value<TAB>label`, where those without a label get this one.
std::string labelled(std::string_view lines, std::string_view label)
{
    std::string out;
    for (const std::string_view line : split(lines, '\n')) {
        out.append(out.empty() ? "" : "\n").append(line);
        if (line.find('\t') == line.npos)
            out.append("\t").append(label);
    }
    return out;
}

// Without those whose value is there already.
std::string with_lines(std::string known, std::string_view more)
{
    for (const std::string_view line : split(more, '\n')) {
        const std::string_view value = line.substr(0, line.find('\t'));
        const bool is_known = std::ranges::any_of(split(known, '\n'), [&](std::string_view other) {
            return other.substr(0, other.find('\t')) == value;
        });
        if (!is_known)
            known.append("\n").append(line);
    }
    return known;
}

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
    // A part (a currency) goes into what the field's own column has begun.
    for (const bool is_for_parts : {false, true})
        for (std::size_t i = 0; i < m_plan.columns.size(); ++i) {
            const ImportColumn& column = m_plan.columns[i];
            const std::string_view written = text(row, column);
            if (written.empty() || (column.part >= 0) != is_for_parts)
                continue;
            if (column.way != ImportColumn::Way::plain) {
                row.given[i] = !trim(written).empty();
                continue;
            }
            if (is_for_parts)
                parse_part(row, column, trim(column.meant_by(written)));
            else
                parse_plain(row, column, written);
            row.given[i] = std::ranges::any_of(row.values.of(*column.field), [](const Value& cell) {
                return !std::holds_alternative<Null>(cell);
            });
        }
}

void RowBatch::parse_plain(ImportRow& row, const ImportColumn& column, std::string_view written)
{
    TextFormat format = column.format;
    if (is_number(row, column))
        format.decimal = '.';
    const std::size_t problems_before = row.problems.size();
    const std::span<Value> cells = row.values.of(*column.field);
    const bool is_one_of_several = column.kind->facts().has_many && cells.size() == 1 &&
                                   !std::holds_alternative<Null>(cells[0]);
    const Value earlier = is_one_of_several ? cells[0] : Value();
    column.kind->parse_text(*column.field, column.meant_by(written), format, cells, row.problems);
    if (row.problems.size() > problems_before && is_choice(*column.field))
        row.unknown.emplace_back(column.field, column.meant_by(written));
    auto* lines = std::get_if<std::string>(&cells[0]);
    if (lines && !column.label.empty())
        *lines = labelled(*lines, column.label);
    if (is_one_of_several)
        cells[0] = lines ? with_lines(std::get<std::string>(earlier), *lines) : earlier;
}

void RowBatch::parse_part(ImportRow& row, const ImportColumn& column, std::string_view text)
{
    column.kind->parse_part(*column.field, static_cast<std::size_t>(column.part), text,
                            column.format, row.values.of(*column.field), row.problems);
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

} // namespace comity::exchange
