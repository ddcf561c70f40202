#pragma once
// The one matcher: which of many records are likely to be one, and which of them a new one is
// likely to be. It knows no objects, fields or rights: profiles in, ranked pairs out.
//
//     Population population;              // one profile for each record
//     Matcher matcher(std::move(population));
//     for (const Pair& pair : matcher.find_pairs(1'000).best) …

#include "match/blocks.h"
#include "match/population.h"
#include "match/weigh.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace comity::match {

struct Pair {
    std::uint32_t a, b; // numbers of records, a < b
    float score;        // bits beyond what is asked for: 0 and more are proposed
};

struct Likely {
    std::uint32_t record;
    float score;
    Verdict verdict;
};

// Immutable once made; any number of threads may ask. Memory is some 10 bytes for each key of each
// record beside the population, and the pairs that are kept.
class Matcher {
public:
    explicit Matcher(Population population);

    struct Pairs {
        std::vector<Pair> best;       // best first
        std::uint64_t proposed = 0;   // how many there are, kept or not
        std::uint64_t candidates = 0; // how many were compared
    };
    // The `most` best pairs of all.
    Pairs find_pairs(std::size_t most) const;
    // Every pair that shares a key, once, in no order, as long as it answers true. A score below 0
    // may be less bad in truth.
    void each_candidate(const std::function<bool(const Pair&)>& see) const;

    // Which records `profile` may be, best first, none that is not proposed.
    std::vector<Likely> find_likely(const Profile& profile, std::size_t most) const;
    // Why: what speaks for and against two records of the population being one.
    Verdict explain(std::uint32_t a, std::uint32_t b) const;

    const Population& population() const { return m_population; }
    std::size_t memory_bytes() const;

private:
    struct Holder {
        Key key;
        std::uint32_t record;
        auto operator<=>(const Holder&) const = default;
    };
    void collect_holders();
    void collect_shared_keys();
    std::span<const Key> shared_keys(std::uint32_t record) const;
    Key first_shared_key(std::uint32_t a, std::uint32_t b) const;
    // Calls `see` with each block that is neither alone nor too large.
    template <typename See> void each_block(See see) const;

    Population m_population;
    float m_log2_size;
    std::vector<Holder> m_holders; // sorted
    // The keys of each record that others have too, sorted: which block a pair is looked at in.
    std::vector<Key> m_shared_keys;
    std::vector<std::uint32_t> m_shared_begins;
};

} // namespace comity::match
