#include "base/text.h"

#include "base/error.h"

#include <algorithm>
#include <memory>
#include <unicode/bytestream.h>
#include <unicode/idna.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace comity {
namespace {

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

bool is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::u32string code_points(std::string_view text)
{
    std::u32string points;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(bytes, i, size, c);
        points.push_back(static_cast<char32_t>(c));
    }
    return points;
}

// Compatibility case folding and decomposition, then what combines is dropped.
std::string fold_unicode(std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const auto* decomposing = icu::Normalizer2::getNFKDInstance(status);
    CHECK(U_SUCCESS(status));
    const auto source = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    const auto folded = decomposing->normalize(folding->normalize(source, status), status);
    CHECK(U_SUCCESS(status));
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < folded.length();) {
        const UChar32 c = folded.char32At(i);
        i += U16_LENGTH(c);
        if (u_charType(c) == U_NON_SPACING_MARK)
            continue;
        switch (c) {
        case 0x00f8:
            kept.append(u'o');
            break;
        case 0x0142:
            kept.append(u'l');
            break;
        case 0x0111:
        case 0x00f0:
            kept.append(u'd');
            break;
        case 0x00e6:
            kept.append(u"ae", 2);
            break;
        case 0x0153:
            kept.append(u"oe", 2);
            break;
        case 0x00fe:
            kept.append(u"th", 2);
            break;
        case 0x0131:
            kept.append(u'i');
            break;
        default:
            kept.append(c);
        }
    }
    std::string out;
    kept.toUTF8String(out);
    return out;
}

} // namespace

bool is_utf8(std::string_view text)
{
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < size;) {
        if (bytes[i] < 0x80) {
            ++i;
            continue;
        }
        UChar32 c;
        U8_NEXT(bytes, i, size, c);
        if (c < 0)
            return false;
    }
    return true;
}

std::size_t length_of(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](unsigned char c) { return (c & 0xc0) != 0x80; }));
}

std::string_view trim(std::string_view text)
{
    while (!text.empty() && is_space(static_cast<unsigned char>(text.front())))
        text.remove_prefix(1);
    while (!text.empty() && is_space(static_cast<unsigned char>(text.back())))
        text.remove_suffix(1);
    return text;
}

bool is_blank(std::string_view text)
{
    return trim(text).empty();
}

std::string lower_ascii(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    return out;
}

std::string fold(std::string_view text)
{
    return is_ascii(text) ? lower_ascii(text) : fold_unicode(text);
}

std::string digits_of(std::string_view text)
{
    std::string digits;
    if (is_ascii(text)) {
        std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
                     [](char c) { return c >= '0' && c <= '9'; });
        return digits;
    }
    for (const char32_t c : code_points(text)) {
        const int value = u_charDigitValue(static_cast<UChar32>(c));
        if (value >= 0)
            digits += static_cast<char>('0' + value);
    }
    return digits;
}

std::string make_key(std::string_view label)
{
    std::string key;
    for (const char c : fold(label)) {
        const bool keeps = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (keeps)
            key += c;
        else if (!key.empty() && key.back() != '_')
            key += '_';
    }
    while (!key.empty() && key.back() == '_')
        key.pop_back();
    if (key.empty() || (key[0] >= '0' && key[0] <= '9'))
        key.insert(0, "key_");
    return key;
}

std::optional<std::string> host_in_ascii(std::string_view host)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<const icu::IDNA> idna(icu::IDNA::createUTS46Instance(
        UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, status));
    CHECK(U_SUCCESS(status));
    std::string ascii;
    icu::StringByteSink<std::string> sink(&ascii);
    icu::IDNAInfo problems;
    idna->nameToASCII_UTF8(icu::StringPiece(host.data(), static_cast<std::int32_t>(host.size())),
                           sink, problems, status);
    if (U_FAILURE(status) || problems.hasErrors() || ascii.empty())
        return {};
    return ascii;
}

std::optional<std::string> decode(std::string_view bytes, std::string_view encoding)
{
    if (encoding == "utf-8") {
        if (!is_utf8(bytes))
            return std::nullopt;
        return std::string(bytes);
    }
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(std::string(encoding).c_str(), &status);
    if (U_FAILURE(status))
        return std::nullopt;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    icu::UnicodeString text;
    const char* source = bytes.data();
    const char* end = source + bytes.size();
    char16_t chunk[4096];
    do {
        status = U_ZERO_ERROR;
        char16_t* target = chunk;
        ucnv_toUnicode(converter, &target, chunk + 4096, &source, end, nullptr, true, &status);
        text.append(chunk, static_cast<std::int32_t>(target - chunk));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    ucnv_close(converter);
    if (U_FAILURE(status))
        return std::nullopt;
    std::string out;
    text.toUTF8String(out);
    return out;
}

std::size_t edit_distance(std::string_view a_text, std::string_view b_text, std::size_t limit)
{
    const std::u32string a = code_points(a_text);
    const std::u32string b = code_points(b_text);
    const std::size_t longer = std::max(a.size(), b.size());
    if (longer - std::min(a.size(), b.size()) > limit)
        return limit + 1;
    // Three rows of the table: a swap looks two rows back (optimal string alignment).
    std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        previous[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({previous[j] + 1, row[j - 1] + 1, replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > limit)
            return limit + 1;
        std::swap(before, previous);
        std::swap(previous, row);
    }
    return std::min(previous[b.size()], limit + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == text.npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

} // namespace comity
