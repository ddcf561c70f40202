#include "match/likeness.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace comity::match {
namespace {

constexpr int longest = 64;
constexpr int most_edits = 3;

struct Points {
    std::array<char32_t, longest> at;
    int size = 0;
};

// Code points of UTF-8; a byte that fits nowhere counts as one.
void decode(std::string_view text, Points& points)
{
    for (std::size_t i = 0; i < text.size() && points.size < longest;) {
        const auto first = static_cast<unsigned char>(text[i++]);
        char32_t point = first;
        for (int more = first >= 0xf0   ? 3
                        : first >= 0xe0 ? 2
                        : first >= 0xc0 ? 1
                                        : 0;
             more > 0 && i < text.size() && (text[i] & 0xc0) == 0x80; --more)
            point = point << 6 | (static_cast<unsigned char>(text[i++]) & 0x3f);
        points.at[static_cast<std::size_t>(points.size++)] = point;
    }
}

std::ptrdiff_t count_points(std::string_view text)
{
    return std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; });
}

// The three rows of the alignment's table; only the diagonal band of `most` is walked.
int align(const Points& a, const Points& b, int most)
{
    if (std::abs(a.size - b.size) > most)
        return most + 1;
    std::array<std::uint8_t, longest + 1> rows[3];
    auto* above = &rows[0];
    auto* row = &rows[1];
    auto* before = &rows[2];
    const auto far = static_cast<std::uint8_t>(most + 1);
    for (int j = 0; j <= b.size; ++j)
        (*above)[j] = static_cast<std::uint8_t>(std::min(j, most + 1));
    for (int i = 1; i <= a.size; ++i) {
        const int first = std::max(1, i - most), last = std::min(b.size, i + most);
        (*row)[first - 1] = first == 1 ? static_cast<std::uint8_t>(std::min(i, most + 1)) : far;
        int best = (*row)[first - 1];
        for (int j = first; j <= last; ++j) {
            const bool is_same = a.at[i - 1] == b.at[j - 1];
            int edits = (*above)[j - 1] + !is_same;
            edits = std::min(edits, (*row)[j - 1] + 1);
            if (j < i + most)
                edits = std::min(edits, (*above)[j] + 1);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                edits = std::min(edits, (*before)[j - 2] + 1);
            (*row)[j] = static_cast<std::uint8_t>(std::min(edits, most + 1));
            best = std::min(best, edits);
        }
        if (best > most)
            return most + 1;
        auto* oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return (*above)[b.size];
}

} // namespace

int count_edits(std::string_view a, std::string_view b, int most)
{
    if (a == b)
        return 0;
    // What both begin and end with needs no edit; whole code points only.
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    while (!a.empty() && !b.empty() && a.front() == b.front() && is_ascii(a.front())) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && !b.empty() && a.back() == b.back() && is_ascii(a.back())) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    if (a.empty() || b.empty()) {
        const std::string_view rest = a.empty() ? b : a;
        return std::min(static_cast<int>(count_points(rest)), most + 1);
    }
    if (most == 1 && std::ranges::all_of(a, is_ascii) && std::ranges::all_of(b, is_ascii)) {
        const bool is_swap = a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0];
        return (a.size() == 1 && b.size() == 1) || is_swap ? 1 : 2;
    }
    Points left, right;
    decode(a, left);
    decode(b, right);
    return align(left, right, most);
}

double likeness(std::string_view a, std::string_view b)
{
    if (a == b)
        return 1;
    const auto size = static_cast<int>(std::max(count_points(a), count_points(b)));
    const int most = std::min(most_edits, size / 2);
    const int edits = count_edits(a, b, most);
    return edits > most ? 0 : 1 - static_cast<double>(edits) / size;
}

} // namespace comity::match
