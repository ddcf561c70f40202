#pragma once
// A sheet that came back: which of its columns are which, and its rows.

#include "base/text.h"
#include "exchange/exchange.h"
#include "exchange/import/reading/sheet.h"
#include "exchange/round_trip/readings.h"
#include "format/workbook_rows.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace comity::exchange {

// A column of the sheet that is a field, or a part of one.
struct SheetColumn {
    // main_part: what there is no value without (an amount); part: another part (a currency,
    // a street).
    enum class Sort { whole, main_part, part, reference, scoped_choice };

    std::size_t at = 0;      // in a row
    std::string name;        // as it was exported
    std::string header = {}; // as the sheet calls it now
    const Field* field = nullptr;
    Sort sort = Sort::whole;
    std::size_t part = 0; // of the field's cells
    TextFormat format = {};
    bool is_settled = true; // false: its dates or numbers can be read in two ways
};

struct SheetHeads {
    std::optional<std::size_t> id, version, export_;
    std::vector<SheetColumn> columns;
    std::vector<std::string> added;   // headers that are none of ours
    std::vector<std::string> missing; // columns that were exported and are not in the sheet
};

// `exported`: the names of the columns that left; empty when that is not known. A column is known
// by its name in any case, or by the label of its field.
SheetHeads read_heads(const Object& object, const std::vector<std::string>& headers,
                      const std::vector<std::string>& exported, const Dictionary* words);

struct SheetRow {
    std::int64_t line = 0;
    std::vector<std::string> cells;
    std::vector<bool> is_number;
    std::vector<bool> is_covered; // by a merge; empty when none of the row is

    // Trimmed; "" where the row has none.
    std::string_view cell(std::optional<std::size_t> at) const
    {
        return at && *at < cells.size() ? trim(cells[*at]) : std::string_view();
    }
};

// Some rows at a time, blank ones left out. Rows that are too wide or too narrow are taken as they
// are: what is outside of the columns is not looked at.
class SheetRows {
public:
    SheetRows(const std::string& path, const SheetFormat& format);
    const std::vector<std::string>& headers() const { return m_headers; }
    std::vector<SheetRow> next(std::size_t most);
    // What merges cover, in another pass over the file.
    void mark_covered(const std::vector<CoveredCells>& covered);

private:
    std::unique_ptr<RowReader> m_rows;
    std::vector<std::string> m_headers;
    std::unordered_map<std::int64_t, std::vector<std::pair<std::size_t, std::size_t>>> m_covered;
};

// Empty for what is no workbook.
std::vector<CoveredCells> covered_cells(const std::string& path, const SheetFormat& format);

} // namespace comity::exchange
