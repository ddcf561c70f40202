#pragma once
// One record against all that are kept, in one snapshot.

#include "record/duplicates/duplicates.h"
#include "record/duplicates/entries.h"
#include "record/duplicates/matched.h"
#include "record/duplicates/verdicts.h"

namespace comity::record {

// A candidate with what it was weighed by.
struct Weighed {
    const Object* object = nullptr;
    MatchedRow row;
    match::Verdict verdict;
    float log2_size = 0;
};

class Ask {
public:
    // `self`: the record that the profile is of, which is no candidate. `recent`: whether records
    // that the index does not have yet are looked at too.
    enum class Recent { looked_at, left_out };
    Ask(store::Connection& connection, KeptCommonness& kept, const Catalog& catalog,
        const Actor& actor, std::optional<Id> self, Recent recent = Recent::looked_at);

    // Who of `object` the profile may be: what stands at least as `least`, as the asker sees it.
    // `as_employer`: the profile is of a person's employer.
    std::vector<Weighed> find(const Object& object, const match::Profile& profile, Standing least,
                              bool as_employer = false);

private:
    store::Connection& m_connection;
    KeptCommonness& m_kept;
    const Catalog& m_catalog;
    const Actor& m_actor;
    std::optional<Id> m_self;
    Recent m_recent;
};

// Ids of those of whom somebody said that they are another.
std::vector<Id> distinct_from(store::Connection& connection, const Catalog& catalog, const Id& id);
// The most recent records of the object that the index does not have yet.
std::vector<Id> not_yet_indexed(store::Connection& connection, const Object& object);

} // namespace comity::record
