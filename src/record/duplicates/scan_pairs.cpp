#include "record/duplicates/scan_pairs.h"

#include "match/weights.h"
#include "record/duplicates/verdicts.h"
#include "store/database.h"

#include <algorithm>
#include <tuple>

namespace comity::record {
namespace {

constexpr std::size_t pairs_a_page = 10'000;
constexpr std::size_t most_pairs = 50'000;
constexpr std::int64_t stretches = 16;
constexpr std::int64_t keys_of_object = std::int64_t{1} << 32;

bool is_better(const DuplicatePair& a, const DuplicatePair& b)
{
    return a.bits != b.bits ? a.bits > b.bits : std::tie(a.a, a.b) < std::tie(b.a, b.b);
}

} // namespace

struct PairSearch::Member {
    const Entry* entry;
    match::Subject subject;
    std::vector<match::Key> keys; // but large ones; sorted
};

PairSearch::PairSearch(Engine& engine, MatchIndex index)
    : m_engine(engine), m_index(std::move(index))
{
}

void PairSearch::find_large_blocks(const std::function<void(double)>& on_step)
{
    for (std::int64_t i = 0; i < stretches; ++i) {
        const std::int64_t begin = m_index.key(0) + keys_of_object / stretches * i;
        m_engine.database().read([&](store::Connection& connection) {
            connection.query({R"(SELECT "key" FROM "match_key" WHERE "key" >= ? AND "key" < ?
                    GROUP BY "key" HAVING COUNT(*) > ? ORDER BY "key")",
                              {begin, begin + keys_of_object / stretches,
                               std::int64_t{match::weights::most_in_block}}},
                             [&](const store::Row& row) {
                                 m_large.push_back(static_cast<match::Key>(row.integer(0)));
                             });
        });
        on_step(0);
    }
}

std::vector<PairSearch::Holder> PairSearch::read_page(std::int64_t& from)
{
    std::vector<Holder> holders;
    const std::int64_t end = m_index.key(0) + keys_of_object;
    m_engine.database().read([&](store::Connection& connection) {
        holders.clear();
        connection.query({R"(SELECT "key", "entry" FROM "match_key" WHERE "key" >= ? AND "key" < ?
                             ORDER BY "key", "entry" LIMIT ?)",
                          {from, end, static_cast<std::int64_t>(pairs_a_page)}},
                         [&](const store::Row& row) {
                             holders.push_back({row.integer(0), row.integer(1)});
                         });
    });
    if (holders.size() < pairs_a_page) {
        from = end;
        return holders;
    }
    const std::int64_t last = holders.back().key;
    if (last == holders.front().key) { // more than a page have it: much too many
        from = last + 1;
        return {};
    }
    while (holders.back().key == last)
        holders.pop_back();
    from = last;
    return holders;
}

void PairSearch::run(const std::function<void(double share)>& on_step)
{
    find_large_blocks(on_step);
    const std::int64_t begin = m_index.key(0), end = begin + keys_of_object;
    for (std::int64_t from = begin; from < end;) {
        compare_page(read_page(from));
        on_step(static_cast<double>(from - begin) / static_cast<double>(keys_of_object));
    }
}

void PairSearch::compare_page(std::span<const Holder> holders)
{
    // The records that share a key with another one here, each once.
    std::vector<std::span<const Holder>> blocks;
    std::vector<std::int64_t> numbers;
    while (!holders.empty()) {
        const auto end = std::ranges::find_if(
            holders, [&](const Holder& one) { return one.key != holders.front().key; });
        const auto block = holders.first(static_cast<std::size_t>(end - holders.begin()));
        holders = holders.subspan(block.size());
        if (block.size() < 2 || block.size() > match::weights::most_in_block)
            continue;
        blocks.push_back(block);
        for (const Holder& holder : block)
            numbers.push_back(holder.entry);
    }
    std::ranges::sort(numbers);
    numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
    std::vector<Entry> entries;
    m_engine.database().read(
        [&](store::Connection& connection) { entries = load_entries(connection, numbers); });
    std::ranges::sort(entries, {}, &Entry::n);
    std::vector<Member> members;
    members.reserve(entries.size());
    for (const Entry& entry : entries) {
        Member& member = members.emplace_back(&entry, m_index.common->subject(entry.profile));
        collect_keys(member.subject, member.keys);
        std::erase_if(member.keys,
                      [&](match::Key key) { return std::ranges::binary_search(m_large, key); });
    }
    std::vector<Member*> block_members;
    for (const auto block : blocks) {
        block_members.clear();
        for (const Holder& holder : block) {
            const auto found = std::ranges::lower_bound(
                members, holder.entry, {}, [](const Member& one) { return one.entry->n; });
            if (found != members.end() && found->entry->n == holder.entry)
                block_members.push_back(&*found); // else it has changed meanwhile
        }
        compare_block(block.front().key, block_members);
    }
}

// A pair is compared in the first of the blocks that it shares, so that none needs remembering.
void PairSearch::compare_block(std::int64_t key, std::span<Member*> block)
{
    const float log2_size = m_index.common->log2_size();
    const float least = match::least_bits(log2_size);
    const auto first_shared = [](const Member& a, const Member& b) {
        auto i = a.keys.begin(), k = b.keys.begin();
        while (i != a.keys.end() && k != b.keys.end() && *i != *k)
            ++(*i < *k ? i : k);
        return i == a.keys.end() || k == b.keys.end() ? match::Key{} : *i;
    };
    for (std::size_t i = 0; i < block.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            if (first_shared(*block[i], *block[k]) != static_cast<match::Key>(key))
                continue;
            ++m_compared;
            const match::Verdict verdict =
                weigh(block[k]->subject, block[i]->subject, log2_size, least);
            if (standing_of(verdict, log2_size) == Standing::proposed)
                take(
                    make_pair_of(block[k]->entry->record, block[i]->entry->record, verdict.bits()));
        }
}

void PairSearch::take(const DuplicatePair& pair)
{
    if (m_best.size() == most_pairs) {
        if (!is_better(pair, m_best.front()))
            return;
        std::ranges::pop_heap(m_best, is_better);
        m_best.pop_back();
    }
    m_best.push_back(pair);
    std::ranges::push_heap(m_best, is_better);
}

std::vector<DuplicatePair> PairSearch::take_best()
{
    std::ranges::sort(m_best, is_better);
    return std::move(m_best);
}

} // namespace comity::record
