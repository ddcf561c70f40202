#pragma once
// One cell of a table of values (an export): the text of it, and what a program can calculate with.

#include "base/time.h"

#include <string>

namespace comity::record {

struct TableCell {
    enum class Sort { empty, text, number, yes_no, date } sort = Sort::empty;
    std::string text;  // as CSV has it
    double number = 0; // number, yes_no (0 or 1)
    Date date;
};

// Empty where the text is.
TableCell text_cell(std::string text);

} // namespace comity::record
