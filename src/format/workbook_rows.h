#pragma once
// The rows of one sheet of a workbook as texts, streamed: numbers with a point, dates as
// YYYY-MM-DD, moments as YYYY-MM-DD HH:MM:SS, truths as true and false, formulas as the value that
// was last worked out.

#include "format/archive.h"
#include "format/row_reader.h"

#include <memory>
#include <string>
#include <vector>

namespace comity::format {

// Cells [first, last] of one row that a merge hides behind its first cell.
struct CoveredCells {
    std::int64_t row = 0;
    std::size_t first = 0, last = 0;
};

class WorkbookRows : public RowReader {
public:
    // `sheet`: its name; "" is the first that is not hidden. Error{invalid} as read_book.
    WorkbookRows(Archive archive, std::string_view sheet);
    ~WorkbookRows() override;

    bool next() override;
    std::span<const std::string_view> cells() const override;
    std::int64_t line() const override;
    bool is_blank_line() const override;
    bool is_number(std::size_t cell) const override;
    void widen(std::size_t width) override;
    Sentence problem() const override;

    // What the sheet merges, up to some thousand rows of it; known once all rows were read.
    const std::vector<CoveredCells>& covered() const;
    const std::string& sheet_name() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace comity::format
