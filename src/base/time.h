#pragma once
// Dates and instants are different types: a date is a square in the calendar, an instant a moment.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

// Days since 1970-01-01, proleptic Gregorian; 0001-01-01 to 9999-12-31.
struct Date {
    std::int32_t days = 0;
    auto operator<=>(const Date&) const = default;
};

// Microseconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Instant {
    std::int64_t us = 0;
    auto operator<=>(const Instant&) const = default;
};

struct CivilDate {
    int year = 1970;
    int month = 1;
    int day = 1;
};

Instant now();
Date today_in(std::string_view zone, Instant at = now());

CivilDate civil_of(Date date);
// Nothing for 30 February and its like.
std::optional<Date> make_date(int year, int month, int day);

// `YYYY-MM-DD` only.
std::optional<Date> parse_date(std::string_view text);
std::string format_date(Date date);
void append_date(std::string& out, Date date);

// RFC 3339 with any offset, up to nine digits of fraction (kept to microseconds); also the
// `+0000` offset without a colon that some exports write.
std::optional<Instant> parse_instant(std::string_view text);
// `2026-11-21T09:30:00Z`; a fraction, when not zero, in three or six digits.
std::string format_instant(Instant instant);
void append_instant(std::string& out, Instant instant);

// The first moment of that day in that zone (IANA name). Error{invalid} for an unknown zone.
Instant start_of(Date date, std::string_view zone);
Date date_in(Instant instant, std::string_view zone);
bool is_zone(std::string_view name);

} // namespace comity
