#include "base/text_currency.h"

#include <algorithm>
#include <array>
#include <unicode/ucurr.h>

namespace comity {
namespace {

constexpr std::size_t code_length = 3;
using CurrencyCode = std::array<UChar, code_length + 1>;

bool is_code(std::string_view text)
{
    return text.size() == code_length &&
           std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

CurrencyCode code_of(std::string_view text)
{
    CurrencyCode code{};
    std::ranges::copy(text, code.begin());
    return code;
}

} // namespace

bool is_known_currency(std::string_view code)
{
    if (!is_code(code))
        return false;
    UErrorCode error = U_ZERO_ERROR;
    return ucurr_isAvailable(code_of(code).data(), U_DATE_MIN, U_DATE_MAX, &error) &&
           U_SUCCESS(error);
}

int digits_of_currency(std::string_view code)
{
    UErrorCode error = U_ZERO_ERROR;
    const int digits =
        is_code(code) ? ucurr_getDefaultFractionDigits(code_of(code).data(), &error) : 2;
    return U_SUCCESS(error) ? digits : 2;
}

} // namespace comity
