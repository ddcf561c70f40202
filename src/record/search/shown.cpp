#include "record/search/shown.h"

#include "base/text.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_bytes = 8'192; // of a text that is looked through
constexpr std::size_t bytes_before = 40;  // shown before what was found in a long text
constexpr std::size_t most_shown = 160;

bool begins_character(std::string_view text, std::size_t at)
{
    return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
}

// A folded text that knows for each of its bytes where it came from.
struct Mapped {
    std::string text = " ";
    std::vector<std::size_t> begins = {0};
    std::vector<std::size_t> ends = {0};

    void add(std::string_view folded, std::size_t begin, std::size_t end)
    {
        for (const char c : folded) {
            text += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
            begins.push_back(begin);
            ends.push_back(end);
        }
    }
};

Mapped mapped(std::string_view text)
{
    Mapped map;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        while (!begins_character(text, end))
            ++end;
        // An accent that stands alone belongs to the letter before it.
        const std::string folded = fold(text.substr(i, end - i));
        if (folded.empty() && map.ends.size() > 1)
            map.ends.back() = end;
        map.add(folded, i, end);
        i = end;
    }
    map.add(" ", text.size(), text.size());
    return map;
}

Mapped mapped_digits(std::string_view text)
{
    Mapped map;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] >= '0' && text[i] <= '9')
            map.add(text.substr(i, 1), i, i + 1);
    map.add(" ", text.size(), text.size());
    return map;
}

// A form in the text, without the spaces that only say where words begin and end.
std::optional<ShownRange> find_form(const Mapped& map, std::string_view form, bool at_word)
{
    // Signs that are words of their own have no spaces on screen.
    std::string wanted(trim(form));
    if (std::ranges::any_of(wanted, [](char c) { return static_cast<unsigned char>(c) >= 0xe0; }))
        std::erase(wanted, ' ');
    if (wanted.empty())
        return std::nullopt;
    const std::string_view text = map.text;
    std::size_t at =
        at_word || form.starts_with(' ') ? find_at_word(text, wanted) : text.find(wanted);
    if (at == text.npos)
        at = text.find(wanted);
    if (at == text.npos)
        return std::nullopt;
    return ShownRange{map.begins[at], map.ends[at + wanted.size() - 1]};
}

std::vector<ShownRange> find_in(const Mapped& map, const SearchTerms& terms, bool at_word)
{
    std::vector<ShownRange> ranges;
    for (const auto& forms : terms.terms)
        for (const std::string& form : forms)
            if (const auto range = find_form(map, form, at_word)) {
                ranges.push_back(*range);
                break;
            }
    std::ranges::sort(ranges, {}, &ShownRange::begin);
    std::vector<ShownRange> joined;
    for (const ShownRange& range : ranges) {
        if (joined.empty() || range.begin > joined.back().end)
            joined.push_back(range);
        else
            joined.back().end = std::max(joined.back().end, range.end);
    }
    return joined;
}

} // namespace

std::vector<ShownRange> find_shown(std::string_view text, const SearchTerms& terms, bool at_word)
{
    return find_in(mapped(text.substr(0, std::min(text.size(), most_bytes))), terms, at_word);
}

std::vector<ShownRange> find_shown_digits(std::string_view text, const SearchTerms& terms)
{
    Mapped map = mapped_digits(text);
    return find_in(map, terms, false);
}

void write_shown(std::string_view text, const std::vector<ShownRange>& ranges, JsonWriter& json)
{
    std::size_t begin = 0;
    std::size_t end = text.size();
    if (text.size() > most_shown && !ranges.empty()) {
        begin = ranges[0].begin > bytes_before ? ranges[0].begin - bytes_before : 0;
        end = std::min(text.size(), std::max(begin + most_shown, ranges[0].end));
    } else if (text.size() > most_shown) {
        end = most_shown;
    }
    while (!begins_character(text, begin))
        ++begin;
    while (!begins_character(text, end))
        --end;
    json.begin_array();
    std::string before = begin > 0 ? "\u2026" : "";
    std::size_t at = begin;
    for (const ShownRange& range : ranges) {
        if (range.begin < at || range.end > end)
            continue;
        before += text.substr(at, range.begin - at);
        json.value(before);
        json.value(text.substr(range.begin, range.end - range.begin));
        before.clear();
        at = range.end;
    }
    before += text.substr(at, end - at);
    json.value(before + (end < text.size() ? "\u2026" : ""));
    json.end_array();
}

} // namespace comity::record
