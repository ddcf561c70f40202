#include "exchange/round_trip/sheet_file.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/round_trip.h"
#include "record/object/shelf.h"

#include <algorithm>

namespace comity::exchange {
namespace {

using Sort = SheetColumn::Sort;

Sort sort_of(const Field& field)
{
    if (is_reference(field))
        return Sort::reference;
    return field.choices_object.empty() ? Sort::whole : Sort::scoped_choice;
}

void add_columns_of(const Field& field, std::vector<SheetColumn>& columns)
{
    if (!facts_of(field).is_in_parts) {
        columns.push_back({.name = field.name, .field = &field, .sort = sort_of(field)});
        return;
    }
    const auto parts = kind_of(field).parts(field);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        columns.push_back({.name = field.name + std::string(parts[i].suffix),
                           .field = &field,
                           .sort = parts[i].suffix.empty() ? Sort::main_part : Sort::part,
                           .part = i});
    }
}

bool is_called(const SheetColumn& column, const std::string& folded, const Dictionary* words)
{
    if (fold(column.name) == folded)
        return true;
    if (column.sort == Sort::part)
        return false; // a label names the whole field
    if (fold(column.field->label) == folded)
        return true;
    const auto word = words ? words->find(column.field->label) : Dictionary::const_iterator{};
    return words && word != words->end() && fold(word->second) == folded;
}

} // namespace

SheetHeads read_heads(const Object& object, const std::vector<std::string>& headers,
                      const std::vector<std::string>& exported, const Dictionary* words)
{
    std::vector<SheetColumn> known;
    for (const Field& field : object.fields)
        if (!field.is_derived())
            add_columns_of(field, known);
    const auto is_exported = [&](const std::string& name) {
        return exported.empty() || std::ranges::find(exported, name) != exported.end();
    };
    std::erase_if(known, [&](const SheetColumn& column) { return !is_exported(column.name); });
    SheetHeads heads;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const std::string folded = fold(trim(headers[i]));
        const auto key = folded == key_column::id        ? &heads.id
                         : folded == key_column::version ? &heads.version
                         : folded == key_column::export_ ? &heads.export_
                                                         : nullptr;
        if (key && !*key) {
            *key = i;
            continue;
        }
        const auto at = std::ranges::find_if(
            known, [&](const SheetColumn& column) { return is_called(column, folded, words); });
        if (at == known.end()) {
            if (!folded.empty())
                heads.added.push_back(headers[i]);
            continue;
        }
        at->at = i;
        at->header = headers[i];
        heads.columns.push_back(std::move(*at));
        known.erase(at);
    }
    if (!exported.empty())
        for (const SheetColumn& column : known)
            heads.missing.push_back(column.name);
    return heads;
}

SheetRows::SheetRows(const std::string& path, const SheetFormat& format)
    : m_rows(open_rows(path, format))
{
    bool has_row = m_rows->next();
    while (has_row && m_rows->is_blank_line())
        has_row = m_rows->next();
    if (!has_row)
        throw Error(Cause::invalid, say("sheet.sheet_is_empty"),
                    {{"file", "required", say("sheet.it_is_empty")}});
    m_headers.assign(m_rows->cells().begin(), m_rows->cells().end());
    m_rows->widen(m_headers.size());
}

std::vector<SheetRow> SheetRows::next(std::size_t most)
{
    std::vector<SheetRow> rows;
    while (rows.size() < most && m_rows->next()) {
        const auto cells = m_rows->cells();
        if (std::ranges::all_of(cells, [](std::string_view cell) { return trim(cell).empty(); }))
            continue;
        SheetRow& row = rows.emplace_back();
        row.line = m_rows->line();
        row.cells.assign(cells.begin(), cells.end());
        row.cells.resize(std::max(row.cells.size(), m_headers.size()));
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            row.is_number.push_back(m_rows->is_number(i));
        if (const auto merged = m_covered.find(row.line); merged != m_covered.end()) {
            row.is_covered.resize(row.cells.size());
            for (const auto& [first, last] : merged->second)
                for (std::size_t i = first; i <= last && i < row.cells.size(); ++i)
                    row.is_covered[i] = true;
        }
    }
    return rows;
}

void SheetRows::mark_covered(const std::vector<CoveredCells>& covered)
{
    for (const CoveredCells& cells : covered)
        m_covered[cells.row].emplace_back(cells.first, cells.last);
}

std::vector<CoveredCells> covered_cells(const std::string& path, const SheetFormat& format)
{
    if (format.sort != SheetFormat::Sort::workbook)
        return {};
    WorkbookRows rows(Archive::open_file(path), format.sheet);
    while (rows.next()) {
    }
    return rows.covered();
}

bool is_round_trip(const std::vector<std::string>& headers)
{
    const auto has = [&](std::string_view name) {
        return std::ranges::any_of(
            headers, [&](const std::string& header) { return fold(trim(header)) == name; });
    };
    return has(key_column::id) && has(key_column::version) && has(key_column::export_);
}

} // namespace comity::exchange
