#pragma once
// The records that are compared, and how often each value occurs among them. Every value is kept
// once, as text in one piece of memory; a record is a list of the numbers of its values.

#include "match/profile.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace comity::match {

// A record as it is compared. The texts live as long as the population, or the profile that it was
// made of. Small, on the stack, and made anew for each comparison or row of comparisons.
struct Subject {
    struct Value {
        std::string_view text;
        float bits = 0; // what agreeing on it says, not yet capped: log2(records / holders)
    };
    std::array<Value, Profile::most_entries> values; // in the order of the parts
    std::array<std::uint8_t, part_count + 1> begins{};

    std::span<const Value> of(Part part) const
    {
        const auto i = static_cast<std::size_t>(part);
        return {values.data() + begins[i], values.data() + begins[i + 1]};
    }
    bool has(Part part) const { return !of(part).empty(); }
};

// Filled by one thread; read by any number when it is full.
class Population {
public:
    Population();
    // The number of the record is how many were added before.
    std::uint32_t add(const Profile& profile);

    std::uint32_t size() const { return static_cast<std::uint32_t>(m_ends.size()); }
    Subject subject(std::uint32_t record) const;
    // One that was not added, compared with those that were.
    Subject subject(const Profile& profile) const;
    // log2 of how many records there are; of at least 4,096, because a few records tell little of
    // how common a value is.
    float log2_size() const;
    std::size_t memory_bytes() const;

private:
    struct Value {
        std::uint64_t begin;
        std::uint32_t holders;
        std::uint8_t size;
        Part part;
    };
    std::size_t slot_of(Part part, std::string_view text) const;
    std::string_view text_of(const Value& value) const
    {
        return {&m_text[value.begin], value.size};
    }
    float bits_of(std::uint32_t holders) const;
    void grow();

    std::vector<char> m_text;
    std::vector<Value> m_values;
    std::vector<std::uint32_t> m_slots;     // value + 1 by its hash, 0 for none; a power of two
    std::vector<std::uint32_t> m_of_record; // values of all records, one after the other
    std::vector<std::uint32_t> m_ends;
};

} // namespace comity::match
