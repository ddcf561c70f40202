#include "exchange/import/reading/format_guess.h"

#include "base/text.h"

#include <algorithm>

namespace comity::exchange {

void DateEvidence::look_at(std::string_view cell)
{
    cell = trim(cell);
    int numbers[2] = {0, 0};
    int digits = 0;
    std::size_t part = 0;
    for (const char c : cell) {
        if (c >= '0' && c <= '9') {
            if (++digits > 2)
                return; // a year comes first: ISO
            numbers[part] = numbers[part] * 10 + (c - '0');
        } else if ((c == '/' || c == '.' || c == '-') && digits > 0) {
            digits = 0;
            if (++part == 2)
                break;
        } else {
            return; // no date; its row will say so
        }
    }
    if (part != 2 || numbers[0] == 0 || numbers[1] == 0)
        return;
    if (numbers[0] > 12 && numbers[1] <= 12)
        m_says_day_first = true;
    else if (numbers[1] > 12 && numbers[0] <= 12)
        m_says_month_first = true;
    else if (numbers[0] != numbers[1])
        m_is_open = true;
}

TextFormat::DateOrder DateEvidence::order() const
{
    if (m_says_month_first && !m_says_day_first)
        return TextFormat::DateOrder::mdy;
    // Days that equal their month read the same either way.
    return TextFormat::DateOrder::dmy;
}

void DecimalEvidence::look_at(std::string_view cell, bool is_whole)
{
    const std::size_t last = cell.find_last_of(".,");
    if (last == cell.npos)
        return;
    const char sign = cell[last];
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string_view before = cell.substr(0, last);
    const auto after =
        std::count_if(cell.begin() + static_cast<std::ptrdiff_t>(last) + 1, cell.end(), is_digit);
    const auto signs = std::count(cell.begin(), cell.end(), sign);
    const bool has_other = before.find(sign == '.' ? ',' : '.') != before.npos;
    if (has_other)
        return says(sign);
    if (signs > 1)
        return says(sign == '.' ? ',' : '.'); // groups of three
    if (after != 3)
        return says(sign);
    const auto digits = std::count_if(before.begin(), before.end(), is_digit);
    const std::size_t first = before.find_first_of("0123456789");
    if (digits == 0 || digits > 3 || before[first] == '0')
        return says(sign);
    if (is_whole)
        return says(sign == '.' ? ',' : '.');
    m_is_open = true;
}

void DecimalEvidence::says(char sign)
{
    (sign == ',' ? m_says_comma : m_says_point) = true;
}

} // namespace comity::exchange
