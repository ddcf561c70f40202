#pragma once
// How many records whoever would reach, set by set: one GROUP BY an object, then sums in memory for
// any number of people.

#include "record/access/access_rule.h"
#include "record/engine.h"

#include <map>
#include <set>
#include <unordered_map>

namespace comity::record {

// Whose records a rule reaches; what is shared comes on top.
struct Extent {
    bool has_all = false;
    std::set<Id> owners;
    bool takes_shares = false;

    bool has(const Id& owner) const { return has_all || owners.contains(owner); }
    bool operator==(const Extent&) const = default;
};

Extent extent_of(const AccessRule& rule);

class PreviewCounts {
public:
    explicit PreviewCounts(Engine& engine) : m_engine(engine) {}

    // Records of the extent that the person would reach.
    std::int64_t reached(const Object& object, const Actor& person, Verb verb,
                         const Extent& extent);
    // Of those of `more`, what `less` does not have.
    std::int64_t missing(const Object& object, const Actor& person, Verb verb, const Extent& more,
                         const Extent& less);
    // The owners whose records are in `more` and not in `less`; nil: records that nobody owns.
    std::set<Id> owners_missing(const Object& object, const Extent& more, const Extent& less);
    // Records of these owners, without private ones.
    std::int64_t owned(const Object& object, const std::set<Id>& owners);

private:
    struct Owned {
        std::int64_t open = 0;
        std::int64_t kept_private = 0;
    };
    using ByOwner = std::map<Id, Owned>;

    Engine& m_engine;
    std::unordered_map<std::string, ByOwner> m_all;    // by object
    std::unordered_map<std::string, ByOwner> m_shared; // by object, verb and person

    const ByOwner& all_of(const Object& object);
    const ByOwner& shared_of(const Object& object, const Actor& person, Verb verb);
    ByOwner read(Sql sql);
};

} // namespace comity::record
