// A reference to a record that was merged into another means that other one.

#include "record/save/state.h"

#include "record/find/survivors.h"

#include <algorithm>

namespace comity::record {
bool land_on_survivors(SaveState& state, Draft& draft)
{
    bool has_landed = false;
    for (const Field& field : draft.after.object->fields) {
        const bool was_refused = std::ranges::any_of(draft.problems, [&](const Problem& problem) {
            return problem.field == field.name && problem.rule == "reference";
        });
        const Object* target =
            was_refused ? target_of(*state.catalog, draft.after, field) : nullptr;
        if (!target)
            continue;
        const auto ids = ids_in(draft.after, field);
        for (const auto& [from, to] : find_survivors(state.connection, *target, ids))
            has_landed = lead_to(draft.after, field, *target, from, to) || has_landed;
    }
    return has_landed;
}

} // namespace comity::record
