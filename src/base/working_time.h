#pragma once
// Working time: how long something has waited when only business hours count, and when it is due.
// Pure: a working week, holidays and a zone in, moments out. Clocks that are set forward or back
// inside business hours shorten or lengthen that day, as they do for people.

#include "base/time.h"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

// From the first to before the second, in minutes of the day; 1440 is midnight at its end.
struct HoursSpan {
    int from = 0;
    int until = 0;
    bool operator==(const HoursSpan&) const = default;
};

// `09:00-12:30, 13:30-17:00` in order; "" is no hours. Nothing for what is no time of day, ends
// before it begins, or overlaps.
std::optional<std::vector<HoursSpan>> parse_hours(std::string_view text);

struct WorkingWeek {
    std::array<std::vector<HoursSpan>, 7> days; // Monday first
    std::set<Date> holidays;
    std::string zone = "UTC";
};

// Working microseconds from one moment to a later one; 0 when `until` is not later.
std::int64_t working_us_between(const WorkingWeek& week, Instant from, Instant until);
// The moment at which that much working time (more than 0) has passed after `from`: the first such
// one, so a deadline falls on the end of a span and not on the beginning of the next. Nothing when
// the week has no hours, or within ten years none are left.
std::optional<Instant> after_working_us(const WorkingWeek& week, Instant from,
                                        std::int64_t working_us);

} // namespace comity
