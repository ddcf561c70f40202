#pragma once
// What signing in remembers in memory: known sessions and keys for a few seconds, failed attempts
// for minutes. All of it may be lost without harm. Any thread.

#include "base/secret.h"
#include "base/time.h"
#include "record/sign_in/identity.h"

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace comity::record {

// At most 10,000 entries, each for five seconds: a revocation on another server takes that long.
template <class Kept> class ShortMemory {
public:
    std::optional<Kept> find(const std::string& key)
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(key);
        if (found == m_entries.end() || found->second.until < now())
            return std::nullopt;
        return found->second.kept;
    }
    void put(const std::string& key, Kept kept)
    {
        std::lock_guard lock(m_mutex);
        if (m_entries.size() >= 10'000)
            m_entries.clear();
        m_entries[key] = {std::move(kept), Instant{now().us + 5'000'000}};
    }
    void forget(const std::string& key)
    {
        std::lock_guard lock(m_mutex);
        m_entries.erase(key);
    }
    void clear()
    {
        std::lock_guard lock(m_mutex);
        m_entries.clear();
    }

private:
    struct Entry {
        Kept kept;
        Instant until;
    };
    std::mutex m_mutex;
    std::unordered_map<std::string, Entry> m_entries;
};

// Failed attempts by a name: five are free, then the wait doubles from 15 s up to 15 minutes.
class FailureBook {
public:
    void check(const std::string& name); // Error{too_many}
    void add(const std::string& name);
    void clear(const std::string& name);

private:
    struct Page {
        int count = 0;
        Instant last;
    };
    static std::int64_t wait_us(int count);
    std::mutex m_mutex;
    std::unordered_map<std::string, Page> m_pages;
};

// All of it, as a part of the engine.
struct SignInMemory {
    ShortMemory<Session> sessions; // by the digest of their token
    ShortMemory<Id> keys;          // whose they are, by the digest of the key
    FailureBook failures;
    const std::string setup_code = make_token(12);
};

} // namespace comity::record
