#pragma once
// Rows of texts out of a file, whatever the file is: CSV, a workbook, cards.

#include "base/words/sentence.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace comity::format {

class RowReader {
public:
    virtual ~RowReader() = default;

    // The next row, or false at the end. Cells live until the next call. Error{invalid} for what
    // makes everything behind it untrustworthy.
    virtual bool next() = 0;
    virtual std::span<const std::string_view> cells() const = 0;
    // Where the row begins, as a person would look it up; the first line is 1.
    virtual std::int64_t line() const = 0;
    virtual bool is_blank_line() const = 0;
    // Whether the file itself says that the cell is a number: it is written with a point then,
    // however the texts of its column are written.
    virtual bool is_number(std::size_t) const { return false; }
    // Rows of files whose rows end with their last filled cell are at least so wide from now on.
    virtual void widen(std::size_t) {}
    // What was left out of all rows so far; empty when nothing was.
    virtual Sentence note() const { return {}; }
    // What is wrong with this row alone; empty when nothing is.
    virtual Sentence problem() const { return {}; }
};

} // namespace comity::format
