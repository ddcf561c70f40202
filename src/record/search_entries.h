#pragma once
// Reading the search's own table: candidates in bounded portions, newest first, from the realm that
// the actor reaches.

#include "record/search.h"
#include "store/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

// One entry, valid only inside the callback that it is handed to.
struct Entry {
    const Object* object = nullptr;
    Id record;
    std::int64_t number = 0; // later ones are larger
    std::string_view title;
    std::string_view body;
    std::string_view owner; // the mark, or ""
};
using OnEntry = store::FunctionRef<void(const Entry&)>;

class SearchEntries {
public:
    SearchEntries(store::Connection& connection, const Catalog& catalog, const Actor& actor,
                  const std::vector<const Object*>& objects);

    // Candidates for these terms: the index knows pieces of words only, so each must be compared.
    // `is_enough` is asked after each portion. Looks at no more than some 11,000 entries, 1,100
    // where `briefly`.
    void look(const SearchTerms& terms, bool briefly, OnEntry on_entry,
              store::FunctionRef<bool()> is_enough);
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
    bool look_in_sqlite(const SearchTerms& terms, const SearchRealm& realm, int portions,
                        OnEntry on_entry, store::FunctionRef<bool()> is_enough);
    void look_in_postgres(const SearchTerms& terms, OnEntry on_entry,
                          store::FunctionRef<bool()> is_enough);
};

} // namespace comity::record
