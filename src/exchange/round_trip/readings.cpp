#include "exchange/round_trip/readings.h"

#include "base/money.h"
#include "base/text.h"
#include "base/time_in_zone.h"
#include "record/object/shelf.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace comity::exchange {
namespace {

using Order = TextFormat::DateOrder;

constexpr std::int32_t epoch_1900 = 25'569; // days from 1899-12-30 to 1970-01-01
constexpr std::int32_t epoch_1904 = 24'107;
constexpr std::int64_t last_serial = 2'958'465;

std::optional<std::int64_t> serial_of(std::string_view written)
{
    std::int64_t serial = 0;
    const auto read = std::from_chars(written.data(), written.data() + written.size(), serial);
    const bool is_serial = read.ec == std::errc() && read.ptr == written.data() + written.size() &&
                           serial >= 1 && serial <= last_serial;
    return is_serial ? std::optional(serial) : std::nullopt;
}

std::vector<Value> parsed(const Field& field, std::string_view written, const TextFormat& format)
{
    std::vector<Value> cells(static_cast<std::size_t>(field.column_count), Null{});
    std::vector<Problem> problems;
    kind_of(field).parse_text(field, written, format, cells, problems);
    return problems.empty() ? cells : std::vector<Value>{};
}

bool reads_as_number(const Field& field, std::string_view written, const Value& original,
                     TextFormat format, char decimal)
{
    format.decimal = decimal;
    const auto cells = parsed(field, written, format);
    return !cells.empty() && cells[0] == original;
}

// 1.23457E+15 for 1234567890123456: so many digits are right, the others are lost.
bool is_rounded(double original, std::string_view written)
{
    std::string text(trim(written));
    std::ranges::replace(text, ',', '.');
    const std::size_t exponent = text.find_first_of("eE");
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size())
        return false;
    if (number == original)
        return true;
    auto digits = static_cast<int>(std::ranges::count_if(
        std::string_view(text).substr(0, exponent), [](char c) { return c >= '0' && c <= '9'; }));
    // A number that is written out has lost what is beyond the fifteenth digit.
    if (exponent == text.npos)
        digits = std::fabs(original) >= 1e15 ? 15 : 0;
    if (digits < 1 || digits > 17)
        return false;
    char rounded[64];
    const auto end = std::to_chars(rounded, rounded + sizeof rounded, original,
                                   std::chars_format::scientific, digits - 1);
    double again = 0;
    std::from_chars(rounded, end.ptr, again);
    return again == number;
}

bool may_mean_date(const Field& field, std::string_view written, Date original, TextFormat format)
{
    if (const auto serial = serial_of(written))
        return *serial - epoch_1900 == original.days || *serial - epoch_1904 == original.days;
    for (const Order order : {Order::dmy, Order::mdy}) {
        format.date_order = order;
        const auto cells = parsed(field, written, format);
        if (!cells.empty() && cells[0] == Value(original))
            return true;
    }
    return false;
}

// `21.11.2026 09:30`, `11/21/26 9:30:15 PM`: the second of the day, and whether it says seconds.
std::optional<std::pair<int, bool>> parse_clock(std::string_view text)
{
    int parts[3] = {0, 0, 0};
    int count = 0;
    const std::string lower = lower_ascii(trim(text));
    const bool is_pm = lower.ends_with("pm"), is_am = lower.ends_with("am");
    std::string_view rest =
        trim(std::string_view(lower).substr(0, lower.size() - (is_pm || is_am ? 2 : 0)));
    for (const std::string_view part : split(rest, ':')) {
        if (count == 3 || part.empty() || part.size() > 2)
            return std::nullopt;
        const auto read = std::from_chars(part.data(), part.data() + part.size(), parts[count++]);
        if (read.ptr != part.data() + part.size())
            return std::nullopt;
    }
    if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59)
        return std::nullopt;
    const int hour = is_pm || is_am ? parts[0] % 12 + (is_pm ? 12 : 0) : parts[0];
    return std::pair(hour * 3600 + parts[1] * 60 + parts[2], count == 3);
}

// The moments that a text may stand for, in the writer's zone and in UTC.
struct Moment {
    Instant at;
    bool has_seconds;
};
std::vector<Moment> moments_of(std::string_view written, const TextFormat& format)
{
    static const Field day = date("day");
    const std::size_t space = written.find(' ');
    const auto clock = space == written.npos ? std::optional(std::pair(0, true))
                                             : parse_clock(written.substr(space + 1));
    std::vector<Moment> moments;
    if (!clock)
        return moments;
    for (const Order order : {Order::dmy, Order::mdy}) {
        TextFormat its = format;
        its.date_order = order;
        Value cell;
        std::vector<Problem> problems;
        kind_of(day).parse_text(day, written.substr(0, space), its, {&cell, 1}, problems);
        const Date* date = std::get_if<Date>(&cell);
        if (!date)
            continue;
        const Instant wall{(std::int64_t{date->days} * 86'400 + clock->first) * 1'000'000};
        moments.push_back({moment_of(wall, format.zone), clock->second});
        moments.push_back({wall, clock->second});
    }
    return moments;
}

bool may_mean_instant(const Field& field, std::string_view written, Instant original,
                      const TextFormat& format)
{
    const auto same = [&](Instant one, std::int64_t unit_us) {
        return one.us / unit_us == original.us / unit_us;
    };
    constexpr std::int64_t second = 1'000'000, minute = 60 * second;
    const auto cells = parsed(field, written, format);
    if (const auto* instant = cells.empty() ? nullptr : std::get_if<Instant>(&cells[0]))
        if (same(*instant, second))
            return true;
    const auto moments = moments_of(written, format);
    return std::ranges::any_of(
        moments, [&](const Moment& m) { return same(m.at, m.has_seconds ? second : minute); });
}

bool is_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_zeros(std::string_view digits)
{
    const std::size_t first = digits.find_first_not_of('0');
    return first == digits.npos ? digits.substr(digits.size() - 1) : digits.substr(first);
}

bool lost_its_shape(std::string_view original, std::string_view written)
{
    const std::string_view digits = original.substr(original.starts_with('+'));
    if (is_digits(digits) && is_digits(written) && without_zeros(digits) == without_zeros(written))
        return true;
    double number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return read.ec == std::errc() && read.ptr == digits.data() + digits.size() &&
           is_rounded(number, written);
}

// Programs take 3-4, 3/4 or 1.5 for a day of this year, or of another.
bool became_a_date(std::string_view original, std::string_view written)
{
    const std::size_t sign = original.find_first_of("-/.");
    if (sign == original.npos || original.size() > 5)
        return false;
    const std::string_view first = original.substr(0, sign), second = original.substr(sign + 1);
    static const Field day = date("day");
    if (!is_digits(first) || !is_digits(second))
        return false;
    TextFormat format;
    for (const Order order : {Order::dmy, Order::mdy}) {
        format.date_order = order;
        Value cell;
        std::vector<Problem> problems;
        kind_of(day).parse_text(day, written, format, {&cell, 1}, problems);
        const Date* date = std::get_if<Date>(&cell);
        if (!date)
            continue;
        const CivilDate civil = civil_of(*date);
        const auto is = [](std::string_view text, int number) {
            return without_zeros(text) == std::to_string(number);
        };
        const int month = static_cast<int>(civil.month), of_month = static_cast<int>(civil.day);
        if ((is(first, of_month) && is(second, month)) ||
            (is(first, month) && is(second, of_month)))
            return true;
    }
    return false;
}

// Windows-1252 has no letter for it, so a question mark stands there.
bool lost_letters(std::string_view original, std::string_view written)
{
    std::size_t at = 0;
    bool has_lost = false;
    for (std::size_t i = 0; i < original.size();) {
        const auto byte = static_cast<unsigned char>(original[i]);
        const std::size_t size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        const std::string_view letter = original.substr(i, size);
        i += size;
        if (written.substr(at).starts_with(letter)) {
            at += letter.size();
        } else if (size > 1 && at < written.size() && written[at] == '?') {
            has_lost = true;
            // A character beyond 16 bits leaves two.
            at += size == 4 && written.substr(at).starts_with("??") ? 2 : 1;
        } else {
            return false;
        }
    }
    return has_lost && at == written.size();
}

} // namespace

bool is_program_error(std::string_view written)
{
    written = trim(written);
    static constexpr std::string_view errors[] = {
        "#NAME?", "#REF!",   "#N/A",     "#VALUE!", "#DIV/0!", "#NULL!",
        "#NUM!",  "#SPILL!", "#CALC!",   "#BEZUG!", "#WERT!",  "#NV",
        "#ZAHL!", "#NOM?",   "#VALEUR!", "Err:508", "Err:502"};
    return std::ranges::find(errors, written) != std::end(errors) ||
           (written.size() >= 3 && written.find_first_not_of('#') == written.npos);
}

std::string tidied(std::string_view written)
{
    std::string text;
    text.reserve(written.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] == '\r' && i + 1 < written.size() && written[i + 1] == '\n')
            continue;
        text += written[i] == '\r' ? '\n' : written[i];
    }
    for (std::size_t at = text.find("\xc2\xa0"); at != text.npos; at = text.find("\xc2\xa0", at))
        text.replace(at, 2, " ");
    while (!text.empty() && std::string_view(" \t\n").find(text.back()) != std::string_view::npos)
        text.pop_back();
    if (text.size() > 1 && text[0] == '\'' &&
        std::string_view("=+-@\t").find(text[1]) != std::string_view::npos)
        text.erase(0, 1);
    return text;
}

bool is_worn_copy(std::string_view original, std::string_view written)
{
    const std::string before = tidied(original), after = tidied(written);
    if (before == after || trim(before) == trim(after))
        return true;
    constexpr std::size_t most_of_a_cell = 32'000;
    if (after.size() >= most_of_a_cell && before.starts_with(after))
        return true;
    if (before.empty() || after.empty())
        return false;
    if ((fold(before) == "true" || fold(before) == "wahr") && fold(after) == fold(before))
        return true;
    return lost_its_shape(before, after) || became_a_date(before, after) ||
           lost_letters(before, after);
}

bool may_mean(const Field& field, std::string_view written, std::span<const Value> original,
              const TextFormat& format)
{
    written = trim(written);
    if (std::holds_alternative<Null>(original[0]))
        return written.empty();
    if (written.empty())
        return false;
    if (const Date* date = std::get_if<Date>(&original[0]))
        return may_mean_date(field, written, *date, format);
    if (const Instant* instant = std::get_if<Instant>(&original[0]))
        return may_mean_instant(field, written, *instant, format);
    if (adds_up(worth_of(field))) {
        if (reads_as_number(field, written, original[0], format, '.') ||
            reads_as_number(field, written, original[0], format, ','))
            return true;
        const auto* ticks = std::get_if<std::int64_t>(&original[0]);
        const auto* number = std::get_if<double>(&original[0]);
        const double value = ticks ? static_cast<double>(*ticks) / Amount::per_unit : *number;
        // A percentage that was only made to look like one: 2500 % where 25 stood.
        if (facts_of(field).unit == "%" && written.ends_with('%'))
            return is_rounded(value * 100, written.substr(0, written.size() - 1));
        return is_rounded(value, written);
    }
    const auto cells = parsed(field, written, format);
    return !cells.empty() && std::ranges::equal(cells, original);
}

void ColumnClues::look_at(const Field& field, std::string_view written, bool is_number,
                          std::span<const Value> original, const TextFormat& format)
{
    written = trim(written);
    if (written.empty() || is_number)
        return;
    if (adds_up(worth_of(field))) {
        m_decimals.look_at(written, field.decimals == 0);
        const bool point = reads_as_number(field, written, original[0], format, '.');
        const bool comma = reads_as_number(field, written, original[0], format, ',');
        m_points += point && !comma;
        m_commas += comma && !point;
    }
    const Date* date = std::get_if<Date>(&original[0]);
    if (worth_of(field) != Worth::date || serial_of(written))
        return;
    m_dates.look_at(written);
    for (const Order order : {Order::dmy, Order::mdy}) {
        TextFormat its = format;
        its.date_order = order;
        const auto cells = parsed(field, written, its);
        if (date && !cells.empty() && cells[0] == Value(*date))
            ++(order == Order::dmy ? m_day_first : m_month_first);
    }
}

bool ColumnClues::settle(TextFormat& format) const
{
    const bool knows_decimals = m_points != m_commas;
    format.decimal = knows_decimals ? (m_commas > m_points ? ',' : '.') : m_decimals.sign();
    const bool knows_dates = m_day_first != m_month_first;
    format.date_order =
        knows_dates ? (m_day_first > m_month_first ? Order::dmy : Order::mdy) : m_dates.order();
    return (knows_decimals || !m_decimals.is_ambiguous()) &&
           (knows_dates || !m_dates.is_ambiguous());
}

void read_cell(const Field& field, std::string_view written, bool is_number,
               const TextFormat& format, std::span<Value> out, std::vector<Problem>& problems)
{
    TextFormat its = format;
    if (is_number)
        its.decimal = '.';
    std::string text = tidied(written);
    if (const auto serial = worth_of(field) == Worth::date ? serial_of(text) : std::nullopt) {
        out[0] = Date{static_cast<std::int32_t>(*serial - epoch_1900)};
        return;
    }
    kind_of(field).parse_part(field, 0, text, its, out, problems);
}

} // namespace comity::exchange
