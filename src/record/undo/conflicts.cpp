// How conflicts of an undo are told: the first hundred with what the change set had made of the
// value, what it is now and by whom, what it would be put back to; of all of them how many there
// are of each field.

#include "record/undo/undo.h"

#include "base/error.h"

namespace comity::record {
namespace {

constexpr std::size_t most_shown = 100;

void write_value(JsonWriter& json, std::string_view name, const Record* record, const Field& field,
                 bool may_see)
{
    json.plain_key(name);
    if (record && may_see)
        kind_of(field).write_json(json, field, record->of(field));
    else
        json.null();
}

void write_author(JsonWriter& json, SaveState& state, const Record& current, const UndoStep& step,
                  const Field& field)
{
    std::vector<Theirs> theirs = {{&field}};
    find_authors(state, step.after, current, theirs);
    json.plain_key("by");
    if (const Id* by = std::get_if<Id>(&theirs[0].by))
        json.plain(format_id(*by));
    else
        json.null();
    json.plain_key("at");
    if (const Instant* at = std::get_if<Instant>(&theirs[0].at))
        json.plain(format_instant(*at));
    else
        json.null();
}

void write_conflict(JsonWriter& json, SaveState& state, const Record& current, const UndoStep& step,
                    const Field& field)
{
    const Object& object = *current.object;
    const bool may_see = state.actor.may_see(object, field);
    const bool may_see_title = state.actor.may_see(object, object.load_field(object.title));
    json.begin_object();
    json.member("object", object.name);
    json.plain_key("record");
    json.plain(format_id(current.id()));
    json.member("title", may_see_title ? current.title() : std::string());
    json.member("field", field.name);
    write_value(json, "back", step.before ? &*step.before : nullptr, field, may_see);
    write_value(json, "then", &step.after, field, may_see);
    write_value(json, "now", &current, field, may_see);
    // What the change set made would go to the bin, not back to a value.
    json.member("removes", !step.before);
    write_author(json, state, current, step, field);
    json.end_object();
}

} // namespace

void UndoConflicts::add(const Record& current, const UndoStep& step, const Field& field)
{
    ++m_count;
    ++m_by_field[{current.object->name, field.name}];
    if (m_shown.size() < most_shown)
        m_shown.push_back({current, step, &field});
}

void UndoConflicts::raise(SaveState& state) const
{
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    json.plain_key("conflicts");
    json.begin_array();
    for (const auto& [current, step, field] : m_shown)
        write_conflict(json, state, current, step, *field);
    json.end_array();
    json.member("count", m_count);
    json.plain_key("fields");
    json.begin_array();
    for (const auto& [name, count] : m_by_field) {
        json.begin_object();
        json.member("object", name.first);
        json.member("field", name.second);
        json.member("count", count);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    throw Error(Cause::conflict, say("work.some_of_this_has_been"))
        .with_extra_json(std::move(text));
}

} // namespace comity::record
