#include "record/object/filter_time.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace comity::record {
namespace {

constexpr std::int64_t us_per_hour = 3'600'000'000;
constexpr Date last_day{2'932'896}; // 9999-12-31
constexpr Date first_day{-719'162}; // 0001-01-01

Span days(Date first, Date after, std::string_view zone)
{
    first = std::clamp(first, first_day, last_day);
    after = std::clamp(after, first_day, last_day);
    // A zone east of Greenwich begins the year 1 in the year before, which is not kept.
    const Instant earliest = start_of(first_day, "UTC");
    return {first, after, std::max(start_of(first, zone), earliest),
            std::max(start_of(after, zone), earliest), false};
}

Span moment(Instant at, std::string_view zone)
{
    const Date day = date_in(at, zone);
    return {day, {day.days + 1}, at, {at.us + 1}, true};
}

std::optional<int> number(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty() || value < 0)
        return std::nullopt;
    return value;
}

Date first_of_month(int months_since_zero)
{
    const int year = months_since_zero / 12;
    return make_date(year, months_since_zero % 12 + 1, 1).value_or(year < 1 ? first_day : last_day);
}

int months_of(Date date)
{
    const CivilDate civil = civil_of(date);
    return civil.year * 12 + civil.month - 1;
}

Date monday_of(Date date)
{
    // 1970-01-01 was a Thursday.
    const int weekday = ((date.days + 3) % 7 + 7) % 7;
    return {date.days - weekday};
}

std::optional<Span> week_of_year(int year, int week, std::string_view zone)
{
    // Week 1 is the one with 4 January in it (ISO 8601).
    const auto fourth = make_date(year, 1, 4);
    const auto next_fourth = make_date(year + 1, 1, 4);
    if (!fourth || !next_fourth || week < 1)
        return std::nullopt;
    const Date monday{monday_of(*fourth).days + (week - 1) * 7};
    if (monday >= monday_of(*next_fourth))
        return std::nullopt;
    return days(monday, {monday.days + 7}, zone);
}

// `2017`, `2017-03`, `2017-Q1`, `2017-W09`.
std::optional<Span> calendar_period(std::string_view text, std::string_view zone)
{
    if (text.size() < 4)
        return std::nullopt;
    const auto year = number(text.substr(0, 4));
    if (!year || *year < 1)
        return std::nullopt;
    const auto months = [&](int first, int count) {
        return days(first_of_month(*year * 12 + first), first_of_month(*year * 12 + first + count),
                    zone);
    };
    if (text.size() == 4)
        return months(0, 12);
    if (text.size() < 7 || text.size() > 8 || text[4] != '-')
        return std::nullopt;
    const bool has_letter = text[5] == 'Q' || text[5] == 'W';
    const auto part = number(text.substr(has_letter ? 6 : 5));
    if (!part || *part < 1)
        return std::nullopt;
    if (text[5] == 'Q' && text.size() == 7 && *part <= 4)
        return months((*part - 1) * 3, 3);
    if (text[5] == 'W' && text.size() == 8)
        return week_of_year(*year, *part, zone);
    if (!has_letter && text.size() == 7 && *part <= 12)
        return months(*part - 1, 1);
    return std::nullopt;
}

// `this_month`, `last_quarter`, `next_week`.
std::optional<Span> relative_period(std::string_view text, Date today, std::string_view zone)
{
    const int shift = text.starts_with("this_")   ? 0
                      : text.starts_with("last_") ? -1
                      : text.starts_with("next_") ? 1
                                                  : 2;
    if (shift == 2)
        return std::nullopt;
    const std::string_view unit = text.substr(5);
    if (unit == "day")
        return days({today.days + shift}, {today.days + shift + 1}, zone);
    if (unit == "week") {
        const Date monday{monday_of(today).days + shift * 7};
        return days(monday, {monday.days + 7}, zone);
    }
    const int length = unit == "month" ? 1 : unit == "quarter" ? 3 : unit == "year" ? 12 : 0;
    if (length == 0)
        return std::nullopt;
    const int month = (months_of(today) / length + shift) * length;
    return days(first_of_month(month), first_of_month(month + length), zone);
}

struct Shift {
    int count = 0;
    char unit = 'd';
};

// `+7d`, `-2h`, or nothing at all.
std::optional<Shift> parse_shift(std::string_view text)
{
    if (text.empty())
        return Shift{};
    if (text.size() < 3 || (text[0] != '+' && text[0] != '-'))
        return std::nullopt;
    const auto count = number(text.substr(1, text.size() - 2));
    if (!count || *count > 100'000 || std::string_view("hdwmqy").find(text.back()) == text.npos)
        return std::nullopt;
    return Shift{text[0] == '-' ? -*count : *count, text.back()};
}

Date shifted(Date date, Shift shift)
{
    const auto clamped = [](std::int64_t days) {
        return Date{static_cast<std::int32_t>(
            std::clamp<std::int64_t>(days, first_day.days, last_day.days))};
    };
    switch (shift.unit) {
    case 'w':
        return clamped(date.days + std::int64_t{7} * shift.count);
    case 'm':
        return add_months(date, shift.count);
    case 'q':
        return add_months(date, shift.count * 3);
    case 'y':
        return add_months(date, shift.count * 12);
    default:
        return clamped(std::int64_t{date.days} + shift.count);
    }
}

std::optional<Span> relative_day(std::string_view text, Instant at, std::string_view zone)
{
    const Date today = today_in(zone, at);
    if (text == "yesterday")
        return days({today.days - 1}, today, zone);
    if (text == "tomorrow")
        return days({today.days + 1}, {today.days + 2}, zone);
    if (text.starts_with("today")) {
        const auto shift = parse_shift(text.substr(5));
        if (!shift || shift->unit == 'h')
            return std::nullopt;
        const Date day = shifted(today, *shift);
        return days(day, {day.days + 1}, zone);
    }
    if (text.starts_with("now")) {
        const auto shift = parse_shift(text.substr(3));
        if (!shift)
            return std::nullopt;
        if (shift->unit == 'h')
            return moment({at.us + shift->count * us_per_hour}, zone);
        // Other units move the calendar day and keep the time of day.
        const Date day = shifted(today, *shift);
        const std::int64_t into_day = at.us - start_of(today, zone).us;
        return moment({start_of(day, zone).us + into_day}, zone);
    }
    return relative_period(text, today, zone);
}

} // namespace

Date add_months(Date date, int months)
{
    const int month = months_of(date) + months;
    const Date last{first_of_month(month + 1).days - 1};
    return std::min(Date{first_of_month(month).days + civil_of(date).day - 1}, last);
}

std::optional<Span> parse_span(std::string_view text, std::string_view zone, Instant at)
{
    if (const auto date = parse_date(text))
        return days(*date, {date->days + 1}, zone);
    if (!text.empty() && text[0] >= '0' && text[0] <= '9') {
        if (const auto period = calendar_period(text, zone))
            return period;
        if (const auto instant = parse_instant(text))
            return moment(*instant, zone);
        return std::nullopt;
    }
    return relative_day(text, at, zone);
}

} // namespace comity::record
