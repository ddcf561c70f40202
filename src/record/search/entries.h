#pragma once
// Reading the search's own table: candidates in bounded portions, newest first, from the realm that
// the actor reaches.

#include "record/search/search.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

// One entry, valid only inside the callback that it is handed to.
struct FoundEntry {
    const Object* object = nullptr;
    Id record;
    std::int64_t number = 0; // later ones are larger
    std::string_view title;
    std::string_view body;
    std::string_view owner; // the mark, or ""
};
using OnEntry = store::FunctionRef<void(const FoundEntry&)>;

class SearchEntries {
public:
    SearchEntries(store::Connection& connection, const Catalog& catalog, const Actor& actor,
                  const std::vector<const Object*>& objects);

    // Candidates for these terms: the index knows pieces of words only, so each must be compared.
    // `is_enough` is asked after each portion. Looks at no more than some 11,000 entries, 1,100
    // where `briefly` (PostgreSQL: at 30,000 of which few are handed over).
    void look(const SearchTerms& terms, bool briefly, OnEntry on_entry,
              store::FunctionRef<bool()> is_enough);
    // The same where `wider` will be looked for next unless this is enough: what one reading offers
    // for both is handed over now, so candidates may have `wider` alone.
    void look_first(const SearchTerms& terms, const SearchTerms& wider, bool briefly,
                    OnEntry on_entry, store::FunctionRef<bool()> is_enough);
    // Is there nothing to narrow? Then looking on costs little.
    bool is_whole() const { return m_realm.is_whole; }
    // The first hundred of an object whose folded title begins with the text, in their order.
    void each_titled(const Object& object, const std::string& text, OnEntry on_entry);

private:
    store::Connection& m_connection;
    std::vector<const Object*> m_objects;
    SearchRealm m_realm;

    struct Read {
        int count = 0;
        std::int64_t last = 0; // the number of the last one
    };
    Read read(Sql sql, OnEntry on_entry);
    std::int64_t offer(const store::Row& row, OnEntry on_entry);
    bool look_in_sqlite(const SearchTerms& terms, const SearchRealm& realm, int portions,
                        OnEntry on_entry, store::FunctionRef<bool()> is_enough);

    // entries_postgres.cpp: what is known of the terms of the next step already.
    const SearchTerms* m_looked_for = nullptr;
    bool m_is_frequent = false;     // among the newest
    bool m_is_complete = false;     // all that have them were handed over
    std::optional<bool> m_is_small; // the newest are all that the actor reaches

    void look_in_postgres(const SearchTerms& terms, const SearchTerms& wider, OnEntry on_entry,
                          store::FunctionRef<bool()> is_enough);
    int compare_newest(const SearchTerms& terms, int most, OnEntry on_entry);
    int ask_index(const SearchTerms& terms, OnEntry on_entry);
    bool is_small();
};

} // namespace comity::record
