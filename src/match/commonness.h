#pragma once
// How common values are among the records of one object, kept small: of a million contacts a few
// megabytes. Only values that several records have are in it, the most common first; what is not in
// it counts as rare. So it may be made now and then, and be somewhat out of date in between.

#include "match/population.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace comity::match {

// Counts values in bounded memory: when there are too many different ones, those that were seen
// least are forgotten (Manku and Motwani, "Approximate Frequency Counts over Data Streams", 2002).
class ValueCounter {
public:
    // `most`: different values that are told apart; a power of two.
    explicit ValueCounter(std::size_t most = std::size_t{1} << 22);
    void add(const Profile& profile);
    std::uint32_t records() const { return m_records; }

private:
    friend class Commonness;
    struct Slot {
        std::uint64_t value = 0; // 0: free
        std::uint32_t holders = 0;
    };
    void count(std::uint64_t value);
    void make_room();

    std::vector<Slot> m_slots; // a power of two
    std::size_t m_most_slots;
    std::size_t m_used = 0;
    std::uint32_t m_records = 0;
};

// Immutable; any thread may ask.
class Commonness {
public:
    // Nothing is known but how many records there are.
    explicit Commonness(std::uint32_t records = 0) : m_records(records) {}
    explicit Commonness(const ValueCounter& counted);
    // What text() gave.
    Commonness(std::uint32_t records, std::string_view text);

    // The same figures of another number of records: some have come since they were counted.
    Commonness with_records(std::uint32_t records) const;
    float log2_size() const;
    // The profile as it is compared, with what each of its values says.
    Subject subject(const Profile& profile) const;
    std::string text() const;
    std::uint32_t records() const { return m_records; }

private:
    float bits_of(Part part, std::string_view text) const;

    std::uint32_t m_records = 0;
    // The value's hash, and in the last byte the logarithm of how many have it; sorted.
    std::shared_ptr<const std::vector<std::uint64_t>> m_entries;
};

} // namespace comity::match
