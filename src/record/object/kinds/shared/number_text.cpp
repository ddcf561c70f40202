#include "record/object/kinds/shared/number_text.h"

#include "base/money.h"
#include "base/text.h"

#include <array>

namespace comity::record {
namespace {

struct Sign {
    std::string_view text;
    std::string_view currency;
};
constexpr std::array<Sign, 5> signs = {
    {{"€", "EUR"}, {"$", "USD"}, {"£", "GBP"}, {"¥", "JPY"}, {"CHF", "CHF"}}};

void take_currency(std::string_view& text, std::string& currency)
{
    for (const Sign& sign : signs) {
        if (text.starts_with(sign.text))
            text = trim(text.substr(sign.text.size()));
        else if (text.ends_with(sign.text))
            text = trim(text.substr(0, text.size() - sign.text.size()));
        else
            continue;
        currency = sign.currency;
        return;
    }
    if (text.size() > 3 && is_currency(text.substr(text.size() - 3))) {
        currency = text.substr(text.size() - 3);
        text = trim(text.substr(0, text.size() - 3));
    } else if (text.size() > 3 && is_currency(text.substr(0, 3))) {
        currency = text.substr(0, 3);
        text = trim(text.substr(3));
    }
}

} // namespace

std::optional<PlainNumber> plain_number(std::string_view text, char decimal)
{
    PlainNumber number;
    text = trim(text);
    bool negative = false;
    if (text.starts_with('-') || text.starts_with('+')) {
        negative = text[0] == '-';
        text = trim(text.substr(1));
    }
    take_currency(text, number.currency);
    if (!negative && text.starts_with('-')) {
        negative = true;
        text = trim(text.substr(1));
    }
    const char thousands = decimal == ',' ? '.' : ',';
    int digits_since_group = -1; // none seen yet
    bool has_point = false;
    if (negative)
        number.digits += '-';
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= '0' && c <= '9') {
            number.digits += c;
            if (digits_since_group >= 0 && !has_point)
                ++digits_since_group;
        } else if (c == decimal && !has_point) {
            if (digits_since_group >= 0 && digits_since_group != 3)
                return std::nullopt;
            has_point = true;
            number.digits += '.';
        } else if ((c == thousands || c == ' ' || c == '\'') && !has_point && i > 0) {
            if (digits_since_group >= 0 && digits_since_group != 3)
                return std::nullopt;
            digits_since_group = 0;
        } else if (text.substr(i).starts_with("\u00a0") || text.substr(i).starts_with("\u202f")) {
            i += text.substr(i).starts_with("\u00a0") ? 1 : 2;
            digits_since_group = 0;
        } else {
            return std::nullopt;
        }
    }
    if (digits_since_group >= 0 && digits_since_group != 3 && !has_point)
        return std::nullopt;
    if (number.digits.ends_with('.'))
        number.digits.pop_back();
    if (number.digits.empty() || number.digits == "-" || number.digits[0] == '.')
        return std::nullopt;
    return number;
}

} // namespace comity::record
