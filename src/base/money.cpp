#include "base/money.h"

#include "base/text_currency.h"

#include <charconv>
#include <cmath>

namespace comity {

std::optional<Amount> parse_amount(std::string_view text)
{
    const bool negative = !text.empty() && text[0] == '-';
    if (!text.empty() && (text[0] == '-' || text[0] == '+'))
        text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view part = point == text.npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || whole.size() > 14 || part.size() > 4 ||
        (point != text.npos && part.empty()))
        return std::nullopt;
    std::int64_t ticks = 0;
    for (const char c : whole) {
        if (c < '0' || c > '9')
            return std::nullopt;
        ticks = ticks * 10 + (c - '0');
    }
    for (std::size_t i = 0; i < 4; ++i) {
        const char c = i < part.size() ? part[i] : '0';
        if (c < '0' || c > '9')
            return std::nullopt;
        ticks = ticks * 10 + (c - '0');
    }
    return Amount{negative ? -ticks : ticks};
}

void append_amount(std::string& out, Amount amount)
{
    std::uint64_t rest = amount.ticks < 0 ? 0 - static_cast<std::uint64_t>(amount.ticks)
                                          : static_cast<std::uint64_t>(amount.ticks);
    if (amount.ticks < 0)
        out += '-';
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, rest / Amount::per_unit).ptr;
    out.append(digits, end);
    rest %= Amount::per_unit;
    const char part[4] = {
        static_cast<char>('0' + rest / 1000), static_cast<char>('0' + rest / 100 % 10),
        static_cast<char>('0' + rest / 10 % 10), static_cast<char>('0' + rest % 10)};
    out += '.';
    out.append(part, rest % 100 == 0 ? 2 : rest % 10 == 0 ? 3 : 4);
}

std::string format_amount(Amount amount)
{
    std::string out;
    append_amount(out, amount);
    return out;
}

std::optional<Amount> convert(Amount amount, double rate)
{
    const long double exact = static_cast<long double>(amount.ticks) * rate;
    const long double rounded = std::round(exact);
    if (!(std::fabs(rounded) < 9.2e18L))
        return std::nullopt;
    return Amount{static_cast<std::int64_t>(rounded)};
}

bool is_currency(std::string_view code)
{
    return is_known_currency(code);
}

bool is_whole_only(std::string_view currency)
{
    return digits_of_currency(currency) == 0;
}

} // namespace comity
