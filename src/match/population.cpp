#include "match/population.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace comity::match {

namespace {

constexpr std::uint32_t fewest_known = 4'096;

std::size_t hash_of_value(Part part, std::string_view text)
{
    return std::hash<std::string_view>()(text) +
           static_cast<std::size_t>(part) * 0x9e3779b97f4a7c15;
}

} // namespace

Population::Population() : m_slots(1 << 12)
{
}

std::size_t Population::slot_of(Part part, std::string_view text) const
{
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = hash_of_value(part, text) & mask;; slot = (slot + 1) & mask) {
        if (m_slots[slot] == 0)
            return slot;
        const Value& value = m_values[m_slots[slot] - 1];
        if (value.part == part && text_of(value) == text)
            return slot;
    }
}

void Population::grow()
{
    std::vector<std::uint32_t> slots(m_slots.size() * 2);
    m_slots.swap(slots);
    for (std::uint32_t i = 0; i < m_values.size(); ++i)
        m_slots[slot_of(m_values[i].part, text_of(m_values[i]))] = i + 1;
}

std::uint32_t Population::add(const Profile& profile)
{
    const std::size_t begin = m_of_record.size();
    for (const Profile::Entry& entry : profile.entries()) {
        const std::string_view text = profile.text_of(entry);
        std::size_t slot = slot_of(entry.part, text);
        if (m_slots[slot] == 0) {
            if (m_values.size() * 2 >= m_slots.size()) {
                grow();
                slot = slot_of(entry.part, text);
            }
            m_values.push_back(
                {m_text.size(), 0, static_cast<std::uint8_t>(text.size()), entry.part});
            m_text.insert(m_text.end(), text.begin(), text.end());
            m_slots[slot] = static_cast<std::uint32_t>(m_values.size());
        }
        ++m_values[m_slots[slot] - 1].holders;
        m_of_record.push_back(m_slots[slot] - 1);
    }
    // By part; within one in the order in which they were added, the first being the chief one.
    std::stable_sort(
        m_of_record.begin() + static_cast<std::ptrdiff_t>(begin), m_of_record.end(),
        [&](std::uint32_t a, std::uint32_t b) { return m_values[a].part < m_values[b].part; });
    m_ends.push_back(static_cast<std::uint32_t>(m_of_record.size()));
    return size() - 1;
}

float Population::log2_size() const
{
    return std::log2(static_cast<float>(std::max(size(), fewest_known)));
}

// The record that is asked about is left out of the count: that it agrees with itself says nothing.
float Population::bits_of(std::uint32_t holders) const
{
    return log2_size() - std::log2(static_cast<float>(std::max(holders, 2u) - 1));
}

Subject Population::subject(std::uint32_t record) const
{
    Subject subject;
    const std::uint32_t begin = record == 0 ? 0 : m_ends[record - 1];
    std::size_t part = 0;
    for (std::uint32_t i = begin; i < m_ends[record]; ++i) {
        const Value& value = m_values[m_of_record[i]];
        while (part <= static_cast<std::size_t>(value.part))
            subject.begins[part++] = static_cast<std::uint8_t>(i - begin);
        subject.values[i - begin] = {text_of(value), bits_of(value.holders)};
    }
    while (part <= part_count)
        subject.begins[part++] = static_cast<std::uint8_t>(m_ends[record] - begin);
    return subject;
}

Subject Population::subject(const Profile& profile) const
{
    Subject subject;
    std::uint8_t count = 0;
    for (std::size_t part = 0; part < part_count; ++part) {
        subject.begins[part] = count;
        for (const Profile::Entry& entry : profile.entries()) {
            if (static_cast<std::size_t>(entry.part) != part)
                continue;
            const std::string_view text = profile.text_of(entry);
            const std::uint32_t found = m_slots[slot_of(entry.part, text)];
            const std::uint32_t holders = found == 0 ? 0 : m_values[found - 1].holders;
            subject.values[count++] = {text, bits_of(holders + 1)};
        }
    }
    subject.begins[part_count] = count;
    return subject;
}

std::size_t Population::memory_bytes() const
{
    return m_text.capacity() + m_values.capacity() * sizeof(Value) +
           (m_slots.capacity() + m_of_record.capacity() + m_ends.capacity()) * 4;
}

} // namespace comity::match
