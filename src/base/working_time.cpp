#include "base/working_time.h"

#include "base/text.h"
#include "base/time_in_zone.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::int64_t minute_us = 60'000'000;
constexpr int longest_days = 3660;

// `09:30`, `9:30`; 24:00 is the end of the day.
std::optional<int> parse_minute(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == text.npos || colon == 0 || colon > 2 || text.size() != colon + 3)
        return std::nullopt;
    int number[2] = {0, 0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == colon)
            continue;
        if (!is_digit(text[i]))
            return std::nullopt;
        int& part = number[i > colon];
        part = part * 10 + (text[i] - '0');
    }
    const int minute = number[0] * 60 + number[1];
    return number[1] < 60 && minute <= 24 * 60 ? std::optional(minute) : std::nullopt;
}

std::optional<HoursSpan> parse_span(std::string_view text)
{
    const std::size_t dash = text.find('-');
    if (dash == text.npos)
        return std::nullopt;
    const auto from = parse_minute(trim(text.substr(0, dash)));
    const auto until = parse_minute(trim(text.substr(dash + 1)));
    if (!from || !until || *from >= *until)
        return std::nullopt;
    return HoursSpan{*from, *until};
}

// 0 is Monday; 1970-01-01 was a Thursday.
std::size_t weekday_of(Date date)
{
    return static_cast<std::size_t>(((date.days + 3) % 7 + 7) % 7);
}

struct Stretch {
    Instant from, until;
};

// The working stretches of one day as moments.
std::vector<Stretch> stretches_of(const WorkingWeek& week, Date date)
{
    std::vector<Stretch> stretches;
    if (week.holidays.contains(date))
        return stretches;
    const auto moment = [&](int minute) {
        return moment_of({date.days * 1440 * minute_us + minute * minute_us}, week.zone);
    };
    for (const HoursSpan& span : week.days[weekday_of(date)])
        stretches.push_back({moment(span.from), moment(span.until)});
    return stretches;
}

bool has_hours(const WorkingWeek& week)
{
    return std::ranges::any_of(week.days, [](const auto& day) { return !day.empty(); });
}

} // namespace

std::optional<std::vector<HoursSpan>> parse_hours(std::string_view text)
{
    std::vector<HoursSpan> spans;
    if (is_blank(text))
        return spans;
    for (const std::string_view part : split(text, ',')) {
        const auto span = parse_span(trim(part));
        if (!span || (!spans.empty() && span->from < spans.back().until))
            return std::nullopt;
        spans.push_back(*span);
    }
    return spans;
}

std::int64_t working_us_between(const WorkingWeek& week, Instant from, Instant until)
{
    std::int64_t worked = 0;
    if (until <= from)
        return worked;
    const Date last = date_in(until, week.zone);
    for (Date day = date_in(from, week.zone); day <= last; ++day.days)
        for (const Stretch& stretch : stretches_of(week, day)) {
            const std::int64_t begin = std::max(stretch.from.us, from.us);
            const std::int64_t end = std::min(stretch.until.us, until.us);
            worked += std::max<std::int64_t>(0, end - begin);
        }
    return worked;
}

std::optional<Instant> after_working_us(const WorkingWeek& week, Instant from,
                                        std::int64_t working_us)
{
    if (!has_hours(week) || working_us <= 0)
        return std::nullopt;
    std::int64_t left = working_us;
    Date day = date_in(from, week.zone);
    for (int i = 0; i < longest_days; ++i, ++day.days)
        for (const Stretch& stretch : stretches_of(week, day)) {
            const std::int64_t begin = std::max(stretch.from.us, from.us);
            const std::int64_t length = stretch.until.us - begin;
            if (length <= 0)
                continue;
            if (left <= length)
                return Instant{begin + left};
            left -= length;
        }
    return std::nullopt;
}

} // namespace comity
