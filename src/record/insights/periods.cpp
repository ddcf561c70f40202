#include "record/insights/periods.h"

#include "record/object/filter_time.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_keys = 400;

Days days_in(const Span& span)
{
    return {span.first, Date{span.after.days - 1}};
}

// Months in "this_quarter" and its like; 0 for others.
int months_in(std::string_view period)
{
    const std::string_view unit = period.substr(std::min<std::size_t>(5, period.size()));
    return unit == "month" ? 1 : unit == "quarter" ? 3 : unit == "year" ? 12 : 0;
}

std::string two_digits(int number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

// The key of the same kind for the period that begins on that day.
std::string key_like(std::string_view key, Date first)
{
    const CivilDate civil = civil_of(first);
    const std::string day = format_date(first);
    if (key.size() == 10)
        return day;
    if (key.size() == 4)
        return day.substr(0, 4);
    if (key.contains('Q'))
        return day.substr(0, 5) + "Q" + std::to_string((civil.month + 2) / 3);
    return day.substr(0, 5) + two_digits(civil.month);
}

} // namespace

Field period_choice()
{
    return choice("period", {{"this_month", "This month", ""},
                             {"last_month", "Last month", ""},
                             {"this_quarter", "This quarter", ""},
                             {"last_quarter", "Last quarter", ""},
                             {"this_year", "This year", ""},
                             {"last_year", "Last year", ""},
                             {"last_12_months", "Last 12 months", ""},
                             {"all", "All time", ""}})
        .starts_as("all");
}

Days days_of(std::string_view period, Date today)
{
    if (period == "last_12_months") {
        const Date year_ago = add_months(today, -12);
        const Date next_month = add_months(year_ago, 1);
        return {Date{next_month.days - civil_of(next_month).day + 1}, today};
    }
    if (months_in(period) == 0)
        return {};
    const auto span = parse_span(period, "UTC", start_of(today, "UTC"));
    return span ? days_in(*span) : Days{};
}

std::optional<Days> days_before(std::string_view period, Date today)
{
    const bool is_rolling = period == "last_12_months";
    const int months = is_rolling ? 12 : months_in(period);
    const Days days = days_of(period, today);
    if (months == 0 || days.is_all())
        return std::nullopt;
    const Date from = add_months(*days.from, -months);
    if (is_rolling || period.starts_with("this_"))
        return Days{from, add_months(today, -months)};
    return Days{from, Date{days.from->days - 1}};
}

std::optional<Days> days_before(const Days& days)
{
    if (!days.from || !days.to || *days.to < *days.from)
        return std::nullopt;
    const std::int32_t length = days.to->days - days.from->days + 1;
    return Days{Date{days.from->days - length}, Date{days.from->days - 1}};
}

std::string within_days(std::string_view field, const Days& days)
{
    std::string text;
    if (days.from)
        text.append(field).append(" >= \"").append(format_date(*days.from)) += '"';
    if (days.to) {
        text += text.empty() ? "" : " AND ";
        text.append(field).append(" <= \"").append(format_date(*days.to)) += '"';
    }
    return text;
}

std::optional<Days> days_of_key(std::string_view key)
{
    if (const auto day = parse_date(key))
        return Days{day, day};
    // Words such as today are periods for a filter and no keys.
    if (key.empty() || key[0] < '0' || key[0] > '9')
        return std::nullopt;
    const auto span = parse_span(key, "UTC");
    return span && !span->is_moment ? std::optional(days_in(*span)) : std::nullopt;
}

std::vector<std::string> without_gaps(const std::vector<std::string>& keys)
{
    if (keys.empty())
        return keys;
    const auto [first, last] = std::ranges::minmax_element(keys);
    std::vector<std::string> all;
    std::string key = *first;
    while (key <= *last && all.size() < most_keys) {
        const auto days = days_of_key(key);
        if (!days || key.size() != first->size() || key.contains('W'))
            return keys;
        all.push_back(key);
        key = key_like(key, Date{days->to->days + 1});
    }
    return key > *last ? all : keys;
}

} // namespace comity::record
