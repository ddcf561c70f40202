#include "match/commonness.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace comity::match {
namespace {

constexpr std::size_t first_slots = 1 << 12;
constexpr std::size_t most_entries = 400'000;
constexpr std::uint32_t fewest_holders = 3; // one or two say the same
constexpr std::uint32_t fewest_records = 4'096;
constexpr float steps = 8; // of a logarithm, in a byte
constexpr int digits_of_entry = 16;

std::uint64_t hash_of_part(Part part, std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325 + static_cast<std::uint64_t>(part);
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15;
    return hash | 1 << 8; // never 0, also without its last byte
}

constexpr std::uint64_t value_bits = ~std::uint64_t{0xff};

std::uint64_t entry_of(std::uint64_t value, std::uint32_t holders)
{
    const float log = std::log2(static_cast<float>(holders));
    return (value & value_bits) | static_cast<std::uint64_t>(std::lround(log * steps));
}

} // namespace

ValueCounter::ValueCounter(std::size_t most) : m_slots(first_slots), m_most_slots(most)
{
}

void ValueCounter::add(const Profile& profile)
{
    ++m_records;
    for (const Profile::Entry& entry : profile.entries())
        count(hash_of_part(entry.part, profile.text_of(entry)));
}

void ValueCounter::count(std::uint64_t value)
{
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = value >> 16 & mask;; at = (at + 1) & mask) {
        Slot& slot = m_slots[at];
        if (slot.value == 0) {
            slot = {value, 1};
            if (++m_used * 3 > m_slots.size() * 2)
                make_room();
            return;
        }
        if (slot.value == value) {
            ++slot.holders;
            return;
        }
    }
}

void ValueCounter::make_room()
{
    std::vector<Slot> before(m_slots.size() < m_most_slots ? m_slots.size() * 2 : m_slots.size());
    before.swap(m_slots);
    const bool is_full = before.size() == m_slots.size();
    const std::size_t mask = m_slots.size() - 1;
    m_used = 0;
    // As many are forgotten as it takes to have half of the room again.
    std::uint32_t least = 0;
    for (std::size_t kept = m_slots.size(); is_full && kept > m_slots.size() / 2;) {
        ++least;
        kept = static_cast<std::size_t>(
            std::ranges::count_if(before, [&](const Slot& slot) { return slot.holders > least; }));
    }
    for (const Slot& slot : before) {
        if (slot.value == 0 || slot.holders <= least)
            continue;
        std::size_t at = slot.value >> 16 & mask;
        while (m_slots[at].value != 0)
            at = (at + 1) & mask;
        m_slots[at] = slot;
        ++m_used;
    }
}

Commonness::Commonness(const ValueCounter& counted) : m_records(counted.m_records)
{
    std::vector<ValueCounter::Slot> slots;
    for (const auto& slot : counted.m_slots)
        if (slot.holders >= fewest_holders)
            slots.push_back(slot);
    if (slots.size() > most_entries) {
        std::ranges::nth_element(slots, slots.begin() + most_entries, std::greater(),
                                 &ValueCounter::Slot::holders);
        slots.resize(most_entries);
    }
    auto entries = std::make_shared<std::vector<std::uint64_t>>();
    entries->reserve(slots.size());
    for (const auto& slot : slots)
        entries->push_back(entry_of(slot.value, slot.holders));
    std::ranges::sort(*entries);
    m_entries = std::move(entries);
}

Commonness::Commonness(std::uint32_t records, std::string_view text) : m_records(records)
{
    auto entries = std::make_shared<std::vector<std::uint64_t>>();
    entries->reserve(text.size() / digits_of_entry);
    for (; text.size() >= digits_of_entry; text.remove_prefix(digits_of_entry)) {
        std::uint64_t entry = 0;
        std::from_chars(text.data(), text.data() + digits_of_entry, entry, 16);
        entries->push_back(entry);
    }
    m_entries = std::move(entries);
}

Commonness Commonness::with_records(std::uint32_t records) const
{
    Commonness other = *this;
    other.m_records = records;
    return other;
}

std::string Commonness::text() const
{
    std::string text;
    if (!m_entries)
        return text;
    text.reserve(m_entries->size() * digits_of_entry);
    for (const std::uint64_t entry : *m_entries) {
        char digits[digits_of_entry];
        const auto end = std::to_chars(digits, digits + digits_of_entry, entry, 16).ptr;
        text.append(static_cast<std::size_t>(digits + digits_of_entry - end), '0');
        text.append(digits, end);
    }
    return text;
}

float Commonness::log2_size() const
{
    return std::log2(static_cast<float>(std::max(m_records, fewest_records)));
}

// As Population has it: that a record agrees with itself says nothing.
float Commonness::bits_of(Part part, std::string_view text) const
{
    const float size = log2_size();
    if (!m_entries)
        return size;
    const std::uint64_t value = hash_of_part(part, text) & value_bits;
    const auto found = std::ranges::lower_bound(*m_entries, value);
    if (found == m_entries->end() || (*found & value_bits) != value)
        return size;
    const float holders = std::exp2(static_cast<float>(*found & 0xff) / steps);
    return std::max(0.f, size - std::log2(std::max(holders, 2.f) - 1));
}

Subject Commonness::subject(const Profile& profile) const
{
    Subject subject;
    std::uint8_t count = 0;
    for (std::size_t part = 0; part < part_count; ++part) {
        subject.begins[part] = count;
        for (const Profile::Entry& entry : profile.entries())
            if (static_cast<std::size_t>(entry.part) == part) {
                const std::string_view text = profile.text_of(entry);
                subject.values[count++] = {text, bits_of(entry.part, text)};
            }
    }
    subject.begins[part_count] = count;
    return subject;
}

} // namespace comity::match
