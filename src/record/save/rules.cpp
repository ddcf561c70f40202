// Rules that a record keeps by itself: within the actor's reach, required fields, legal moves.
// What a value may be like (length, range, choices) its kind has said already.

#include "record/object/catalog.h"
#include "record/save/state.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {

void check_reach(const SaveState& state, Draft& draft)
{
    const Object& object = *draft.after.object;
    // What hangs on a parent is checked with the parent, in others.cpp.
    if (state.is_program || !object.parent.empty())
        return;
    if (may_create(*state.catalog, state.actor, draft.after))
        return;
    draft.problems.push_back({object.owner, "forbidden",
                              say("save.your_role_does_not_let_you_create",
                                  {{"objects", as_label(object.label_plural)}})});
}

void check_required(Draft& draft)
{
    for (const Field& field : draft.after.object->fields) {
        if (!field.is_required || draft.after.has(field))
            continue;
        // A record that came without it may still be edited elsewhere.
        if (draft.before && !draft.before->has(field))
            continue;
        const bool is_told =
            std::any_of(draft.problems.begin(), draft.problems.end(),
                        [&](const Problem& problem) { return problem.field == field.name; });
        if (!is_told)
            draft.problems.push_back(
                {field.name, "required",
                 say("save.field_is_required", {{"field", as_label(field.label)}})});
    }
}

void check_private(Draft& draft)
{
    const Object& object = *draft.after.object;
    if (!object.private_field.empty() && draft.after.flag(object.private_field) &&
        !draft.after.has(object.owner))
        draft.problems.push_back(
            {object.owner, "required", say("save.what_is_private_needs_owner")});
}

void check_single(SaveState& state, const Object& object, std::span<Draft> drafts)
{
    if (!object.is_single)
        return;
    for (Draft& draft : drafts) {
        if (draft.before) {
            if (draft.after.is_in_bin())
                draft.problems.push_back(
                    {"", "single",
                     say("save.one_object_and_it_stays", {{"object", as_label(object.label)}})});
            continue;
        }
        Transaction(state).hold_all(object);
        state.connection.query(
            {"SELECT 1 FROM " + store::quote(Catalog::table_of(object)) + " LIMIT 1", {}},
            [&](const store::Row&) {
                draft.problems.push_back(
                    {"", "single",
                     say("save.one_object_and_it_is", {{"object", as_label(object.label)}})});
            });
    }
}

void check_move(Draft& draft)
{
    const Object& object = *draft.after.object;
    if (object.moves_field.empty() || object.moves.empty() || !draft.before)
        return;
    const Field& field = object.load_field(object.moves_field);
    if (!draft.before->has(field) || !draft.after.has(field) ||
        !differs(*draft.before, draft.after, field))
        return;
    const std::string from = draft.before->text(field.name);
    const std::string to = draft.after.text(field.name);
    std::string legal;
    for (const Move& move : object.moves) {
        if (move.from == from && move.to == to)
            return;
        if (move.from == from)
            legal += (legal.empty() ? "" : ", ") + move.to;
    }
    const Piece label = as_label(field.label);
    const auto refuse = [&](Sentence reason) {
        draft.problems.push_back({field.name, "move", std::move(reason)});
    };
    if (legal.empty())
        refuse(say("save.cannot_leave", {{"field", label}, {"from", from}}));
    else
        refuse(say("save.moves_only_to", {{"field", label}, {"from", from}, {"to", legal}}));
}

} // namespace comity::record
