// Has it changed since the caller saw it? Other people's edits of other fields merge; of the same
// field they are a conflict that shows both values.

#include "record/save/state.h"

#include "base/error.h"

namespace comity::record {
namespace {

void write_cells(JsonWriter& json, const Field& field, const Record& record)
{
    kind_of(field).write_json(json, field, record.of(field));
}

std::string conflicts_json(const std::vector<Theirs>& conflicts, const Record& seen,
                           const Draft& draft)
{
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    json.plain_key("conflicts");
    json.begin_array();
    for (const Theirs& theirs : conflicts) {
        json.begin_object();
        json.member("field", theirs.field->name);
        json.plain_key("base");
        write_cells(json, *theirs.field, seen);
        json.plain_key("yours");
        write_cells(json, *theirs.field, draft.after);
        json.plain_key("theirs");
        write_cells(json, *theirs.field, *draft.before);
        json.plain_key("theirs_by");
        if (const Id* by = std::get_if<Id>(&theirs.by))
            json.plain(format_id(*by));
        else
            json.null();
        json.plain_key("theirs_at");
        if (const Instant* at = std::get_if<Instant>(&theirs.at))
            json.plain(format_instant(*at));
        else
            json.null();
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return text;
}

[[noreturn]] void throw_conflicts(SaveState& state, std::vector<Theirs> conflicts,
                                  const Record& seen, const Draft& draft)
{
    find_authors(state, seen, *draft.before, conflicts);
    std::vector<Problem> problems = draft.problems;
    for (const Theirs& theirs : conflicts)
        problems.push_back({theirs.field->name, "stale",
                            say("common.field_was_changed_by_somebody",
                                {{"field", as_label(theirs.field->label)}})});
    throw Error(Cause::conflict, say("save.somebody_else_has_changed_this"), std::move(problems))
        .with_extra_json(conflicts_json(conflicts, seen, draft));
}

} // namespace

void find_authors(SaveState& state, const Record& seen, const Record& current,
                  std::vector<Theirs>& conflicts)
{
    const Object& object = *current.object;
    const auto shape = shape_of(state, object);
    store::Statement statement{shape->select + " FROM " +
                                   store::quote(Catalog::past_table_of(object)) +
                                   " t0 WHERE t0.\"id\" = ? AND t0.\"version\" > ?"
                                   " ORDER BY t0.\"version\" DESC LIMIT 200",
                               {current.id(), seen.version()}};
    Record newer = current;
    const auto compare = [&](const Record& older) {
        for (Theirs& theirs : conflicts)
            if (std::holds_alternative<Null>(theirs.at) && differs(older, newer, *theirs.field)) {
                theirs.by = newer.cells[column_updated_by];
                theirs.at = newer.cells[column_updated_at];
            }
    };
    state.connection.query(statement, [&](const store::Row& row) {
        Record older = read_row(object, *shape, row);
        compare(older);
        newer = std::move(older);
    });
    compare(seen);
}

std::optional<Record> load_seen_row(SaveState& state, const Record& current, std::int64_t version)
{
    if (version == current.version())
        return std::nullopt;
    const Object& object = *current.object;
    const auto shape = shape_of(state, object);
    std::optional<Record> seen;
    if (version < current.version())
        state.connection.query(
            {shape->select + " FROM " + store::quote(Catalog::past_table_of(object)) +
                 " t0 WHERE t0.\"id\" = ? AND t0.\"version\" = ?",
             {current.id(), version}},
            [&](const store::Row& row) { seen = read_row(object, *shape, row); });
    if (!seen)
        throw Error(Cause::conflict, say("save.no_version_version_of_it", {{"version", version}}),
                    {{"version", "stale", say("save.read_record_again")}});
    return seen;
}

void merge_fields(SaveState& state, const Record& seen, Draft& draft, const Changes& fields)
{
    const Object& object = *draft.after.object;
    std::vector<Theirs> conflicts;
    for (const auto& [name, value] : *fields.if_object()) {
        const Field* field = object.find_field(name);
        if (!field || !differs(seen, *draft.before, *field))
            continue;
        if (!differs(draft.after, seen, *field)) {
            // The caller sent it along as he saw it and means no change: theirs stays.
            const auto theirs = draft.before->of(*field);
            std::copy(theirs.begin(), theirs.end(), draft.after.of(*field).begin());
        } else if (differs(draft.after, *draft.before, *field)) {
            conflicts.push_back({field});
        }
    }
    if (!conflicts.empty())
        throw_conflicts(state, std::move(conflicts), seen, draft);
}

} // namespace comity::record
