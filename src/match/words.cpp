#include "match/words.h"

#include "base/text.h"

namespace comity::match {
namespace {

bool is_word_byte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
}

// The bytes of an apostrophe (ASCII or typographic), quotation mark or dash that begins here.
std::size_t size_of_mark(std::string_view text, bool& is_apostrophe)
{
    is_apostrophe = text.front() == '\'' || text.front() == '`';
    if (is_apostrophe)
        return 1;
    if (text.starts_with("\xe2\x80") && text.size() > 2) { // U+2000 to U+203F: punctuation
        is_apostrophe = text[2] == '\x98' || text[2] == '\x99';
        return 3;
    }
    if (text.starts_with("\xc2") && text.size() > 1) { // U+0080 to U+00BF: signs
        is_apostrophe = text[1] == '\xb4';
        return 2;
    }
    return 0;
}

} // namespace

void Words::split(std::string_view text)
{
    m_words.clear();
    const std::string folded = fold(text);
    // Marks become blanks or vanish, in place; every word ends with a blank.
    m_text.clear();
    m_text.reserve(folded.size() * 3 + 1);
    for (std::size_t i = 0; i < folded.size();) {
        bool is_apostrophe = false;
        if (const std::size_t size =
                size_of_mark(std::string_view(folded).substr(i), is_apostrophe)) {
            if (!is_apostrophe)
                m_text += ' ';
            i += size;
        } else if (folded[i] == '.' && i > 0 && is_word_byte(folded[i - 1]) &&
                   (i == 1 || !is_word_byte(folded[i - 2])) && !(folded[i - 1] <= '9')) {
            // A dot behind a single letter: the next letter joins it when a dot follows that too,
            // or when it is the last, as in "e.V" or "z o.o.".
            const bool is_joined = i + 1 < folded.size() && is_word_byte(folded[i + 1]) &&
                                   (i + 2 >= folded.size() || !is_word_byte(folded[i + 2]));
            if (!is_joined)
                m_text += ' ';
            ++i;
        } else {
            if (folded[i] == '&' || folded[i] == '+')
                m_text += " and ";
            else
                m_text += is_word_byte(folded[i]) ? folded[i] : ' ';
            ++i;
        }
    }
    for (std::size_t begin = 0; begin < m_text.size();) {
        const std::size_t end = std::min(m_text.find(' ', begin), m_text.size());
        if (end > begin)
            m_words.push_back(std::string_view(m_text).substr(begin, end - begin));
        begin = end + 1;
    }
}

std::string_view without_street_ending(std::string_view word)
{
    constexpr std::string_view endings[] = {
        "strasse", "straat", "gatan", "gade", "veien", "street", "allee", "platz", "gasse",
        "vagen",   "laan",   "plein", "katu", "gata",  "weg",    "tie",   "str"};
    for (const std::string_view ending : endings)
        if (word.size() >= ending.size() + 3 && word.ends_with(ending))
            return word.substr(0, word.size() - ending.size());
    return word;
}

} // namespace comity::match
