#pragma once
// Text in any script: the one door to ICU. All text is UTF-8 and any thread may call.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

bool is_utf8(std::string_view text);
// Code points, not bytes.
std::size_t length_of(std::string_view text);
inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
std::string_view trim(std::string_view text);
bool is_blank(std::string_view text);

// What is compared when accents, case and width do not matter: "Müller" and "MULLER" both fold to
// "muller", "ß" to "ss". Idempotent.
std::string fold(std::string_view text);
// The digits of a text, in ASCII.
std::string digits_of(std::string_view text);
// A key from a label: "Closed won!" becomes "closed_won". Never empty, never starts with a digit.
std::string make_key(std::string_view label);
std::string lower_ascii(std::string_view text);
// A host's name as it is looked up: "München.example" is "xn--mnchen-3ya.example" (UTS 46, without
// transitional mappings, as in browsers). Nothing when it cannot be one.
std::optional<std::string> host_in_ascii(std::string_view host);

// Bytes in a named encoding (utf-8, utf-16le, utf-16be, windows-1252) as UTF-8; nothing when the
// bytes are not of that encoding.
std::optional<std::string> decode(std::string_view bytes, std::string_view encoding);

// Edits (insert, delete, replace, swap neighbours) between two short texts, over code points;
// stops counting above `limit` and returns limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

std::vector<std::string_view> split(std::string_view text, char separator);

} // namespace comity
