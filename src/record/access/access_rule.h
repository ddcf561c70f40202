#pragma once
// Why somebody may touch a record: the one rule that both the SQL of every path (access.h) and the
// words of "who may see this?" (explain.h) are made from.
//
//     (base, without what is private to others) or shared

#include "record/access/actor.h"
#include "record/object/catalog.h"
#include "record/object/sql.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace comity::record {

struct AccessRule {
    enum class Base {
        nothing,
        everything,
        owners,  // who owns it is one of `owners`
        readers, // the same, or one of its readers is the person or a team of the person
        parent,  // through what it hangs on
    };

    const Object* object = nullptr;
    Verb verb = Verb::read;
    Reach reach = Reach::none;
    Base base = Base::nothing;
    std::vector<Id> owners; // sorted
    std::unique_ptr<AccessRule> parent;
    bool is_open_when_shared = false; // its own field `shared` opens it to everybody (view)
    bool takes_shares = false;        // what is shared widens it
    bool is_shared = false;           // and some records are shared with the person
    bool keeps_private = false;       // what others keep private is left out

    // The whole, or nothing when every record meets it.
    std::optional<Sql> compile(const Actor& actor, std::string_view alias) const;
    // Base and privacy ask for nothing but the owner, whom indexes have, and the shares.
    bool is_by_owner() const;
    // Where it is by owner: the same in disjoint conditions, one for each owner and one for what is
    // shared beyond. None when that would be more than `most`.
    std::vector<Sql> stretches(const Actor& actor, std::string_view alias, std::size_t most) const;
};

AccessRule rule_for(const Catalog& catalog, const Actor& actor, const Object& object, Verb verb);

// What right a write of something needs on what it hangs on.
Verb verb_on_parent(Verb verb);

} // namespace comity::record
