#include "api/describe.h"

#include "api/describe_kinds.h"
#include "api/describe_layout.h"
#include "api/desk.h"
#include "record/duplicates/duplicates.h"
#include "record/duplicates/matched.h"
#include "record/language/derived_value.h"
#include "record/language/tree.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "record/object/kind.h"
#include "record/object/label.h"
#include "record/object/shelf.h"
#include "record/settings.h"

#include <algorithm>
#include <set>

namespace comity::api {

using namespace record;

namespace {

void write_optional(JsonWriter& json, std::string_view key, std::string_view text)
{
    json.key(key);
    if (text.empty())
        json.null();
    else
        json.value(text);
}

void write_choices(JsonWriter& json, const Field& field, const Tongue& tongue)
{
    if (!facts_of(field).has_choices)
        return;
    json.key("choices");
    json.begin_array();
    for (const Choice& choice : field.choices) {
        json.begin_object();
        json.member("key", choice.key);
        json.member("label", tongue.label(choice.label));
        write_optional(json, "tone", choice.tone);
        json.end_object();
    }
    json.end_array();
    if (field.choices_object.empty())
        return;
    json.key("choices_from");
    json.begin_object();
    json.member("object", field.choices_object);
    json.member("scope", field.choices_scope);
    json.end_object();
}

void write_limits(JsonWriter& json, const Field& field)
{
    if (facts_of(field).refers)
        write_optional(json, "target", field.target);
    if (field.decimals >= 0)
        json.member("decimals", field.decimals);
    if (facts_of(field).usual_length > 0)
        json.member("max_length", longest_of(field));
    if (field.least)
        json.member("least", *field.least);
    if (field.most)
        json.member("most", *field.most);
}

// How a field is worked out that nobody writes.
void write_derivation(JsonWriter& json, const Field& field)
{
    using Sort = Derivation::Sort;
    const Derivation& derivation = field.derivation;
    json.key("derivation");
    if (derivation.sort == Sort::none)
        return json.null();
    json.begin_object();
    if (derivation.sort == Sort::roll_up) {
        json.member("roll_up", derivation.figure);
        json.member("object", derivation.object);
        json.member("by", derivation.by);
        write_optional(json, "of", derivation.of);
        write_optional(json, "filter", derivation.filter);
        json.member("below", derivation.below);
    } else {
        json.member(derivation.sort == Sort::lookup ? "lookup" : "formula", derivation.text);
    }
    std::set<std::string_view> objects;
    for (const Derived::Read& read : field.derived->reads)
        objects.insert(read.object->name);
    json.key("reads");
    json.begin_array();
    for (const std::string_view object : objects)
        json.value(object);
    json.end_array();
    json.member("reads_others", field.derived->reads_others);
    json.end_object();
}

void write_field(JsonWriter& json, const Field& field, bool is_read_only, bool is_matched,
                 const Tongue& tongue)
{
    json.begin_object();
    json.member("name", field.name);
    json.member("label", tongue.label(field.label.empty() ? field.name : field.label));
    json.member("kind", kind_of(field).name());
    json.member("required", field.is_required);
    json.member("unique", field.is_unique);
    json.member("read_only", is_read_only);
    json.member("indexed",
                field.is_indexed || field.is_unique || facts_of(field).is_always_indexed);
    json.member("personal", field.is_personal);
    json.member("hidden", field.is_hidden);
    json.member("searched", field.is_searched);
    json.member("custom", field.is_custom);
    json.member("matched", is_matched);
    write_facts(json, facts_of(field));
    write_optional(json, "help", tongue.label(field.help));
    write_optional(json, "default", field.starts_with);
    write_choices(json, field, tongue);
    write_limits(json, field);
    write_derivation(json, field);
    json.end_object();
}

// Those that tell whether two records are of the same one are said to be matched.
void write_fields(JsonWriter& json, const Call& call, const Object& object,
                  const std::optional<MatchedObject>& matched, const Tongue& tongue)
{
    json.key("fields");
    json.begin_array();
    for (const Field& field : object.fields)
        if (call.actor.may_see(object, field))
            write_field(json, field, field.is_read_only || !call.actor.may_change(object, field),
                        matched && matched->has(field.name), tongue);
    for (const Field& field : object.derived)
        if (call.actor.may_see(object, field))
            write_field(json, field, true, false, tongue);
    json.end_array();
}

void write_rights(JsonWriter& json, const Call& call, const Object& object)
{
    json.key("can");
    json.begin_object();
    for (const Verb verb : {Verb::read, Verb::create, Verb::update, Verb::remove, Verb::export_})
        json.member(name_of(verb), call.actor.reach(object, verb) != Reach::none);
    json.end_object();
}

void write_related(JsonWriter& json, const Call& call, const Object& object, const Tongue& tongue)
{
    json.key("related");
    json.begin_array();
    for (const Catalog::Referrer& referrer : call.catalog->referrers_of(object)) {
        const bool shown = !referrer.object->is_setting && !referrer.object->is_private &&
                           referrer.object->readers.empty() && referrer.object->place.is_related &&
                           call.actor.reach(*referrer.object, Verb::read) != Reach::none &&
                           call.actor.may_see(*referrer.object, *referrer.field);
        if (!shown)
            continue;
        json.begin_object();
        json.member("object", referrer.object->name);
        json.member("field", referrer.field->name);
        json.member("label", tongue.label(referrer.object->label_plural));
        json.end_object();
    }
    json.end_array();
}

void write_actions(JsonWriter& json, const Call& call, const Object& object, const Tongue& tongue)
{
    json.key("actions");
    json.begin_array();
    for (const Action& action : call.desk.engine.shelf().actions) {
        if (action.object != object.name || call.actor.reach(object, Verb::update) == Reach::none)
            continue;
        json.begin_object();
        json.member("name", action.name);
        json.member("label", tongue.label(action.label));
        json.member("on", action.on_list ? "list" : "record");
        write_optional(json, "when", action.when);
        write_inputs(json, action.input, tongue);
        json.end_object();
    }
    json.end_array();
}

void write_place(JsonWriter& json, const Place& place)
{
    json.key("place");
    json.begin_object();
    json.member("rank", place.rank);
    write_optional(json, "letter", place.letter);
    write_optional(json, "face", place.face);
    json.member("at_hand", place.is_at_hand);
    json.member("commands", place.has_commands);
    json.member("sought", place.is_sought);
    json.member("bin", place.has_bin);
    json.end_object();
}

void write_board(JsonWriter& json, const Object& object)
{
    json.key("board");
    if (!object.board)
        return json.null();
    json.begin_object();
    json.member("field", object.board->field);
    write_optional(json, "sum", object.board->sum);
    json.end_object();
}

} // namespace

Tongue tongue_for(const Call& call)
{
    const Engine& engine = call.desk.engine;
    if (!call.actor.user.is_nil())
        return record::tongue_of(engine.shelf(), call.actor.language);
    const std::string_view accepted = accepted_language(call.request.header("Accept-Language"));
    return record::tongue_of(engine.shelf(),
                             accepted.empty() ? engine.settings().language : accepted);
}

void write_inputs(JsonWriter& json, const std::vector<Field>& input, const Tongue& tongue)
{
    json.key("input");
    json.begin_array();
    for (Field field : input) {
        if (field.label.empty()) {
            field.label = record::label_from(field.name);
        }
        write_field(json, field, false, false, tongue);
    }
    json.end_array();
}

void write_object(JsonWriter& json, const Call& call, const Object& object, const Layout* layout,
                  const Tongue& tongue)
{
    json.begin_object();
    json.member("name", object.name);
    json.member("plural", object.plural);
    json.member("label", tongue.label(object.label));
    json.member("label_plural", tongue.label(object.label_plural));
    json.member("icon", object.icon);
    json.member("title", object.title);
    json.member("group", object.group);
    write_place(json, object.place);
    json.member("custom", object.is_custom);
    json.member("setting", object.is_setting);
    json.member("import", object.has_import);
    const auto matched = find_matched(*call.catalog, object);
    json.member("compared", matched.has_value());
    json.member("sort", object.sort);
    write_optional(json, "owner", object.owner);
    const Field* above = find_tree_field(object, call.actor);
    write_optional(json, "tree", above ? std::string_view(above->name) : std::string_view());
    write_layout(json, call, object, layout, tongue);
    write_board(json, object);
    write_rights(json, call, object);
    write_fields(json, call, object, matched, tongue);
    write_related(json, call, object, tongue);
    write_actions(json, call, object, tongue);
    json.end_object();
}

} // namespace comity::api
