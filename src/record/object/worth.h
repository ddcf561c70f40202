#pragma once
// What a value is worth to whoever calculates with it, of whatever kind it is: formulas, figures,
// files in which numbers and dates are written one way or the other.

#include "base/words/sentence.h"

namespace comity::record {

enum class Worth { nothing, number, money, text, yes_no, date, instant, record };

Sentence name_of(Worth worth); // with its article: "a number"

// Is there a sum of them?
constexpr bool adds_up(Worth worth)
{
    return worth == Worth::number || worth == Worth::money;
}
// Is it a day or a moment, of which there are a first and a last, and months to group by?
constexpr bool is_time(Worth worth)
{
    return worth == Worth::date || worth == Worth::instant;
}

} // namespace comity::record
