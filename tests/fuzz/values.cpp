// Ids, dates, moments, periods, amounts, and the cells of a file: one text, read as each of them.
//
// input: a byte that chooses how the file writes numbers and dates, then the text.
#include "must.h"
#include "subject.h"

#include "base/id.h"
#include "base/money.h"
#include "base/text.h"
#include "base/time.h"
#include "exchange/import/reading/format_guess.h"
#include "record/object/filter_time.h"
#include "record/object/kinds/shared/number_text.h"

#include <array>

namespace comity::fuzz {
namespace {

using namespace exchange;
using namespace record;

constexpr std::array<const char*, 4> zones = {"UTC", "Europe/Berlin", "America/New_York",
                                              "Pacific/Apia"};

void check_id(std::string_view text)
{
    if (const auto id = parse_id(text))
        must(format_id(*id) == lower_ascii(text), "an id is written as it was read");
}

void check_date(std::string_view text)
{
    const auto date = parse_date(text);
    if (!date)
        return;
    must(format_date(*date) == text, "a date is written as it was read");
    const CivilDate civil = civil_of(*date);
    must(make_date(civil.year, civil.month, civil.day) == date, "a date is its year, month, day");
}

void check_instant(std::string_view text)
{
    const auto instant = parse_instant(text);
    if (!instant)
        return;
    const std::string written = format_instant(*instant);
    must(parse_instant(written) == instant, "a moment reads back: " + written);
    for (const char* zone : zones) {
        const Date day = date_in(*instant, zone);
        must(start_of(day, zone) <= *instant, "a moment is not before its day");
        must(*instant < start_of({day.days + 1}, zone), "a moment is before the next day");
    }
}

void check_span(std::string_view text)
{
    const Instant at = *parse_instant("2026-03-29T00:30:00Z"); // clocks change in Berlin
    for (const char* zone : zones) {
        const auto span = parse_span(text, zone, at);
        if (!span)
            continue;
        must(span->first <= span->after && span->from <= span->until,
             "a period ends after it began");
        // The ends of the calendar are clamped, and one of them is in UTC.
        if (span->is_moment)
            must(span->until.us == span->from.us + 1, "a moment is one");
        else
            must(date_in(span->from, zone) == span->first || span->first == span->after ||
                     civil_of(span->first).year == 1,
                 "a period begins with its first day");
    }
}

void check_amount(std::string_view text)
{
    const auto amount = parse_amount(text);
    if (amount)
        must(parse_amount(format_amount(*amount)) == amount, "an amount reads back");
    for (const char decimal : {'.', ','})
        if (const auto number = plain_number(text, decimal)) {
            must(number->digits.find_first_not_of("-0123456789.") == std::string::npos,
                 "a plain number is digits");
            const auto again = plain_number(number->digits, '.');
            must(again && again->digits == number->digits, "a plain number stays one");
        }
}

void check_cells(std::string_view text, unsigned choice)
{
    TextFormat format;
    format.decimal = choice & 1 ? ',' : '.';
    format.date_order = static_cast<TextFormat::DateOrder>((choice >> 1) % 3);
    format.zone = zones[(choice >> 3) % zones.size()];
    for (const Field& field : thing().fields)
        if (const auto cells = read_text(field, text, format))
            check_value(field, *cells);
    DateEvidence dates;
    dates.look_at(text);
    must(!dates.is_ambiguous() || !(dates.says_day_first() || dates.says_month_first()),
         "one date does not contradict itself");
    DecimalEvidence decimals;
    decimals.look_at(text, choice & 1);
    must(decimals.sign() == '.' || decimals.sign() == ',', "a decimal sign is a point or a comma");
}

// A wall-clock time of a zone is on the day that it names.
void check_local_time(std::string_view text)
{
    const Field& field = thing().load_field("instant");
    if (text.size() < 16 || text.size() > 19 || text.back() == 'Z' || text.back() == 'z')
        return;
    const auto day = parse_date(text.substr(0, 10));
    for (const char* zone : zones) {
        TextFormat format;
        format.zone = zone;
        const auto cells = read_text(field, text, format);
        const Instant* instant = cells ? std::get_if<Instant>(&(*cells)[0]) : nullptr;
        // Within the hour that clocks skip, and across the date line, days have an end of their
        // own.
        if (day && instant && text.substr(11, 2) < "23")
            must(date_in(*instant, zone) == *day || zone == zones[3], "a time is on its day");
    }
}

} // namespace
} // namespace comity::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace comity::fuzz;
    std::string_view text = text_of(bytes, size);
    const unsigned choice = take_byte(text);
    // Cells come out of a decoder.
    if (!comity::is_utf8(text))
        return 0;
    check_id(text);
    check_date(text);
    check_instant(text);
    check_span(text);
    check_amount(text);
    check_cells(text, choice);
    check_local_time(text);
    return 0;
}
