#pragma once
// Which records have this key, for millions of them in little memory: 24 bytes a key.

#include "base/id.h"
#include "exchange/exchange.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace comity::exchange {

using KeyHash = std::uint64_t;

// 64 bits stand for the text; `sort` keeps names and external ids apart. That two of a million keys
// share a hash has a chance of one in tens of millions.
KeyHash hash_of(char sort, std::string_view text);

class KeyIndex {
public:
    // What is there from the start: add all, then settle once.
    void add(KeyHash hash, const Id& id) { m_entries.push_back({hash, id}); }
    void settle();
    // What came later.
    void learn(KeyHash hash, const Id& id) { m_learnt.emplace(hash, id); }
    // Appends the distinct records of that key, at most eight: more would only be counted as
    // several.
    void find(KeyHash hash, std::vector<Id>& ids) const;

private:
    struct Entry {
        KeyHash hash;
        Id id;
    };
    std::vector<Entry> m_entries;
    std::unordered_multimap<KeyHash, Id> m_learnt;
};

// Whether a key comes somewhere in a file.
class KeySet {
public:
    void add(KeyHash hash) { m_hashes.push_back(hash); }
    void settle();
    bool has(KeyHash hash) const;

private:
    std::vector<KeyHash> m_hashes;
};

} // namespace comity::exchange
