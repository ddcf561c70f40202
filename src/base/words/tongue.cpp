#include "base/words/tongue.h"

namespace comity {
namespace {

bool is_large(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool is_one(const Sentence& sentence)
{
    const Piece* count = sentence.find("count");
    const auto* number = count ? std::get_if<Piece::Number>(&count->value()) : nullptr;
    return number && number->value == 1;
}

} // namespace

Tongue::Tongue(std::string_view language, const Dictionary* labels)
    : m_place(place_of(language)), m_labels(labels)
{
}

std::string_view Tongue::label(std::string_view english) const
{
    if (!m_labels)
        return english;
    const auto found = m_labels->find(std::string(english));
    return found == m_labels->end() ? english : std::string_view(found->second);
}

const Dictionary& Tongue::labels() const
{
    static const Dictionary none;
    return m_labels ? *m_labels : none;
}

std::string Tongue::within(std::string_view english) const
{
    std::string word(label(english));
    if (is("en") && word.size() > 1 && is_large(word[0]) && !is_large(word[1]))
        word[0] = static_cast<char>(word[0] - 'A' + 'a');
    return word;
}

std::string Tongue::grouped(std::int64_t number) const
{
    std::string text = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = text.size(); at > first + 3; at -= 3)
        text.insert(at - 3, 1, is("de") ? '.' : ',');
    return text;
}

std::string Tongue::tell(const Piece& piece) const
{
    struct {
        const Tongue& tongue;
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(const Piece::Number& number) const
        {
            return number.is_grouped ? tongue.grouped(number.value) : std::to_string(number.value);
        }
        std::string operator()(const Piece::Label& label) const
        {
            return label.is_within ? tongue.within(label.english)
                                   : std::string(tongue.label(label.english));
        }
        std::string operator()(const Piece::Inner& inner) const { return tongue.tell(*inner); }
        std::string operator()(const Piece::List& list) const
        {
            std::string text;
            for (const Piece& item : list)
                text += (text.empty() ? "" : ", ") + tongue.tell(item);
            return text;
        }
    } const write{*this};
    return std::visit(write, piece.value());
}

std::string Tongue::fill(std::string_view text, const Sentence& sentence) const
{
    std::string filled;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        filled += text.substr(0, open);
        const std::size_t close = text.find('}', open);
        if (open == text.npos || close == text.npos)
            break;
        const Piece* piece = sentence.find(text.substr(open + 1, close - open - 1));
        filled += piece ? tell(*piece) : std::string(text.substr(open, close - open + 1));
        text.remove_prefix(close + 1);
    }
    return filled;
}

std::string Tongue::tell(const Sentence& sentence) const
{
    const CatalogueEntry* entry = sentence.key().empty() ? nullptr : find_entry(sentence.key());
    if (entry) {
        const CatalogueForms& forms = entry->texts[m_place];
        return fill(is_one(sentence) ? forms.one : forms.other, sentence);
    }
    std::string text = sentence.key();
    for (const Sentence::Place& place : sentence.places())
        text += (text.empty() ? "" : " ") + tell(place.piece);
    return text;
}

std::string in_english(const Sentence& sentence)
{
    return Tongue().tell(sentence);
}

} // namespace comity
