#pragma once
// What is shared with one person: read once and kept until somebody shares again or something
// ends, so that who may see what costs people nothing with whom nothing is shared.

#include "record/access/actor.h"
#include "record/object/sql.h"
#include "store/database.h"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace comity::record {

class Catalog;

// Immutable. Between `at` and `until` it stays true; an earlier end of a share is among neither.
struct Shares {
    static constexpr std::size_t most_named = 100; // beyond, they are looked up by the statement

    struct Records {
        std::vector<Id> ids; // sorted; one more than most_named: there are many
        bool is_many() const { return ids.size() > most_named; }
    };
    struct OfObject {
        Records readable; // to read or to change
        Records changeable;
    };

    Instant at;
    Instant until;
    std::unordered_map<std::string, OfObject> objects; // by name

    // Nothing when no record of it is shared for that verb.
    const Records* find(const Object& object, Verb verb) const;
};

// The same as a question about one row after the other, without collecting what is shared first.
Sql shared_lookup(const Actor& actor, const Object& object, Verb verb, std::string_view column);
// `column IN (…)`: the records that are shared with the actor for the verb.
Sql shared_ids(const Actor& actor, const Object& object, Verb verb, std::string_view column);

// Any thread.
class ShareCache {
public:
    // Null when nothing is shared with the person.
    std::shared_ptr<const Shares> of(store::Database& database, const Actor& actor);
    void forget();

private:
    struct Known {
        std::shared_ptr<const Shares> shares;
        std::vector<Id> teams; // that they were looked up for
        Instant until;
    };
    std::mutex m_mutex;
    std::uint64_t m_forgotten = 0;
    std::unordered_map<Id, Known> m_known;
};

// SQL of the indexes that shares and what is private are found by.
std::string share_indexes(const Catalog& catalog);

} // namespace comity::record
