#include "match/profile.h"

#include "base/excerpt.h"
#include "base/text.h"

#include <algorithm>

namespace comity::match {
namespace {

using Word = std::string_view;

bool is_number(Word word)
{
    return std::ranges::all_of(word, is_digit);
}

void drop_ends(std::span<const Word>& words, bool (*is_dropped)(Word))
{
    while (words.size() > 1 && is_dropped(words.back()))
        words = words.first(words.size() - 1);
    while (words.size() > 1 && is_dropped(words.front()))
        words = words.subspan(1);
}

// "51st" is a street, "51" and "51a" are numbers of houses.
bool is_house_number(Word word)
{
    return is_digit(word.front()) && !word.ends_with("st") && !word.ends_with("nd") &&
           !word.ends_with("rd") && !word.ends_with("th");
}

// A line of an address from its first word on, up to what says where in the house it is.
std::size_t street_length(std::span<const Word> words)
{
    for (std::size_t i = 1; i < words.size(); ++i)
        if (is_unit_word(words[i]))
            return i;
    return words.size();
}

} // namespace

void Profile::clear()
{
    m_text.clear();
    m_entries.clear();
}

void Profile::add(Part part, std::string_view text)
{
    if (text.empty() || m_entries.size() == most_entries)
        return;
    const std::string kept = text.size() > longest_value ? excerpt(text, longest_value) : "";
    text = kept.empty() ? text : kept;
    for (const Entry& entry : m_entries)
        if (entry.part == part && text_of(entry) == text)
            return;
    m_entries.push_back(
        {part, static_cast<std::uint32_t>(m_text.size()), static_cast<std::uint32_t>(text.size())});
    m_text += text;
}

void Profile::add_joined(Part part, std::span<const Word> words, Word between)
{
    m_joined.clear();
    for (const Word word : words) {
        if (!m_joined.empty())
            m_joined += between;
        m_joined += word;
    }
    add(part, m_joined);
}

void Profile::add_given_name(std::string_view text)
{
    m_words.split(text);
    std::span<const Word> words = m_words.all();
    drop_ends(words, is_title);
    add_joined(Part::given_name, words);
}

void Profile::add_family_name(std::string_view text)
{
    m_words.split(text);
    std::span<const Word> words = m_words.all();
    drop_ends(words, is_title);
    add_joined(Part::family_name, words);
}

void Profile::add_full_name(std::string_view text)
{
    if (const std::size_t comma = text.find(','); comma != text.npos) {
        const std::string_view rest = text.substr(comma + 1);
        add_family_name(text.substr(0, comma));
        add_given_name(rest.substr(0, rest.find(',')));
        return;
    }
    m_words.split(text);
    std::span<const Word> words = m_words.all();
    drop_ends(words, is_title);
    // What belongs to the family name begins with its particle: "van der Berg", "de la Cruz".
    std::size_t family = words.empty() ? 0 : words.size() - 1;
    for (std::size_t i = 1; i < family; ++i)
        if (is_filler(words[i]) && words[i].size() > 1)
            family = i;
    add_joined(Part::given_name, words.first(family));
    add_joined(Part::family_name, words.subspan(family));
}

void Profile::add_organisation(std::string_view text)
{
    m_words.split(text);
    std::span<const Word> words = m_words.all();
    drop_ends(words, is_legal_form_at_end);
    const bool has_other = std::ranges::any_of(
        words, [](Word word) { return !is_filler(word) && !is_legal_form(word); });
    constexpr int most_words = 8;
    int added = 0;
    for (const Word word : words)
        if (!has_other || (!is_filler(word) && !is_legal_form(word))) {
            add(Part::organisation, short_form(word));
            if (++added == most_words)
                return;
        }
}

void Profile::add_street(std::string_view text)
{
    m_words.split(text);
    std::span<const Word> words = m_words.all();
    words = words.first(street_length(words));
    if (words.size() > 1 && is_house_number(words.front())) {
        add(Part::street_number, words.front());
        words = words.subspan(1);
        while (words.size() > 1 && is_number(words.front())) // "10-12 High Street"
            words = words.subspan(1);
    } else {
        // "Hauptstr. 12", "12 a", "10-12": the first of the numbers behind the street.
        std::size_t end = words.size();
        while (end > 1 && (is_house_number(words[end - 1]) || words[end - 1].size() == 1))
            --end;
        while (end < words.size() && !is_house_number(words[end]))
            ++end;
        if (end > 0 && end < words.size()) {
            add(Part::street_number, words[end]);
            words = words.first(end);
        }
    }
    std::vector<Word>& kept = m_words.all();
    std::size_t count = 0;
    const bool has_name = std::ranges::any_of(
        words, [](Word word) { return !is_street_word(word) && !is_filler(word); });
    const std::size_t first = words.empty() ? 0 : static_cast<std::size_t>(&words[0] - &kept[0]);
    for (std::size_t i = first; i < first + words.size(); ++i)
        if (!has_name || !is_street_word(kept[i]))
            kept[count++] = short_form(without_street_ending(kept[i]));
    add_joined(Part::street, std::span<const Word>(kept).first(count));
}

void Profile::add_street_number(std::string_view text)
{
    m_words.split(text);
    add_joined(Part::street_number, m_words.all(), "");
}

void Profile::add_locality(std::string_view text)
{
    m_words.split(text);
    add_joined(Part::locality, m_words.all());
}

void Profile::add_place(std::string_view text)
{
    m_words.split(text);
    for (Word& word : m_words.all())
        word = short_form(word);
    add_joined(Part::place, m_words.all());
}

void Profile::add_postcode(std::string_view text)
{
    m_words.split(text);
    std::span<const Word> words = m_words.all();
    // The second half of a ZIP+4 is often left out; "D-", "CH-" in front likewise.
    if (words.size() == 2 && words[0].size() == 5 && words[1].size() == 4 && is_number(words[1]))
        words = words.first(1);
    else if (words.size() == 2 && words[0].size() <= 2 && !is_digit(words[0][0]) &&
             is_number(words[1]))
        words = words.subspan(1);
    add_joined(Part::postcode, words, "");
}

void Profile::add_region(std::string_view text)
{
    m_words.split(text);
    add_joined(Part::region, m_words.all());
}

void Profile::add_birth_date(std::string_view text)
{
    m_words.split(text);
    std::vector<Word>& words = m_words.all();
    if (words.size() == 3 && words[2].size() == 4) { // day, month, year
        std::swap(words[0], words[2]);
        m_joined.assign(words[0]);
        for (const Word word : {words[1], words[2]})
            m_joined.append(word.size() == 1 ? "0" : "").append(word);
        add(Part::birth_date, m_joined);
        return;
    }
    add_joined(Part::birth_date, words, "");
}

void Profile::add_identifier(std::string_view text, std::string_view name)
{
    m_words.split(text);
    if (m_words.all().empty())
        return;
    std::string named = fold(name) + '=';
    for (const Word word : m_words.all())
        named += word;
    add(Part::identifier, named);
}

void Profile::add_phone(std::string_view text)
{
    for (const std::string_view extension : {"ext", "Ext", "EXT", "x", "X", "#", ";"})
        if (const std::size_t at = text.find(extension); at != text.npos && at > 6)
            text = text.substr(0, at);
    constexpr std::size_t fewest = 5, kept = 9;
    const std::string digits = digits_of(text);
    std::string_view number = digits;
    while (number.starts_with('0'))
        number.remove_prefix(1);
    if (number.size() > kept)
        number = number.substr(number.size() - kept);
    if (number.size() >= fewest)
        add(Part::phone, number);
}

void Profile::add_email(std::string_view text)
{
    const std::string folded = fold(trim(text));
    std::string_view address = folded;
    if (const std::size_t open = address.find('<'); open != address.npos)
        address = address.substr(open + 1, address.find('>') - open - 1);
    if (address.starts_with("mailto:"))
        address.remove_prefix(7);
    const std::size_t at = address.rfind('@');
    if (at == address.npos || at == 0 || at + 1 == address.size())
        return;
    const std::string_view domain = address.substr(at + 1);
    std::string_view local = address.substr(0, at);
    local = local.substr(0, std::max<std::size_t>(local.find('+'), 1)); // a tag is no other person
    std::string whole(local);
    if (domain == "gmail.com" || domain == "googlemail.com") {
        std::erase(whole, '.');
        whole += "@gmail.com";
    } else {
        whole.append("@").append(domain);
    }
    add(is_shared_mailbox(local) ? Part::shared_email : Part::email, whole);
    add_domain(domain);
}

void Profile::add_website(std::string_view text)
{
    const std::string folded = fold(trim(text));
    std::string_view host = folded;
    if (const std::size_t at = host.find("://"); at != host.npos)
        host = host.substr(at + 3);
    host = host.substr(0, host.find_first_of("/?#: "));
    add_domain(host);
}

void Profile::add_domain(std::string_view host)
{
    if (host.starts_with("www."))
        host.remove_prefix(4);
    if (host.find('.') != host.npos && !is_public_domain(host))
        add(Part::domain, host);
}

std::string Profile::packed() const
{
    std::string lines;
    for (const Entry& entry : m_entries) {
        const std::string_view text = text_of(entry);
        if (text.find('\n') != text.npos)
            continue;
        lines += static_cast<char>('a' + static_cast<int>(entry.part));
        lines.append(text).append("\n");
    }
    return lines;
}

void Profile::unpack(std::string_view lines)
{
    clear();
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        const int part = lines.front() - 'a';
        if (part >= 0 && part < part_count)
            add(static_cast<Part>(part), lines.substr(1, end - 1));
        lines.remove_prefix(std::min(lines.size(), end + 1));
    }
}

std::string_view Profile::first(Part part) const
{
    for (const Entry& entry : m_entries)
        if (entry.part == part)
            return text_of(entry);
    return {};
}

} // namespace comity::match
