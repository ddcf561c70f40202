#pragma once
// One record in its tree, for a screen: the way up to the top, what is right below it, and figures
// of the record alone and of it with all below.

#include "record/engine.h"

#include <optional>
#include <string>

namespace comity::record {

struct TreeQuery {
    std::string after;         // the last child of the page before
    int limit = 50;            // children; 1 to 200
    bool with_figures = false; // every roll-up of the object, of it alone and of all
    std::optional<Instant> as_of;
};

// Appends what docs/wire.md says of `GET /accounts/{id}/tree`. Error{invalid} for an object whose
// records are no tree, Error{not_found} for a record that may not be seen.
void read_tree(Engine& engine, const Actor& actor, const Object& object, const Id& id,
               const TreeQuery& query, std::string& out);

} // namespace comity::record
