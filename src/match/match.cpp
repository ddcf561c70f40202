#include "match/match.h"

#include "match/weights.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace comity::match {

Matcher::Matcher(Population population)
    : m_population(std::move(population)), m_log2_size(m_population.log2_size())
{
    collect_holders();
    collect_shared_keys();
}

void Matcher::collect_holders()
{
    std::vector<Key> keys;
    constexpr std::size_t usual_keys = 14;
    m_holders.reserve(m_population.size() * usual_keys);
    for (std::uint32_t record = 0; record < m_population.size(); ++record) {
        collect_keys(m_population.subject(record), keys);
        for (const Key key : keys)
            m_holders.push_back({key, record});
    }
    m_holders.shrink_to_fit();
    std::ranges::sort(m_holders);
}

template <typename See> void Matcher::each_block(See see) const
{
    for (std::size_t begin = 0, end = 0; begin < m_holders.size(); begin = end) {
        while (end < m_holders.size() && m_holders[end].key == m_holders[begin].key)
            ++end;
        if (end - begin > 1 && end - begin <= weights::most_in_block)
            if (!see(std::span(m_holders).subspan(begin, end - begin)))
                return;
    }
}

// Blocks come in the order of their keys, so that each record's keys are sorted too.
void Matcher::collect_shared_keys()
{
    m_shared_begins.assign(m_population.size() + 1, 0);
    each_block([&](std::span<const Holder> block) {
        for (const Holder& holder : block)
            ++m_shared_begins[holder.record + 1];
        return true;
    });
    for (std::size_t i = 1; i < m_shared_begins.size(); ++i)
        m_shared_begins[i] += m_shared_begins[i - 1];
    m_shared_keys.resize(m_shared_begins.back());
    std::vector<std::uint32_t> ends(m_shared_begins);
    each_block([&](std::span<const Holder> block) {
        for (const Holder& holder : block)
            m_shared_keys[ends[holder.record]++] = holder.key;
        return true;
    });
}

std::span<const Key> Matcher::shared_keys(std::uint32_t record) const
{
    return {m_shared_keys.data() + m_shared_begins[record],
            m_shared_keys.data() + m_shared_begins[record + 1]};
}

// Both have one.
Key Matcher::first_shared_key(std::uint32_t a, std::uint32_t b) const
{
    const auto left = shared_keys(a), right = shared_keys(b);
    std::size_t i = 0, k = 0;
    while (left[i] != right[k])
        ++(left[i] < right[k] ? i : k);
    return left[i];
}

// A pair is compared in the first of the blocks that it shares, so that none needs remembering.
void Matcher::each_candidate(const std::function<bool(const Pair&)>& see) const
{
    const float least = least_bits(m_log2_size);
    std::vector<Subject> subjects(weights::most_in_block);
    each_block([&](std::span<const Holder> block) {
        for (std::size_t i = 0; i < block.size(); ++i) {
            subjects[i] = m_population.subject(block[i].record);
            for (std::size_t k = 0; k < i; ++k) {
                const std::uint32_t a = block[k].record, b = block[i].record;
                if (first_shared_key(a, b) != block[i].key)
                    continue;
                const Verdict verdict = weigh(subjects[k], subjects[i], m_log2_size, least);
                if (!see({a, b, verdict.bits() - least}))
                    return false;
            }
        }
        return true;
    });
}

Matcher::Pairs Matcher::find_pairs(std::size_t most) const
{
    Pairs pairs;
    // A heap with the worst in front while they come in.
    const auto better = [](const Pair& a, const Pair& b) {
        return a.score != b.score ? a.score > b.score : std::tie(a.a, a.b) < std::tie(b.a, b.b);
    };
    each_candidate([&](const Pair& pair) {
        ++pairs.candidates;
        if (pair.score < 0)
            return true;
        ++pairs.proposed;
        if (pairs.best.size() == most) {
            if (most == 0 || !better(pair, pairs.best.front()))
                return true;
            std::ranges::pop_heap(pairs.best, better);
            pairs.best.pop_back();
        }
        pairs.best.push_back(pair);
        std::ranges::push_heap(pairs.best, better);
        return true;
    });
    std::ranges::sort(pairs.best, better);
    return pairs;
}

std::vector<Likely> Matcher::find_likely(const Profile& profile, std::size_t most) const
{
    const Subject subject = m_population.subject(profile);
    const float least = least_bits(m_log2_size);
    std::vector<Key> keys;
    collect_keys(subject, keys);
    std::vector<std::uint32_t> records;
    for (const Key key : keys) {
        const auto block = std::ranges::equal_range(m_holders, key, {}, &Holder::key);
        if (block.size() <= weights::most_in_block)
            for (const Holder& holder : block)
                records.push_back(holder.record);
    }
    std::ranges::sort(records);
    records.erase(std::ranges::unique(records).begin(), records.end());
    std::vector<Likely> likely;
    for (const std::uint32_t record : records) {
        const Verdict verdict = weigh(subject, m_population.subject(record), m_log2_size, least);
        if (verdict.bits() >= least)
            likely.push_back({record, verdict.bits() - least, verdict});
    }
    std::ranges::stable_sort(likely, std::greater(), &Likely::score);
    if (likely.size() > most)
        likely.resize(most);
    return likely;
}

Verdict Matcher::explain(std::uint32_t a, std::uint32_t b) const
{
    return weigh(m_population.subject(a), m_population.subject(b), m_log2_size);
}

std::size_t Matcher::memory_bytes() const
{
    return m_population.memory_bytes() + m_holders.capacity() * sizeof(Holder) +
           (m_shared_keys.capacity() + m_shared_begins.capacity()) * sizeof(Key);
}

} // namespace comity::match
