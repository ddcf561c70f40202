#include "match/compare.h"
#include "base/text.h"

#include "match/likeness.h"
#include "match/words.h"

#include <algorithm>

namespace comity::match {
namespace {

using Text = std::string_view;

constexpr double slip = .8;  // from here on a text is the other with a slip or two
constexpr double near = .65; // worth half of a slip
constexpr double other = .5; // below, it is another
constexpr float half = .5f;

Agreement agreement(float bits, bool is_exact = false)
{
    return {.bits = bits, .is_known = true, .is_exact = is_exact};
}

Agreement difference(const Weight& weight)
{
    return {.bits = -weight.against, .is_known = true, .differs = true};
}

Agreement by_likeness(Text a, Text b, float bits, const Weight& weight)
{
    const double like = likeness(a, b);
    if (like == 1)
        return agreement(bits, true);
    if (like >= slip)
        return agreement(bits * weight.slipped);
    if (like < other)
        return difference(weight);
    Agreement agreed = agreement(like >= near ? bits * weight.slipped * half : 0);
    agreed.is_unsure = true;
    return agreed;
}

// Texts of digits: one edit, two in a long one.
Agreement by_edits(Text a, Text b, float bits, const Weight& weight)
{
    const int edits = count_edits(a, b, 2);
    if (edits == 0)
        return agreement(bits, true);
    const std::size_t size = std::max(a.size(), b.size());
    if (edits == 1 && size > 3)
        return agreement(bits * weight.slipped);
    if (edits == 2 && size > 6)
        return agreement(bits * weight.slipped * half);
    return difference(weight);
}

bool is_year_month_day(Text text)
{
    return text.size() == 8 && std::ranges::all_of(text, is_digit);
}

Agreement by_date(Text a, Text b, float bits, const Weight& weight)
{
    if (is_year_month_day(a) && is_year_month_day(b) && a != b &&
        a.substr(0, 4) == b.substr(0, 4) && a.substr(4, 2) == b.substr(6, 2) &&
        a.substr(6, 2) == b.substr(4, 2))
        return agreement(bits * weight.slipped); // month and day changed places
    return by_edits(a, b, bits, weight);
}

// Numbers behind the country's and the area's code, as far as the shorter one goes.
Agreement by_phone(Text a, Text b, float bits, const Weight& weight)
{
    constexpr std::size_t fewest = 7;
    const std::size_t size = std::min(a.size(), b.size());
    if (a == b || (size >= fewest && a.substr(a.size() - size) == b.substr(b.size() - size)))
        return agreement(bits, a == b);
    if (size >= fewest && count_edits(a, b, 1) == 1)
        return agreement(bits * weight.slipped);
    return difference(weight);
}

Text digits_in_front(Text text)
{
    const auto end = std::ranges::find_if_not(text, is_digit);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// "12" and "12a" may be one house; 12 and 13 are a slip or next door.
Agreement by_house_number(Text a, Text b, float bits, const Weight& weight)
{
    if (a == b)
        return agreement(bits, true);
    const Text x = digits_in_front(a), y = digits_in_front(b);
    if (!x.empty() && x == y)
        return agreement(bits * half);
    if (std::max(a.size(), b.size()) > 1 && count_edits(a, b, 1) == 1)
        return agreement(x.size() > 2 || y.size() > 2 ? bits * weight.slipped : 0);
    return difference(weight);
}

// Whether a word of both is the same and long enough to name a street, and no number in them
// contradicts: 18th is not 19th.
bool shares_word(Text a, Text b, bool& has_other_number)
{
    bool is_shared = false;
    has_other_number = false;
    Text number_of_a, number_of_b;
    for (Text rest = a; !rest.empty();) {
        const Text word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        if (!word.empty() && is_digit(word.front()))
            number_of_a = digits_in_front(word);
        for (Text other_rest = b; !other_rest.empty();) {
            const Text other_word = other_rest.substr(0, other_rest.find(' '));
            other_rest.remove_prefix(std::min(other_rest.size(), other_word.size() + 1));
            if (!other_word.empty() && is_digit(other_word.front()))
                number_of_b = digits_in_front(other_word);
            is_shared |= word.size() > 3 && word == other_word;
        }
    }
    has_other_number = !number_of_a.empty() && !number_of_b.empty() && number_of_a != number_of_b;
    return is_shared;
}

Agreement by_street(Text a, Text b, float bits, const Weight& weight)
{
    if (a == b)
        return agreement(bits, true);
    bool has_other_number = false;
    const bool is_shared = shares_word(a, b, has_other_number);
    if (has_other_number)
        return difference(weight);
    const Agreement agreed = by_likeness(a, b, bits, weight);
    if (is_shared && agreed.bits < bits * weight.slipped)
        return agreement(bits * weight.slipped);
    return agreed;
}

Agreement by_email(Text a, Text b, float bits, const Weight& weight)
{
    if (a == b)
        return agreement(bits, true);
    constexpr std::size_t long_enough = 6;
    if (std::min(a.find('@'), b.find('@')) >= long_enough && count_edits(a, b, 2) <= 2)
        return agreement(bits * weight.slipped);
    if (a.substr(a.find('@')) == b.substr(b.find('@')))
        return {.bits = -weights::other_mailbox, .is_known = true, .differs = true};
    return difference(weight);
}

Agreement by_identifier(Text a, Text b, float bits, const Weight& weight)
{
    const std::size_t name = a.find('=');
    if (a.substr(0, name) != b.substr(0, b.find('=')))
        return {};
    return by_edits(a.substr(name + 1), b.substr(name + 1), bits, weight);
}

// "j" for "jane", "anna" for "anna maria", "bob" for "robert".
bool implies(Text a, Text b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    if (b.starts_with(a) && (a.size() == 1 || b[a.size()] == ' '))
        return true;
    if (b.ends_with(a) && a.size() > 2 && b[b.size() - a.size() - 1] == ' ')
        return true;
    const Text first = a.substr(0, a.find(' ')), second = b.substr(0, b.find(' '));
    return first.size() > 1 && second.size() > 1 &&
           long_form_of_name(first) == long_form_of_name(second);
}

Agreement compare(Part part, const Value& a, const Value& b, const Weight& weight, float log2_size)
{
    const float bits = std::min({a.bits, b.bits, weight.most * log2_size});
    switch (part) {
    case Part::given_name:
    case Part::family_name:
        return compare_names(a, b, weight, log2_size);
    case Part::birth_date:
        return by_date(a.text, b.text, bits, weight);
    case Part::identifier:
        return by_identifier(a.text, b.text, bits, weight);
    case Part::phone:
        return by_phone(a.text, b.text, bits, weight);
    case Part::email:
        return by_email(a.text, b.text, bits, weight);
    case Part::street_number:
        return by_house_number(a.text, b.text, bits, weight);
    case Part::street:
        return by_street(a.text, b.text, bits, weight);
    case Part::postcode:
        return by_edits(a.text, b.text, bits, weight);
    case Part::shared_email:
    case Part::domain:
    case Part::region:
        return a.text == b.text ? agreement(bits, true) : difference(weight);
    case Part::organisation:
    case Part::locality:
    case Part::place:
        break;
    }
    return by_likeness(a.text, b.text, bits, weight);
}

// How much of `a`'s words, by their bits, is found among those of `b`.
struct Overlap {
    float shared = 0, all = 0;
};

float share_of_word(std::span<const Value> words, std::size_t i, std::span<const Value> others)
{
    const Text word = words[i].text;
    for (const Value& one : others)
        if (one.text == word)
            return 1;
    constexpr std::size_t long_enough = 4, stem = 3;
    float best = 0;
    for (std::size_t k = 0; k < others.size(); ++k) {
        const Text one = others[k].text;
        // Two words written as one: "day care".
        if (k + 1 < others.size() && word.size() == one.size() + others[k + 1].text.size() &&
            word.starts_with(one) && word.ends_with(others[k + 1].text))
            return 1;
        if (i + 1 < words.size() && one.size() == word.size() + words[i + 1].text.size() &&
            one.starts_with(word) && one.ends_with(words[i + 1].text))
            return 1;
        if (i > 0 && one.size() == word.size() + words[i - 1].text.size() && one.ends_with(word) &&
            one.starts_with(words[i - 1].text))
            return 1;
        if (is_digit(word.front()) || is_digit(one.front()))
            continue;
        if (std::min(word.size(), one.size()) >= long_enough && count_edits(word, one, 1) <= 1)
            best = std::max(best, weights::organisation.slipped);
        const Text shorter = word.size() < one.size() ? word : one;
        const Text longer = word.size() < one.size() ? one : word;
        if ((shorter.size() == 1 || shorter.size() >= stem) && longer.starts_with(shorter))
            best = std::max(best, weights::word_implied);
    }
    return best;
}

Overlap overlap(std::span<const Value> words, std::span<const Value> others)
{
    Overlap overlap;
    for (std::size_t i = 0; i < words.size(); ++i) {
        overlap.all += words[i].bits;
        overlap.shared += words[i].bits * share_of_word(words, i, others);
    }
    return overlap;
}

} // namespace

Agreement compare_names(const Value& a, const Value& b, const Weight& weight, float log2_size)
{
    const float bits = std::min({a.bits, b.bits, weight.most * log2_size});
    if (a.text == b.text)
        return agreement(bits, true);
    const Agreement agreed = by_likeness(a.text, b.text, bits, weight);
    if (!a.text.empty() && !b.text.empty() && agreed.bits < bits * weights::name_implied &&
        implies(a.text, b.text))
        return agreement(bits * weights::name_implied);
    return agreed;
}

Agreement compare_best(const Subject& a, const Subject& b, Part part, const Weight& weight,
                       float log2_size)
{
    Agreement best;
    for (const Value& one : a.of(part))
        for (const Value& another : b.of(part)) {
            const Agreement agreed = compare(part, one, another, weight, log2_size);
            if (agreed.is_known && (!best.is_known || agreed.bits > best.bits))
                best = agreed;
        }
    return best;
}

Agreement compare_organisations(const Subject& a, const Subject& b, float log2_size)
{
    const auto words = a.of(Part::organisation), others = b.of(Part::organisation);
    if (words.empty() || others.empty())
        return {};
    const Overlap left = overlap(words, others), right = overlap(others, words);
    const float mean = .5f * (left.shared / std::max(left.all, 1.f)) +
                       .5f * (right.shared / std::max(right.all, 1.f));
    const float bits =
        std::min({left.shared, right.shared, weights::organisation.most * log2_size});
    if (mean > half)
        return agreement(bits * mean, mean > .999f);
    Agreement agreed = difference(weights::organisation);
    agreed.bits *= 1 - mean;
    return agreed;
}

} // namespace comity::match
