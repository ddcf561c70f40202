#include "match/blocks.h"

#include "match/words.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace comity::match {
namespace {

using Text = std::string_view;

// FNV-1a over what sort of key it is and its pieces, with its halves folded together.
Key hash_of(char sort, std::initializer_list<Text> pieces)
{
    std::uint64_t hash = 0xcbf29ce484222325;
    const auto mix = [&](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3; };
    mix(sort);
    for (const Text piece : pieces) {
        for (const char c : piece)
            mix(c);
        mix('\0');
    }
    return static_cast<Key>(hash ^ hash >> 32);
}

Text first_of(const Subject& subject, Part part)
{
    const auto values = subject.of(part);
    return values.empty() ? Text() : values.front().text;
}

Text first_word(Text text)
{
    return text.substr(0, text.find(' '));
}

Text longest_word(Text text)
{
    Text longest;
    while (!text.empty()) {
        const Text word = first_word(text);
        if (word.size() > longest.size())
            longest = word;
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return longest;
}

// The first letter and the consonants behind it, doubled ones once: "mayer", "meyer" and "maier"
// are nearly, "meier" and "meyer" wholly the same.
struct Skeleton {
    std::array<char, 6> letters;
    std::size_t size = 0;

    explicit Skeleton(Text name)
    {
        constexpr Text silent = "aeiouyhj ";
        for (const char c : name) {
            if (size == letters.size())
                break;
            if (size > 0 && (silent.find(c) != Text::npos || letters[size - 1] == c))
                continue;
            letters[size++] = c;
        }
    }
    Text text() const { return {letters.data(), size}; }
};

class Keys {
public:
    explicit Keys(std::vector<Key>& keys) : m_keys(keys) { keys.clear(); }
    // Nothing when a piece is empty.
    void add(char sort, std::initializer_list<Text> pieces)
    {
        if (std::ranges::none_of(pieces, [](Text piece) { return piece.empty(); }))
            m_keys.push_back(hash_of(sort, pieces));
    }

private:
    std::vector<Key>& m_keys;
};

void add_shared(Keys& keys, const Subject& subject)
{
    constexpr std::size_t local_digits = 7;
    for (const auto& value : subject.of(Part::birth_date))
        keys.add('b', {value.text});
    for (const auto& value : subject.of(Part::identifier))
        keys.add('i', {value.text});
    for (const auto& value : subject.of(Part::email))
        keys.add('e', {value.text});
    for (const auto& value : subject.of(Part::shared_email))
        keys.add('e', {value.text});
    for (const auto& value : subject.of(Part::phone))
        keys.add('t', {value.text.substr(value.text.size() -
                                         std::min(value.text.size(), local_digits))});
    keys.add('s', {first_of(subject, Part::street_number),
                   longest_word(first_of(subject, Part::street)).substr(0, 4)});
}

void add_person(Keys& keys, const Subject& subject)
{
    const Text given = first_of(subject, Part::given_name);
    const Text family = first_of(subject, Part::family_name);
    const Text postcode = first_of(subject, Part::postcode);
    const Text place = first_of(subject, Part::place).substr(0, 5);
    const Text number = first_of(subject, Part::street_number);
    const Text domain = first_of(subject, Part::domain);
    const Text firm = first_of(subject, Part::organisation);
    const Text names[] = {long_form_of_name(first_word(given)), family};
    for (const Text name : names) {
        keys.add('p', {name.substr(0, 3), postcode});
        keys.add('c', {name.substr(0, 3), place});
        keys.add('n', {name.substr(0, 3), number});
        keys.add('d', {name.substr(0, 4), domain});
        keys.add('f', {name.substr(0, 4), firm});
    }
    const Text begins[] = {names[0].substr(0, 4), names[1].substr(0, 4)};
    keys.add('g', {std::min(begins[0], begins[1]), std::max(begins[0], begins[1])});
    // Either name by its sound, with the other's first letter: also when they changed places.
    keys.add('k', {begins[0].substr(0, 1), Skeleton(names[1]).text()});
    keys.add('k', {begins[1].substr(0, 1), Skeleton(names[0]).text()});
}

void add_organisation(Keys& keys, const Subject& subject)
{
    const auto words = subject.of(Part::organisation);
    const Text number = first_of(subject, Part::street_number);
    keys.add('z', {number, first_of(subject, Part::postcode)});
    for (const auto& value : subject.of(Part::domain))
        keys.add('w', {value.text});
    constexpr std::size_t paired = 5, beginning = 8;
    for (std::size_t i = 0; i < words.size(); ++i) {
        keys.add('o', {words[i].text});
        for (std::size_t k = 0; i < paired && k < i; ++k)
            keys.add('q', {std::min(words[i].text, words[k].text),
                           std::max(words[i].text, words[k].text)});
    }
    // The beginning without its blanks, for "Day Care" and "Daycare".
    std::array<char, beginning> letters;
    std::size_t size = 0;
    for (const auto& word : words)
        for (const char c : word.text)
            if (size < beginning)
                letters[size++] = c;
    keys.add('j', {Text(letters.data(), size)});
}

} // namespace

void collect_keys(const Subject& subject, std::vector<Key>& out)
{
    Keys keys(out);
    add_shared(keys, subject);
    if (subject.has(Part::given_name) || subject.has(Part::family_name))
        add_person(keys, subject);
    else
        add_organisation(keys, subject);
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
}

} // namespace comity::match
