// What happens when a record is saved, in order. Each step is one small function in save_*.cpp;
// most work on many drafts at once, and a single save is a page of one.
//
// Decided here: several saves of one record in one change set are one version, one past row and one
// entry of the log: what it was before the change set and what it is after it.

#include "record/save/state.h"

#include "base/error.h"

namespace comity::record {
namespace {

// From defaults to uniqueness: everything that can be wrong with drafts, found before any is
// written.
void check_as_they_are(SaveState& state, const Object& object, std::span<Draft> drafts,
                       const Trust& trust)
{
    for (Draft& draft : drafts) {
        if (!draft.before) {
            fill_defaults(state, draft);
            check_reach(state, draft);
        }
        seal_secrets(state, draft);
        derive_fields(state, draft);
        draft.is_changed = !draft.before || !same_cells(draft.before->cells, draft.after.cells);
        if (!draft.is_changed || state.is_undo)
            continue;
        check_required(draft);
        check_private(draft);
        check_move(draft);
    }
    check_single(state, object, drafts);
    if (!state.is_undo)
        check_laid_down(state, object, drafts);
    check_others(state, object, drafts, trust);
    check_rings(state, object, drafts);
}

// Once more for drafts that name records which were merged into others since: they mean those.
void check_drafts(SaveState& state, const Object& object, std::span<Draft> drafts,
                  const Trust& trust)
{
    std::vector<std::size_t> told;
    told.reserve(drafts.size());
    for (const Draft& draft : drafts)
        told.push_back(draft.problems.size());
    check_as_they_are(state, object, drafts, trust);
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        Draft& draft = drafts[i];
        if (draft.is_good() || !land_on_survivors(state, draft))
            continue;
        draft.problems.resize(told[i]);
        check_as_they_are(state, object, {&draft, 1}, trust);
    }
}

// Row, history, search and outbox; then what follows from it.
void write_draft(SaveState& state, Draft& draft)
{
    stamp(state, draft);
    write_row(state, draft);
    log_change(state, draft);
    follow(state, draft);
}

Saved save_one(SaveState& state, const Object& object, Draft& draft)
{
    check_drafts(state, object, {&draft, 1}, {});
    if (!draft.is_good())
        throw_problems(std::move(draft.problems));
    if (draft.is_changed)
        write_draft(state, draft);
    return {draft.after.id(), draft.after.version(), draft.is_changed};
}

const Object& object_now(const SaveState& state, const Object& object)
{
    return state.catalog->load(object.name);
}

void refuse_what_program_keeps(const SaveState& state, const Object& object)
{
    if (object.is_kept_by_program && !state.is_program)
        throw Error(Cause::forbidden, say("save.objects_are_kept_by_comity",
                                          {{"objects", as_label(object.label_plural)}}));
}

Saved move_to_bin(SaveState& state, const Object& object, const Id& id, bool to_bin,
                  std::optional<std::int64_t> seen_version = {})
{
    refuse_what_program_keeps(state, object);
    Draft draft = make_draft(lock_row(state, object, id, Verb::remove));
    if (draft.before->is_in_bin() == to_bin)
        return {id, draft.before->version(), false};
    if (seen_version && draft.before->version() != *seen_version)
        throw Error(Cause::conflict,
                    say("save.object_was_changed_since", {{"object", within(object.label)}}));
    draft.after.cells[column_deleted_at] = to_bin ? Value(state.at) : Value(Null{});
    return save_one(state, object, draft);
}

} // namespace

Saved Transaction::create(const Object& asked, const Changes& fields)
{
    const Object& object = object_now(m_state, asked);
    refuse_what_program_keeps(m_state, object);
    if (!m_state.is_program)
        actor().require(object, Verb::create);
    Draft draft = make_draft(object);
    begin_record(m_state, draft);
    check_field_rights(m_state, object, fields, draft.problems);
    read_fields(m_state, fields, draft);
    return save_one(m_state, object, draft);
}

Saved Transaction::update(const Object& asked, const Id& id, const Changes& fields,
                          std::optional<std::int64_t> seen_version)
{
    const Object& object = object_now(m_state, asked);
    refuse_what_program_keeps(m_state, object);
    Draft draft = make_draft(lock_row(m_state, object, id, Verb::update));
    if (draft.before->is_in_bin())
        throw Error(Cause::conflict,
                    say("save.object_is_in_bin_take", {{"object", as_label(object.label)}}));
    std::optional<Record> seen;
    if (seen_version)
        seen = load_seen_row(m_state, *draft.before, *seen_version);
    check_field_rights(m_state, object, fields, draft.problems);
    read_fields(m_state, fields, draft);
    if (seen)
        merge_fields(m_state, *seen, draft, fields);
    return save_one(m_state, object, draft);
}

Saved Transaction::remove(const Object& asked, const Id& id,
                          std::optional<std::int64_t> seen_version)
{
    return move_to_bin(m_state, object_now(m_state, asked), id, true, seen_version);
}

Saved Transaction::restore(const Object& asked, const Id& id)
{
    return move_to_bin(m_state, object_now(m_state, asked), id, false);
}

void prepare_drafts(Transaction& transaction, const Object& object, std::span<Draft> drafts,
                    const Trust& trust)
{
    SaveState& state = transaction.state();
    for (Draft& draft : drafts)
        if (!draft.before && std::holds_alternative<Null>(draft.after.cells[column_id]))
            begin_record(state, draft);
    check_drafts(state, object, drafts, trust);
}

} // namespace comity::record
