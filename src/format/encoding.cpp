#include "format/encoding.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace comity::format {
namespace {

// Windows-1252 from 0x80 to 0x9f; its five holes read as the control characters of that number, as
// browsers do.
constexpr std::array<std::uint16_t, 32> windows1252_high = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

void append_code_point(std::string& out, std::uint32_t c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xe0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3f));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    }
}

bool is_ascii(std::string_view bytes)
{
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, bytes.data() + i, 8);
        if (eight & 0x8080808080808080u)
            return false;
    }
    for (; i < bytes.size(); ++i)
        if (static_cast<unsigned char>(bytes[i]) >= 0x80)
            return false;
    return true;
}

// How many bytes at the end belong to a character whose rest has not come yet.
std::size_t cut_off_bytes(std::string_view bytes)
{
    for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
        const auto c = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if ((c & 0xc0) == 0x80)
            continue;
        const std::size_t needs = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
        return needs > back ? back : 0;
    }
    return 0;
}

void decode_windows1252(std::string_view bytes, std::string& out)
{
    for (const char byte : bytes) {
        const auto c = static_cast<unsigned char>(byte);
        if (c < 0x80)
            out += byte;
        else
            append_code_point(out, c < 0xa0 ? windows1252_high[c - 0x80] : c);
    }
}

} // namespace

std::string_view name_of(Encoding encoding)
{
    switch (encoding) {
    case Encoding::utf8:
        return "utf-8";
    case Encoding::utf16le:
        return "utf-16le";
    case Encoding::utf16be:
        return "utf-16be";
    case Encoding::windows1252:
        return "windows-1252";
    }
    return "";
}

std::optional<Encoding> find_encoding(std::string_view name)
{
    std::string word;
    for (const char c : lower_ascii(name))
        if (c != '-' && c != '_' && c != ' ')
            word += c;
    if (word == "utf8" || word == "utf8bom" || word == "utf8sig")
        return Encoding::utf8;
    if (word == "utf16" || word == "utf16le")
        return Encoding::utf16le;
    if (word == "utf16be")
        return Encoding::utf16be;
    if (word == "windows1252" || word == "cp1252" || word == "latin1" || word == "iso88591" ||
        word == "ansi")
        return Encoding::windows1252;
    return std::nullopt;
}

EncodingGuess guess_encoding(std::string_view head)
{
    if (head.starts_with("\xef\xbb\xbf"))
        return {Encoding::utf8, 3};
    if (head.starts_with("\xff\xfe"))
        return {Encoding::utf16le, 2};
    if (head.starts_with("\xfe\xff"))
        return {Encoding::utf16be, 2};
    // Western text in UTF-16 has a zero in most pairs, always on the same side.
    std::size_t zeros[2] = {0, 0};
    const std::size_t pairs = std::min<std::size_t>(head.size(), 4096) / 2;
    for (std::size_t i = 0; i < pairs * 2; ++i)
        zeros[i % 2] += head[i] == '\0';
    if (pairs > 1 && zeros[1] * 10 > pairs * 3 && zeros[0] * 10 < pairs)
        return {Encoding::utf16le, 0};
    if (pairs > 1 && zeros[0] * 10 > pairs * 3 && zeros[1] * 10 < pairs)
        return {Encoding::utf16be, 0};
    return {};
}

bool Decoder::decode(std::string_view bytes, bool is_last, std::string& out)
{
    switch (m_encoding) {
    case Encoding::utf8:
        return decode_utf8(bytes, is_last, out);
    case Encoding::utf16le:
    case Encoding::utf16be:
        return decode_utf16(bytes, is_last, out);
    case Encoding::windows1252:
        decode_windows1252(bytes, out);
        return true;
    }
    return false;
}

bool Decoder::decode_utf8(std::string_view bytes, bool is_last, std::string& out)
{
    if (m_carry.empty() && is_ascii(bytes)) {
        out += bytes;
        return true;
    }
    const std::size_t start = out.size();
    out += m_carry;
    m_carry.clear();
    out += bytes;
    const std::string_view added = std::string_view(out).substr(start);
    const std::size_t cut = is_last ? 0 : cut_off_bytes(added);
    for (std::size_t i = 0; i + 1 < added.size(); ++i)
        m_long_characters += static_cast<unsigned char>(added[i]) >= 0xc2 &&
                             (static_cast<unsigned char>(added[i + 1]) & 0xc0) == 0x80;
    if (!is_utf8(added.substr(0, added.size() - cut)))
        return false;
    m_carry = added.substr(added.size() - cut);
    out.resize(out.size() - cut);
    return true;
}

bool Decoder::decode_utf16(std::string_view bytes, bool is_last, std::string& out)
{
    std::size_t i = 0;
    const int high_at = m_encoding == Encoding::utf16be ? 0 : 1;
    while (true) {
        unsigned char pair[2];
        if (!m_carry.empty() && i < bytes.size()) {
            pair[0] = static_cast<unsigned char>(m_carry[0]);
            pair[1] = static_cast<unsigned char>(bytes[i++]);
            m_carry.clear();
        } else if (i + 2 <= bytes.size()) {
            pair[0] = static_cast<unsigned char>(bytes[i]);
            pair[1] = static_cast<unsigned char>(bytes[i + 1]);
            i += 2;
        } else {
            break;
        }
        const std::uint32_t unit =
            static_cast<std::uint32_t>(pair[high_at] << 8) | pair[1 - high_at];
        const bool is_low = unit >= 0xdc00 && unit < 0xe000;
        if (is_low != (m_high_surrogate != 0))
            return false;
        if (is_low) {
            append_code_point(out, 0x10000 + ((m_high_surrogate - 0xd800) << 10) + (unit - 0xdc00));
            m_high_surrogate = 0;
        } else if (unit >= 0xd800 && unit < 0xdc00) {
            m_high_surrogate = unit;
        } else {
            append_code_point(out, unit);
        }
    }
    if (i < bytes.size())
        m_carry.assign(1, bytes[i]);
    return !is_last || (m_carry.empty() && m_high_surrogate == 0);
}

} // namespace comity::format
