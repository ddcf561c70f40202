// From what the caller sent to the cells of a row: which fields there are, which this actor may
// write, what they say, and what a new record begins with. All problems are found at once.

#include "record/save/state.h"

#include "base/error.h"
#include "base/excerpt.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace comity::record {
namespace {

constexpr std::array<std::string_view, system_column_count> system_names = {
    "id",         "version",    "created_at", "created_by",
    "updated_at", "updated_by", "deleted_at", "merged_into"};

bool is_system_name(std::string_view name)
{
    return std::find(system_names.begin(), system_names.end(), name) != system_names.end();
}

// The name that was probably meant, as a sentence to add; it says nothing when none is near.
Sentence nearest_name(const SaveState& state, const Object& object, std::string_view name)
{
    std::size_t best = 4;
    const Field* nearest = nullptr;
    for (const Field& field : object.fields) {
        if (!state.actor.may_see(object, field))
            continue;
        const std::size_t edits = edit_distance(name, field.name, 3);
        // "amuont" is two edits from "amount", but so is "ab" from "cd".
        if (edits < best && edits * 2 <= std::max<std::size_t>(field.name.size(), 3)) {
            best = edits;
            nearest = &field;
        }
    }
    return nearest ? say("save.did_you_mean", {{"name", nearest->name}}) : Sentence();
}

void fill_default(const SaveState& state, const Field& field, Draft& draft)
{
    const auto cells = draft.after.of(field);
    const Asker asker{state.actor.user, state.at, state.actor.zone};
    if (auto value = kind_of(field).value_of_word(field, field.starts_with, asker))
        cells[0] = *std::move(value);
    else
        kind_of(field).parse_text(field, field.starts_with, state.format, cells, draft.problems);
}

} // namespace

Draft make_draft(const Object& object)
{
    return {std::nullopt, make_record(object), {}, true};
}

Draft make_draft(Record before)
{
    Draft draft;
    draft.after = before;
    draft.before = std::move(before);
    return draft;
}

void begin_record(SaveState& state, Draft& draft)
{
    auto& cells = draft.after.cells;
    cells[column_id] = make_id();
    cells[column_version] = std::int64_t{1};
    cells[column_created_at] = state.at;
    cells[column_updated_at] = state.at;
    if (!state.actor.user.is_nil())
        cells[column_created_by] = cells[column_updated_by] = state.actor.user;
}

void check_field_rights(const SaveState& state, const Object& object, const Changes& fields,
                        std::vector<Problem>& problems)
{
    const Json::Object* members = fields.if_object();
    if (!members)
        throw Error(Cause::malformed, say("save.fields_of_record_must_be"));
    for (const auto& [name, value] : *members) {
        const Field* field = object.find_field(name);
        const Field* derived = field ? nullptr : object.find_derived(name);
        if (!field && is_system_name(name)) {
            problems.push_back(
                {name, "read_only", say("save.comity_writes_name_itself", {{"name", name}})});
        } else if (derived && (state.is_program || state.actor.may_see(object, *derived))) {
            problems.push_back(
                {name, "read_only",
                 say("save.field_is_worked_out_and", {{"field", as_label(derived->label)}})});
        } else if (!field || (!state.is_program && !state.actor.may_see(object, *field))) {
            problems.push_back({name, "unknown",
                                say("common.object_has_no_field_called",
                                    {{"object", as_label(object.label)}, {"name", excerpt(name)}})
                                    .then(nearest_name(state, object, name))});
        } else if (state.is_program) {
            continue;
        } else if (field->is_read_only) {
            problems.push_back(
                {name, "read_only",
                 say("save.field_is_worked_out_and", {{"field", as_label(field->label)}})});
        } else if (!state.actor.may_change(object, *field)) {
            problems.push_back(
                {name, "forbidden",
                 say("common.your_role_does_not_let", {{"field", as_label(field->label)}})});
        }
    }
}

void read_fields(const SaveState& state, const Changes& fields, Draft& draft)
{
    const Object& object = *draft.after.object;
    for (const auto& [name, value] : *fields.if_object())
        if (const Field* field = object.find_field(name))
            kind_of(*field).parse(*field, value, state.format, draft.after.of(*field),
                                  draft.problems);
}

void fill_defaults(const SaveState& state, Draft& draft)
{
    for (const Field& field : draft.after.object->fields)
        if (!field.starts_with.empty() && !draft.after.has(field))
            fill_default(state, field, draft);
}

void throw_problems(std::vector<Problem> problems)
{
    CHECK(!problems.empty());
    bool is_forbidden = true;
    for (const Problem& problem : problems)
        is_forbidden = is_forbidden && problem.rule == "forbidden";
    const Sentence message = say("save.fields_need_attention", {{"count", problems.size()}});
    throw Error(is_forbidden ? Cause::forbidden : Cause::invalid, message, std::move(problems));
}

} // namespace comity::record
