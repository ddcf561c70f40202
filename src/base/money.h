#pragma once
// Amounts of money: exact, in ten-thousandths of a unit, never floating point. A sum of 900 million
// million units still fits.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

struct Amount {
    static constexpr std::int64_t per_unit = 10'000;
    std::int64_t ticks = 0; // ten-thousandths of a unit
    auto operator<=>(const Amount&) const = default;
};

struct Money {
    Amount amount;
    std::string currency; // ISO 4217, three capital letters
    bool operator==(const Money&) const = default;
};

// `-1054.5` and the like: an optional sign, digits, at most four digits after a point. No exponent.
std::optional<Amount> parse_amount(std::string_view text);
// At least two digits after the point, more only when they are not zero: `1054.00`, `0.0125`.
std::string format_amount(Amount amount);
void append_amount(std::string& out, Amount amount);

// amount × rate, half away from zero; nothing on overflow.
std::optional<Amount> convert(Amount amount, double rate);

// One of ISO 4217, also of those that are no more: old amounts are still amounts.
bool is_currency(std::string_view code);
// Has the currency no smaller unit, as the yen has none? Then an amount has no digits after the
// point but zeros.
bool is_whole_only(std::string_view currency);

} // namespace comity
