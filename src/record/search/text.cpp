#include "record/search/search.h"

#include "base/text.h"
#include "record/object/kind.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_body_bytes = 4'096;
constexpr std::size_t most_terms_read = 8;
constexpr std::size_t least_phone_digits = 5;

// Control characters are no part of words: marks begin with them.
bool is_space(char c)
{
    return static_cast<unsigned char>(c) <= ' ';
}

struct Span {
    char32_t first;
    char32_t last;
};
// Scripts that are written without spaces between words.
constexpr Span unspaced[] = {{0x0e00, 0x0eff}, {0x1000, 0x109f},  {0x1780, 0x17ff},
                             {0x2e80, 0x2fdf}, {0x3005, 0x3007},  {0x3040, 0x30ff},
                             {0x31f0, 0x31ff}, {0x3400, 0x4dbf},  {0x4e00, 0x9fff},
                             {0xf900, 0xfaff}, {0x20000, 0x3ffff}};

// How many bytes a sign of such a script takes here; 0 when there is none.
std::size_t unspaced_sign(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t size = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 0;
    if (size == 0 || text.size() < size)
        return 0;
    char32_t sign = byte(0) & (size == 4 ? 0x07U : 0x0fU);
    for (std::size_t i = 1; i < size; ++i)
        sign = sign << 6 | (byte(i) & 0x3fU);
    const bool is_inside = std::ranges::any_of(
        unspaced, [&](const Span& span) { return sign >= span.first && sign <= span.last; });
    return is_inside ? size : 0;
}

// A word with a space around each sign that is a word of its own: `東京tower` as ` 東 京 tower`.
std::string with_spaces(std::string_view word)
{
    std::string text;
    for (std::size_t i = 0; i < word.size();) {
        const std::size_t size = unspaced_sign(word.substr(i));
        if (size == 0) {
            text += word[i++];
            continue;
        }
        if (text.empty() || text.back() != ' ')
            text += ' ';
        text.append(word, i, size) += ' ';
        i += size;
    }
    return text;
}

std::vector<std::string_view> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    for (std::size_t i = 0; i < text.size();) {
        while (i < text.size() && is_space(text[i]))
            ++i;
        const std::size_t start = i;
        while (i < text.size() && !is_space(text[i]))
            ++i;
        if (i > start)
            words.push_back(text.substr(start, i - start));
    }
    return words;
}

std::string without_zeros(std::string digits)
{
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

// The forms in which a telephone number may stand in an entry, or none when it is no number.
std::vector<std::string> phone_forms(std::string_view text)
{
    text = trim(text);
    const std::string digits = digits_of(text);
    if (digits.size() < least_phone_digits ||
        text.find_first_not_of("0123456789 +-/().") != text.npos)
        return {};
    const std::string whole = without_zeros(digits);
    if (whole.size() < 3)
        return {};
    std::vector<std::string> forms = {whole};
    if (text.starts_with('+') || text.starts_with("00"))
        // Countries have one to three digits; the entry may be without them.
        for (std::size_t country = 1; country <= 3 && whole.size() >= country + 6; ++country)
            forms.push_back(" " + without_zeros(whole.substr(country)) + " ");
    return forms;
}

} // namespace

std::string search_text(std::string_view folded)
{
    const bool has_signs =
        std::ranges::any_of(folded, [](char c) { return static_cast<unsigned char>(c) >= 0xe0; });
    std::string text = " ";
    std::string spaced;
    for (std::string_view word : words_of(folded)) {
        if (has_signs) {
            spaced = with_spaces(word);
            word = spaced;
            word.remove_prefix(word.starts_with(' ') ? 1 : 0);
        }
        if (text.size() + word.size() > most_body_bytes)
            break;
        text += word;
        if (text.back() != ' ')
            text += ' ';
    }
    return text;
}

namespace {

// `muller` for `mueller`: how Müller is found by those who have no ü. Nothing for short words,
// which would become a part of too many others.
std::string without_e(std::string_view word)
{
    std::string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
        text += word[i];
        if (i + 1 < word.size() && word[i + 1] == 'e' &&
            (word[i] == 'a' || word[i] == 'o' || word[i] == 'u'))
            ++i;
    }
    return text.size() < word.size() && text.size() >= 4 ? text : std::string();
}

// `mueller` for `Müller`.
std::string with_e(std::string_view typed)
{
    constexpr std::pair<std::string_view, std::string_view> letters[] = {
        {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"},
        {"Ü", "ue"}, {"ø", "oe"}, {"Ø", "oe"}, {"å", "aa"}, {"Å", "aa"}};
    std::string text(typed);
    for (const auto& [letter, written] : letters)
        for (std::size_t at = text.find(letter); at != text.npos; at = text.find(letter, at))
            text.replace(at, letter.size(), written);
    return text == typed ? std::string() : fold(text);
}

std::vector<std::string> forms_of(std::string_view word, std::string_view typed)
{
    const std::string spaced = with_spaces(word);
    const bool is_short = length_of(spaced) < 3;
    std::vector<std::string> forms = {(is_short ? " " : "") + spaced};
    const auto add = [&](std::string form) {
        if (!form.empty() && std::ranges::find(forms, form) == forms.end())
            forms.push_back(std::move(form));
    };
    add(without_e(word));
    add(with_e(typed));
    if (const std::string latin = latin_words(word); length_of(latin) > 4)
        add(std::string(trim(latin)));
    return forms;
}

} // namespace

SearchTerms parse_search(std::string_view text)
{
    SearchTerms found;
    found.text = fold(trim(text));
    // "+33 (0)6" is dialled from here or from there, never both.
    std::string number = found.text;
    if (const std::size_t at = number.find("(0)"); at != number.npos && number.starts_with('+'))
        number.erase(at, 3);
    auto phone = phone_forms(number);
    const auto words = words_of(found.text);
    if (!phone.empty()) {
        if (words.size() == 1)
            phone.emplace_back(words[0]);
        found.terms.push_back(std::move(phone));
        found.words = {found.text};
        found.is_phone = true;
        return found;
    }
    const auto typed = words_of(text);
    for (std::size_t i = 0; i < words.size() && i < most_terms_read; ++i) {
        // Folding may make two words of one; then nobody knows how it was typed.
        found.terms.push_back(forms_of(words[i], typed.size() == words.size() ? typed[i] : ""));
        found.words.emplace_back(words[i]);
    }
    return found;
}

SearchTerms at_word_beginnings(const SearchTerms& terms)
{
    SearchTerms found = terms;
    if (!terms.is_phone)
        for (auto& forms : found.terms)
            for (std::string& form : forms)
                if (!form.starts_with(' '))
                    form.insert(0, 1, ' ');
    return found;
}

std::size_t find_at_word(std::string_view body, std::string_view form)
{
    if (form.starts_with(' '))
        return body.find(form);
    for (std::size_t at = body.find(form); at != body.npos; at = body.find(form, at + 1)) {
        const auto before = static_cast<unsigned char>(at > 0 ? body[at - 1] : ' ');
        const bool is_inside =
            (before >= 'a' && before <= 'z') || before >= 0x80 || (before >= '0' && before <= '9');
        if (!is_inside)
            return at;
    }
    return body.npos;
}

bool has_term(std::string_view body, const std::vector<std::string>& forms)
{
    return std::ranges::any_of(
        forms, [&](const std::string& form) { return body.find(form) != body.npos; });
}

bool is_searched(const Object& object)
{
    return std::ranges::any_of(object.fields, [](const Field& field) {
        return field.is_searched || facts_of(field).is_always_searched;
    });
}

bool is_searched(const Object& object, const Field& field)
{
    return field.is_searched || facts_of(field).is_always_searched || field.name == object.title;
}

std::string search_body(const Record& record)
{
    std::string text;
    // The title first: it is what must survive when a text is very long.
    const Field& title = record.object->load_field(record.object->title);
    kind_of(title).append_search(text, record.of(title));
    for (const Field& field : record.object->fields) {
        if (&field == &title || !is_searched(*record.object, field))
            continue;
        text += ' ';
        kind_of(field).append_search(text, record.of(field));
    }
    std::string body = search_text(text);
    if (const std::string latin = latin_words(body); !latin.empty())
        body.append(latin, 1);
    return body;
}

} // namespace comity::record
