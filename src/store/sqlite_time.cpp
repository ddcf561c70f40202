#include "store/sqlite_time.h"

namespace comity::store {
namespace {

constexpr std::int64_t us_per_day = 86'400'000'000;

void write_number(char* out, std::int64_t value, int width)
{
    for (int i = width - 1; i >= 0; --i) {
        out[i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

// Sets `bad` when a character is no digit, so that one test at the end covers all of them.
unsigned read_number(const char* text, int width, unsigned& bad)
{
    unsigned value = 0;
    for (int i = 0; i < width; ++i) {
        const unsigned digit = static_cast<unsigned char>(text[i]) - unsigned('0');
        bad |= digit > 9;
        value = value * 10 + digit;
    }
    return value;
}

// Howard Hinnant's days_from_civil (https://howardhinnant.github.io/date_algorithms.html) for
// years from 1 on. Hand-written because it runs for every date of every row.
std::int32_t days_of(unsigned year, unsigned month, unsigned day)
{
    year -= month <= 2;
    const unsigned era = year / 400;
    const unsigned year_of_era = year % 400;
    const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return static_cast<std::int32_t>(era * 146'097 + day_of_era) - 719'468;
}

} // namespace

void write_date(char* out, Date date)
{
    const CivilDate civil = civil_of(date);
    write_number(out, civil.year, 4);
    out[4] = '-';
    write_number(out + 5, civil.month, 2);
    out[7] = '-';
    write_number(out + 8, civil.day, 2);
}

void write_instant(char* out, Instant instant)
{
    std::int64_t days = instant.us / us_per_day;
    std::int64_t rest = instant.us % us_per_day;
    if (rest < 0) {
        rest += us_per_day;
        --days;
    }
    write_date(out, Date{static_cast<std::int32_t>(days)});
    const std::int64_t seconds = rest / 1'000'000;
    out[10] = 'T';
    write_number(out + 11, seconds / 3600, 2);
    out[13] = ':';
    write_number(out + 14, seconds / 60 % 60, 2);
    out[16] = ':';
    write_number(out + 17, seconds % 60, 2);
    out[19] = '.';
    write_number(out + 20, rest % 1'000'000, 6);
    out[26] = 'Z';
}

std::optional<Date> read_date(std::string_view text)
{
    if (text.size() != date_width || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    unsigned bad = 0;
    const unsigned year = read_number(text.data(), 4, bad);
    const unsigned month = read_number(text.data() + 5, 2, bad);
    const unsigned day = read_number(text.data() + 8, 2, bad);
    if (bad || year < 1 || month - 1 > 11 || day - 1 > 30)
        return std::nullopt;
    return Date{days_of(year, month, day)};
}

std::optional<Instant> read_instant(std::string_view text)
{
    if (text.size() != instant_width || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text[19] != '.' || text[26] != 'Z')
        return std::nullopt;
    const auto date = read_date(text.substr(0, date_width));
    unsigned bad = 0;
    const unsigned hour = read_number(text.data() + 11, 2, bad);
    const unsigned minute = read_number(text.data() + 14, 2, bad);
    const unsigned second = read_number(text.data() + 17, 2, bad);
    const unsigned fraction = read_number(text.data() + 20, 6, bad);
    if (bad || !date || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const std::int64_t seconds = (hour * 60 + minute) * 60 + second;
    return Instant{date->days * us_per_day + seconds * 1'000'000 + fraction};
}

} // namespace comity::store
