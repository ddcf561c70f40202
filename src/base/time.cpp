#include "base/time.h"

#include "base/error.h"
#include "base/time_in_zone.h"

#include <chrono>
#include <date/date.h>
#include <date/tz.h>

namespace comity {
namespace {

constexpr std::int64_t us_per_second = 1'000'000;
constexpr std::int64_t us_per_day = 86'400 * us_per_second;

// Reads exactly `count` digits; -1 when there are not that many.
int read_digits(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

void append_digits(std::string& out, std::int64_t value, int width)
{
    char digits[20];
    for (int i = width - 1; i >= 0; --i) {
        digits[i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    out.append(digits, static_cast<std::size_t>(width));
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

const date::time_zone* find_zone(std::string_view name)
{
    try {
        return date::locate_zone(std::string(name));
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

const date::time_zone& load_zone(std::string_view name)
{
    // Most calls are for the same zone one after another.
    thread_local std::string last_name;
    thread_local const date::time_zone* last = nullptr;
    if (!last || last_name != name) {
        last = find_zone(name);
        last_name = name;
    }
    if (!last)
        throw Error(Cause::invalid, say("value.no_zone", {{"zone", name}}));
    return *last;
}

// Microseconds of fraction after a dot; advances `at` past it. -1 when malformed.
std::int64_t read_fraction(std::string_view text, std::size_t& at)
{
    if (at >= text.size() || text[at] != '.')
        return 0;
    std::size_t digits = 0;
    std::int64_t us = 0;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++digits) {
        if (digits < 6)
            us = us * 10 + (text[at] - '0');
    }
    if (digits == 0 || digits > 9)
        return -1;
    for (; digits < 6; ++digits)
        us *= 10;
    return us;
}

// Minutes east of UTC; nothing when what follows is not an offset.
std::optional<int> read_offset(std::string_view text)
{
    if (text == "Z" || text == "z")
        return 0;
    if (text.size() < 5 || (text[0] != '+' && text[0] != '-'))
        return std::nullopt;
    const bool colon = text[3] == ':';
    if (text.size() != (colon ? 6u : 5u))
        return std::nullopt;
    const int hours = read_digits(text, 1, 2);
    const int minutes = read_digits(text, colon ? 4 : 3, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

} // namespace

Instant now()
{
    using namespace std::chrono;
    return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

CivilDate civil_of(Date date)
{
    const date::year_month_day ymd{date::sys_days{date::days{date.days}}};
    return {int(ymd.year()), static_cast<int>(unsigned(ymd.month())),
            static_cast<int>(unsigned(ymd.day()))};
}

std::optional<Date> make_date(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    const date::year_month_day ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                                   date::day{static_cast<unsigned>(day)}};
    if (!ymd.ok())
        return std::nullopt;
    return Date{static_cast<std::int32_t>(date::sys_days{ymd}.time_since_epoch().count())};
}

std::optional<Date> parse_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    return make_date(read_digits(text, 0, 4), read_digits(text, 5, 2), read_digits(text, 8, 2));
}

void append_date(std::string& out, Date date)
{
    const CivilDate civil = civil_of(date);
    append_digits(out, civil.year, 4);
    out += '-';
    append_digits(out, civil.month, 2);
    out += '-';
    append_digits(out, civil.day, 2);
}

std::string format_date(Date date)
{
    std::string out;
    append_date(out, date);
    return out;
}

bool is_writable(Instant instant)
{
    const std::int64_t day = floor_divide(instant.us, us_per_day);
    return day >= make_date(1, 1, 1)->days && day <= make_date(9999, 12, 31)->days;
}

std::optional<Instant> parse_instant(std::string_view text)
{
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') ||
        text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto date = parse_date(text.substr(0, 10));
    const int hour = read_digits(text, 11, 2);
    const int minute = read_digits(text, 14, 2);
    const int second = read_digits(text, 17, 2);
    if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return std::nullopt;
    std::size_t at = 19;
    const std::int64_t fraction = read_fraction(text, at);
    const auto offset = read_offset(text.substr(at));
    if (fraction < 0 || !offset)
        return std::nullopt;
    const std::int64_t seconds = (hour * 60 + minute - *offset) * 60 + second;
    const Instant instant{date->days * us_per_day + seconds * us_per_second + fraction};
    // The offset or a leap second may lead out of the years that can be written.
    return is_writable(instant) ? std::optional(instant) : std::nullopt;
}

void append_instant(std::string& out, Instant instant)
{
    const std::int64_t days = floor_divide(instant.us, us_per_day);
    std::int64_t rest = instant.us - days * us_per_day;
    append_date(out, Date{static_cast<std::int32_t>(days)});
    const std::int64_t fraction = rest % us_per_second;
    rest /= us_per_second;
    out += 'T';
    append_digits(out, rest / 3600, 2);
    out += ':';
    append_digits(out, rest / 60 % 60, 2);
    out += ':';
    append_digits(out, rest % 60, 2);
    if (fraction) {
        out += '.';
        if (fraction % 1000 == 0)
            append_digits(out, fraction / 1000, 3);
        else
            append_digits(out, fraction, 6);
    }
    out += 'Z';
}

std::string format_instant(Instant instant)
{
    std::string out;
    append_instant(out, instant);
    return out;
}

Instant start_of(Date date, std::string_view zone)
{
    using std::chrono::microseconds;
    const date::local_time<microseconds> local{date::local_days{date::days{date.days}}};
    const auto moment = load_zone(zone).to_sys(local, date::choose::earliest);
    return {moment.time_since_epoch().count()};
}

Instant moment_of(Instant wall, std::string_view zone)
{
    using std::chrono::microseconds;
    const date::local_time<microseconds> local{microseconds{wall.us}};
    return {load_zone(zone).to_sys(local, date::choose::earliest).time_since_epoch().count()};
}

Instant wall_of(Instant moment, std::string_view zone)
{
    using std::chrono::microseconds;
    const date::sys_time<microseconds> at{microseconds{moment.us}};
    return {load_zone(zone).to_local(at).time_since_epoch().count()};
}

Date date_in(Instant instant, std::string_view zone)
{
    if (zone == "UTC")
        return {static_cast<std::int32_t>(floor_divide(instant.us, us_per_day))};
    using std::chrono::microseconds;
    const date::sys_time<microseconds> moment{microseconds{instant.us}};
    const auto local = load_zone(zone).to_local(moment);
    return {static_cast<std::int32_t>(date::floor<date::days>(local).time_since_epoch().count())};
}

Date today_in(std::string_view zone, Instant at)
{
    return date_in(at, zone);
}

bool is_zone(std::string_view name)
{
    return find_zone(name) != nullptr;
}

} // namespace comity
