#pragma once
// What a cell means that spreadsheet programs have had their hands on: dates become serial numbers
// or local ones, leading zeros go, long numbers are rounded. Nothing here asks the database.

#include "exchange/exchange.h"
#include "exchange/import/reading/format_guess.h"
#include "record/object/kind.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::exchange {

// Whether a text is what a program makes of the original by itself: blanks at the end, other line
// breaks, leading zeros or a plus lost, digits rounded beyond the fifteenth or written with an
// exponent, a guard (') before a formula, letters that its encoding does not have, a date where
// 3-4 stood, the end cut off at what a cell holds.
bool is_worn_copy(std::string_view original, std::string_view written);

// `#NAME?`, `#WERT!`, `####`: what programs show instead of a value. Never anybody's wish.
bool is_program_error(std::string_view written);

// Without what programs add: the guard, blanks at the end, line breaks of other systems.
std::string tidied(std::string_view written);

// How one column of the sheet writes numbers and dates, from the cells that did not change: those
// can mean one thing only.
class ColumnClues {
public:
    // `original`: what the cell was exported as.
    void look_at(const Field& field, std::string_view written, bool is_number,
                 std::span<const Value> original, const TextFormat& format);
    // Decides the format; false when cells can be read in two ways and nothing tells which.
    bool settle(TextFormat& format) const;

private:
    int m_points = 0, m_commas = 0, m_day_first = 0, m_month_first = 0;
    DateEvidence m_dates;
    DecimalEvidence m_decimals;
};

// Whether the text may stand for that value in any notation: `1.054,50`, `1054.5`, `46348` for a
// date of either calendar.
bool may_mean(const Field& field, std::string_view written, std::span<const Value> original,
              const TextFormat& format);

// The value that the text stands for, as the column writes; what is wrong is added to `problems`.
void read_cell(const Field& field, std::string_view written, bool is_number,
               const TextFormat& format, std::span<Value> out, std::vector<Problem>& problems);

} // namespace comity::exchange
