// Letters of other alphabets, as they are usually written in Latin ones. The text is folded: no
// case, no accents.
#include "record/search/search.h"

#include <algorithm>
#include <array>
#include <utility>

namespace comity::record {
namespace {

using Letter = std::pair<std::string_view, std::string_view>;

constexpr auto letters = std::to_array<Letter>({
    {"α", "a"},    {"β", "v"},  {"γ", "g"},  {"δ", "d"},  {"ε", "e"},  {"ζ", "z"},  {"η", "i"},
    {"θ", "th"},   {"ι", "i"},  {"κ", "k"},  {"λ", "l"},  {"μ", "m"},  {"ν", "n"},  {"ξ", "x"},
    {"ο", "o"},    {"π", "p"},  {"ρ", "r"},  {"ς", "s"},  {"σ", "s"},  {"τ", "t"},  {"υ", "y"},
    {"φ", "f"},    {"χ", "ch"}, {"ψ", "ps"}, {"ω", "o"},  {"а", "a"},  {"б", "b"},  {"в", "v"},
    {"г", "g"},    {"д", "d"},  {"е", "e"},  {"ж", "zh"}, {"з", "z"},  {"и", "i"},  {"к", "k"},
    {"л", "l"},    {"м", "m"},  {"н", "n"},  {"о", "o"},  {"п", "p"},  {"р", "r"},  {"с", "s"},
    {"т", "t"},    {"у", "u"},  {"ф", "f"},  {"х", "kh"}, {"ц", "ts"}, {"ч", "ch"}, {"ш", "sh"},
    {"щ", "shch"}, {"ъ", ""},   {"ы", "y"},  {"ь", ""},   {"э", "e"},  {"ю", "yu"}, {"я", "ya"},
    {"ђ", "dj"},   {"є", "ye"}, {"ѕ", "dz"}, {"і", "i"},  {"ј", "j"},  {"љ", "lj"}, {"њ", "nj"},
    {"ћ", "c"},    {"џ", "dz"}, {"ґ", "g"},
});

bool begins_other_letter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xcd && byte <= 0xd4; // Greek and Cyrillic, two bytes each
}

} // namespace

std::string latin_words(std::string_view text)
{
    if (std::ranges::none_of(text, begins_other_letter))
        return {};
    std::string latin;
    std::string word;
    bool is_other = false;
    const auto end_word = [&] {
        if (is_other && !word.empty())
            (latin += latin.empty() ? " " : "").append(word).append(" ");
        word.clear();
        is_other = false;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ' ') {
            end_word();
        } else if (begins_other_letter(text[i]) && i + 1 < text.size()) {
            const auto* found = std::ranges::find(letters, text.substr(i, 2), &Letter::first);
            is_other = is_other || found != letters.end();
            word += found == letters.end() ? text.substr(i, 2) : found->second;
            ++i;
        } else {
            word += text[i];
        }
    }
    end_word();
    return latin;
}

} // namespace comity::record
