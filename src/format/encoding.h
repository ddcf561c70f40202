#pragma once
// Bytes of a file become UTF-8 piece by piece: a piece may end in the middle of a character.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity::format {

enum class Encoding { utf8, utf16le, utf16be, windows1252 };

std::string_view name_of(Encoding encoding);
// `utf-8`, `UTF8`, `utf-16`, `cp1252`, `latin1` …; nothing for one that is not read here. `utf-16`
// alone is little-endian unless a byte order mark says otherwise.
std::optional<Encoding> find_encoding(std::string_view name);

struct EncodingGuess {
    Encoding encoding = Encoding::utf8;
    std::size_t mark_bytes = 0; // length of the byte order mark
};
// What the first bytes say. UTF-16 without a mark shows by its zero bytes. Windows-1252 is never
// guessed here: that a file is not UTF-8 can show at its very end.
EncodingGuess guess_encoding(std::string_view head);

// Turns consecutive pieces into UTF-8. One file, one thread.
class Decoder {
public:
    explicit Decoder(Encoding encoding) : m_encoding(encoding) {}

    // Appends to `out`. False when the bytes are not of the encoding: an impossible sequence, or,
    // with `is_last`, a character cut off.
    bool decode(std::string_view bytes, bool is_last, std::string& out);
    // How many characters of more than one byte were read, up to an impossible one; UTF-8 only.
    std::int64_t long_characters() const { return m_long_characters; }

private:
    bool decode_utf8(std::string_view bytes, bool is_last, std::string& out);
    bool decode_utf16(std::string_view bytes, bool is_last, std::string& out);

    Encoding m_encoding;
    std::string m_carry; // bytes of a character that is not whole yet
    std::uint32_t m_high_surrogate = 0;
    std::int64_t m_long_characters = 0;
};

} // namespace comity::format
