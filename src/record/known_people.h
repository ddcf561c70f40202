#pragma once
// Who is who, and what is shared with whom, in memory until one of them changes.

#include "record/access/people.h"
#include "record/access/shares.h"
#include "record/mechanism.h"

namespace comity::record {

// Any thread.
class KnownPeople {
public:
    explicit KnownPeople(store::Database& database) : m_database(database) {}

    std::shared_ptr<const People> everybody();
    // The person as read last; null when nobody was read yet or there is no such person. The
    // pointer that keeps it is handed out with it.
    std::pair<std::shared_ptr<const People>, const Person*> find_known(const Id& user) const;
    std::shared_ptr<const Shares> shares_of(const Actor& actor);
    void forget();

private:
    store::Database& m_database;
    mutable std::mutex m_mutex;
    std::shared_ptr<const People> m_people;
    std::uint64_t m_forgotten = 0; // times: what was read before is not kept after
    ShareCache m_shares;
};

// Follows users, teams, roles and shares.
Mechanism people_mechanism();

} // namespace comity::record
