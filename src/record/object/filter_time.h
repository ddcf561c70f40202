#pragma once
// Literals of time in filters: a day, a period or a moment, as the half-open stretch it stands for.

#include "base/time.h"

#include <optional>
#include <string_view>

namespace comity::record {

struct Span {
    Date first;   // the first day …
    Date after;   // … and the day after the last
    Instant from; // the same as moments; a moment is [from, from + 1 µs)
    Instant until;
    bool is_moment = false;
};

// `2017-03-01`, `2017`, `2017-03`, `2017-Q1`, `2017-W09`, an RFC 3339 instant, today, yesterday,
// tomorrow, now, `today+7d` (d w m q y), `now-2h` (h too), `this_month`, `last_quarter`,
// `next_week` (day week month quarter year). Nothing when it is none of these.
std::optional<Span> parse_span(std::string_view text, std::string_view zone, Instant at = now());

// The same day of another month, or that month's last.
Date add_months(Date date, int months);

} // namespace comity::record
