#include "record/save/actions.h"

#include "base/error.h"
#include "record/log/label.h"
#include "record/object/catalog.h"
#include "record/object/label.h"
#include "record/object/shelf.h"
#include "record/object/typed_secret.h"
#include "record/save/state.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

// The input as an object of its own, so that it is read and checked by the steps of a save.
Object input_of(const Action& action)
{
    Object object;
    object.name = action.name;
    object.plural = action.name;
    object.label = action.label;
    object.owner.clear();
    object.fields = action.input;
    int column = system_column_count;
    for (Field& field : object.fields) {
        if (field.label.empty())
            field.label = label_from(field.name);
        field.column = column;
        field.column_count = static_cast<int>(kind_of(field).parts(field).size());
        column += field.column_count;
    }
    return object;
}

// As it was typed: an action does something with it. Nothing else is told one.
Json typed_secret_in(std::span<const Value> cells)
{
    const auto* text = std::get_if<std::string>(&cells[0]);
    return text ? Json(text->substr(typed_secret.size())) : Json();
}

Json to_json(const Object& object, const Record& record)
{
    Json json = Json::Object{};
    for (const Field& field : object.fields) {
        if (facts_of(field).is_secret) {
            json.set(field.name, typed_secret_in(record.of(field)));
            continue;
        }
        std::string text;
        JsonWriter writer(text);
        kind_of(field).write_json(writer, field, record.of(field));
        json.set(field.name, parse_json(text));
    }
    return json;
}

} // namespace

const Action& load_action(const Engine& engine, const Object& object, std::string_view name)
{
    for (const Action& action : engine.shelf().actions)
        if (action.object == object.name && action.name == name)
            return action;
    throw Error(Cause::not_found, say("save.object_has_no_action_called",
                                      {{"object", as_label(object.label)}, {"name", name}}));
}

Json check_input(Transaction& transaction, const Action& action, const Json& input)
{
    SaveState& state = transaction.state();
    const Object object = input_of(action);
    const Json given = input.is_null() ? Json(Json::Object{}) : input;
    Draft draft = make_draft(object);
    begin_record(state, draft);
    check_field_rights(state, object, given, draft.problems);
    read_fields(state, given, draft);
    fill_defaults(state, draft);
    check_required(draft);
    check_others(state, object, {&draft, 1}, {.unique = true});
    if (!draft.is_good())
        throw_problems(std::move(draft.problems));
    return to_json(object, draft.after);
}

Json run_action_on(Transaction& transaction, const Object& object, const Action& action,
                   const Id& id, const Json& checked_input)
{
    const Record record = lock_row(transaction.state(), object, id, Verb::update);
    if (record.is_in_bin())
        throw Error(Cause::not_found,
                    say("common.no_such_object", {{"object", within(object.label)}}));
    return action.run(transaction, record, checked_input);
}

Json run_action(Engine& engine, const Actor& actor, const Object& asked, const Id& record,
                std::string_view name, const Json& input)
{
    const auto catalog = engine.catalog();
    const Object& object = catalog->load(asked.name);
    const Action& action = load_action(engine, object, name);
    std::string title;
    engine.database().read([&](store::Connection& connection) {
        connection.query({"SELECT " + store::quote(object.title) + " FROM " +
                              store::quote(Catalog::table_of(object)) + " WHERE \"id\" = ?",
                          {record}},
                         [&](const store::Row& row) { title = std::string(row.text(0)); });
    });
    const Sentence label =
        say("log.action", {{"action", as_label(action.label)}, {"what", titled(object, title)}});
    Json answer;
    const Id change = write_change_set(engine, actor, {label}, [&](Transaction& transaction) {
        const Json checked = check_input(transaction, action, input);
        answer = run_action_on(transaction, object, action, record, checked);
    });
    answer.set("change", change.is_nil() ? Json() : Json(format_id(change)));
    return answer;
}

} // namespace comity::record
