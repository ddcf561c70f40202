#pragma once
// Which statements one connection has prepared, and with which parameter types.

#include "store/value.h"

#include <list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace comity::store {

// Only keeps the account; the connection prepares and drops. One thread at a time.
class PostgresStatements {
public:
    struct Prepared {
        std::string name;
        bool is_new = false; // has to be prepared first, and forgotten if that fails
        std::string dropped; // a name that the server can let go of, or empty
        std::vector<unsigned> types = {};
    };

    explicit PostgresStatements(std::size_t capacity = 200) : m_capacity(capacity) {}

    // A null fits any type, and a type once seen is remembered, so that a statement whose values
    // are sometimes null is prepared few times.
    Prepared find(const std::string& sql, std::span<const Value> values);
    // Whether the text has that many placeholders.
    bool takes(std::string_view sql, std::size_t values) const;
    void forget(std::string_view name);
    std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        std::string sql;
        std::string name;
        std::vector<unsigned> types;
    };
    using Entries = std::list<Entry>;

    std::string next_name();
    std::string make_room();

    std::size_t m_capacity;
    Entries m_entries; // the most recently used first
    std::unordered_map<std::string_view, Entries::iterator> m_by_sql;
    std::size_t m_names = 0;
};

} // namespace comity::store
