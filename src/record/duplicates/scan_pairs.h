#pragma once
// The pairs of one object: blocks of records that share a key, in the order of the table of keys,
// compared and the best kept. Some 60 MB at most, however many records there are.

#include "record/duplicates/entries.h"
#include "record/duplicates/pairs.h"
#include "record/engine.h"

#include <functional>

namespace comity::record {

class PairSearch {
public:
    PairSearch(Engine& engine, MatchIndex index);
    void run(const std::function<void(double share)>& on_step);
    std::vector<DuplicatePair> take_best(); // best first
    std::uint64_t compared() const { return m_compared; }

private:
    struct Holder {
        std::int64_t key, entry;
    };
    struct Member; // one record of a page
    void find_large_blocks(const std::function<void(double)>& on_step);
    // The next holders in whole blocks; where the page after them begins.
    std::vector<Holder> read_page(std::int64_t& from);
    void compare_page(std::span<const Holder> holders);
    void compare_block(std::int64_t key, std::span<Member*> block);
    void take(const DuplicatePair& pair);

    Engine& m_engine;
    MatchIndex m_index;
    std::vector<match::Key> m_large;   // keys that too many have; sorted
    std::vector<DuplicatePair> m_best; // a heap, the worst in front
    std::uint64_t m_compared = 0;
};

} // namespace comity::record
