#pragma once
// One rule (access_rule.h) applied to one record in memory, with the reason: what the explanations
// are made of. A test holds it against the SQL of the same rule.

#include "record/access/access_rule.h"
#include "record/engine.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace comity::record {

// What rules ask of a record.
struct RecordFacts {
    struct Share {
        Id person; // one of the two is nil
        Id team;
        Id sharer;
        bool to_change = false;
        std::optional<Instant> ends_at;
    };

    const Object* object = nullptr;
    Id id;
    std::string title;
    std::optional<Id> owner;
    bool is_private = false;
    bool is_open = false; // its own field `shared`
    std::vector<Id> readers;
    std::vector<Share> shares; // that have not ended
    std::unique_ptr<RecordFacts> parent;
};

// Read as the program, also what is in the bin. Error{not_found} when there is no such record.
RecordFacts load_facts(Engine& engine, const Object& object, const Id& id);

struct Verdict {
    enum class Why {
        // it may
        administrator,
        setting, // everybody reads settings
        all,
        ownerless,
        own,
        team,
        team_below,
        reader,
        open,
        shared,
        parent, // also when it may not: `parent` says why
        // it may not
        no_role,
        no_reach,
        only_settings, // settings are written by administrators
        only_shared,
        only_to_read, // shared, but not to be changed
        elsewhere,    // somebody owns it who is not within the reach
        unowned,
        is_private,
    };

    bool is_allowed = false;
    Why why = Why::no_role;
    const RecordFacts::Share* share = nullptr;
    std::shared_ptr<const Verdict> parent;
    const RecordFacts* facts = nullptr;
    Reach reach = Reach::none;
    Verb verb = Verb::read;
};

std::string_view name_of(Verdict::Why why);

Verdict judge(const Catalog& catalog, const Actor& actor, const RecordFacts& facts, Verb verb);

} // namespace comity::record
