#include "store/period.h"

#include "base/error.h"

namespace comity::store {
namespace {

void append_number(std::string& out, int value, int width)
{
    char digits[8];
    for (int i = width - 1; i >= 0; --i) {
        digits[i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    out.append(digits, static_cast<std::size_t>(width));
}

// ISO 8601: weeks start on Monday, and a week belongs to the year that its Thursday lies in.
std::string format_week(Date date)
{
    const int weekday = ((date.days + 3) % 7 + 7) % 7; // 1970-01-01 was a Thursday; Monday is 0
    const Date thursday{date.days - weekday + 3};
    const int year = civil_of(thursday).year;
    const Date new_year = make_date(year, 1, 1).value_or(Date{});
    std::string out;
    append_number(out, year, 4);
    out += "-W";
    append_number(out, (thursday.days - new_year.days) / 7 + 1, 2);
    return out;
}

} // namespace

std::string format_period(Date date, Period period)
{
    if (period == Period::day)
        return format_date(date);
    if (period == Period::week)
        return format_week(date);
    const CivilDate civil = civil_of(date);
    std::string out;
    append_number(out, civil.year, 4);
    if (period == Period::month) {
        out += '-';
        append_number(out, civil.month, 2);
    } else if (period == Period::quarter) {
        out += "-Q";
        append_number(out, (civil.month + 2) / 3, 1);
    }
    return out;
}

std::string_view name_of(Period period)
{
    switch (period) {
    case Period::day:
        return "day";
    case Period::week:
        return "week";
    case Period::month:
        return "month";
    case Period::quarter:
        return "quarter";
    case Period::year:
        return "year";
    }
    CHECK(false);
}

std::optional<Period> parse_period(std::string_view name)
{
    for (const Period period :
         {Period::day, Period::week, Period::month, Period::quarter, Period::year}) {
        if (name == name_of(period))
            return period;
    }
    return std::nullopt;
}

} // namespace comity::store
