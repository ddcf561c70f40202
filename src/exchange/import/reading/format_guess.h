#pragma once
// How a column writes dates and numbers, from what its cells can only mean.

#include "exchange/exchange.h"
#include "record/object/kind.h"

#include <optional>
#include <string_view>

namespace comity::exchange {

// Gathers what the dates of one column rule out.
class DateEvidence {
public:
    void look_at(std::string_view cell);
    bool says_day_first() const { return m_says_day_first; }
    bool says_month_first() const { return m_says_month_first; }
    // Some dates can be read both ways and nothing tells which: a person has to say.
    bool is_ambiguous() const
    {
        return (m_is_open && !m_says_day_first && !m_says_month_first) ||
               (m_says_day_first && m_says_month_first);
    }
    TextFormat::DateOrder order() const;

private:
    bool m_says_day_first = false;   // 23/1/2024
    bool m_says_month_first = false; // 1/23/2024
    bool m_is_open = false;          // 1/2/2024
};

// The same for decimal signs.
class DecimalEvidence {
public:
    // `is_whole`: the field takes no digits after a decimal sign.
    void look_at(std::string_view cell, bool is_whole);
    bool is_ambiguous() const
    {
        return (m_is_open && !m_says_point && !m_says_comma) || (m_says_point && m_says_comma);
    }
    char sign() const { return m_says_comma && !m_says_point ? ',' : '.'; }

private:
    void says(char sign);

    bool m_says_point = false; // 1,234.5  0.25  1.2
    bool m_says_comma = false; // 1.234,5  0,25  1,2
    bool m_is_open = false;    // 1,234  1.234
};

} // namespace comity::exchange
