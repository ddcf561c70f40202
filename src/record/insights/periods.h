#pragma once
// Periods as people choose them and as aggregates name them, as days of the calendar.

#include "base/time.h"
#include "record/object/field.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

// From one day to another, both inside; without an end it goes on.
struct Days {
    std::optional<Date> from = {};
    std::optional<Date> to = {};

    bool is_all() const { return !from && !to; }
    bool operator==(const Days&) const = default;
};

// The choice of a period: this_quarter, last_12_months, all …; all of time when nothing is said.
Field period_choice();

// What a period's name means on that day; all of time for a name that is none.
Days days_of(std::string_view period, Date today);
// The days that a period is compared with: the one before, as far as this one has come, since what
// is still running is never held against what is complete. Nothing for all of time.
std::optional<Days> days_before(std::string_view period, Date today);
// As many days right before these; nothing where they have no end.
std::optional<Days> days_before(const Days& days);

// `closed_on >= "2025-01-01" AND closed_on <= "2025-12-31"`; "" for all of time.
std::string within_days(std::string_view field, const Days& days);

// "2017", "2017-Q1", "2017-03", "2017-03-31", as the groups of aggregates are called; nothing for
// other texts.
std::optional<Days> days_of_key(std::string_view key);
// Every key from the first to the last, also of periods in which nothing happened. The keys
// themselves where they are of no kind that is known, or too far apart.
std::vector<std::string> without_gaps(const std::vector<std::string>& keys);

} // namespace comity::record
