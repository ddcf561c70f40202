#pragma once
// "What changes for whom?": before a role is edited or a person moved, what each would gain and
// lose, in numbers and words.

#include "record/explain/access_words.h"

namespace comity::record {

struct NewRole {
    std::optional<Json> permissions; // what is not given stays as it is
    std::optional<Json> hidden_fields;
    std::optional<Json> read_only_fields;
};

// Appends the consequences for everybody who has the role. Error{forbidden} for who is no
// administrator, Error{invalid} with every problem of the definition.
void preview_role(Engine& engine, const Actor& asking, const Id& role, const NewRole& wanted,
                  const Wording& wording, std::string& out);

struct NewPlace {
    std::optional<Id> role;
    std::optional<Id> team; // nil: out of the team
};

// Appends the consequences for one person of another role or team.
void preview_move(Engine& engine, const Actor& asking, const Id& user, const NewPlace& place,
                  const Wording& wording, std::string& out);

} // namespace comity::record
