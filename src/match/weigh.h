#pragma once
// What speaks for and against two records being one, in bits.

#include "match/population.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace comity::match {

enum class Sort : std::uint8_t {
    given_name,
    family_name,
    swapped_names,
    organisation,
    birth_date,
    identifier,
    email,
    phone,
    domain,
    address,
    place,
    shared, // taken off, because those of one home or firm share it
};
std::string_view name_of(Sort sort);

struct Reason {
    Sort sort;
    float bits;            // above 0 for, below 0 against
    bool is_exact = false; // the same, not only similar
};

class Verdict {
public:
    void add(Sort sort, float bits, bool is_exact = false);
    float bits() const { return m_bits; }
    std::span<const Reason> reasons() const { return {m_reasons.data(), m_count}; }

private:
    std::array<Reason, 12> m_reasons;
    std::uint8_t m_count = 0;
    float m_bits = 0;
};

// Symmetric. `log2_size` is the population's. Stops early where it is certain to end below
// `interesting`; the verdict is below it then, but not whole. Does not allocate; any thread may
// call.
Verdict weigh(const Subject& a, const Subject& b, float log2_size, float interesting = -1e9f);

// What a verdict's bits are held against: at least this for one that is proposed.
float least_bits(float log2_size);

} // namespace comity::match
