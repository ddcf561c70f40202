#include "exchange/import/mapping/key_index.h"

#include <algorithm>
#include <functional>

namespace comity::exchange {

KeyHash hash_of(char sort, std::string_view text)
{
    // The sort is mixed in afterwards, so that a key of one sort never equals one of another.
    const KeyHash hash = std::hash<std::string_view>()(text);
    return hash ^ (static_cast<KeyHash>(static_cast<unsigned char>(sort)) * 0x9e3779b97f4a7c15u);
}

void KeyIndex::settle()
{
    std::sort(m_entries.begin(), m_entries.end(), [](const Entry& a, const Entry& b) {
        return a.hash != b.hash ? a.hash < b.hash : a.id < b.id;
    });
    m_entries.shrink_to_fit();
}

void KeyIndex::find(KeyHash hash, std::vector<Id>& ids) const
{
    constexpr std::size_t most = 8;
    const auto add = [&](const Id& id) {
        if (ids.size() < most && std::find(ids.begin(), ids.end(), id) == ids.end())
            ids.push_back(id);
    };
    const auto first = std::lower_bound(m_entries.begin(), m_entries.end(), hash,
                                        [](const Entry& e, KeyHash h) { return e.hash < h; });
    for (auto at = first; at != m_entries.end() && at->hash == hash && ids.size() < most; ++at)
        add(at->id);
    const auto [begin, end] = m_learnt.equal_range(hash);
    for (auto at = begin; at != end; ++at)
        add(at->second);
}

void KeySet::settle()
{
    std::sort(m_hashes.begin(), m_hashes.end());
    m_hashes.erase(std::unique(m_hashes.begin(), m_hashes.end()), m_hashes.end());
    m_hashes.shrink_to_fit();
}

bool KeySet::has(KeyHash hash) const
{
    return std::binary_search(m_hashes.begin(), m_hashes.end(), hash);
}

} // namespace comity::exchange
