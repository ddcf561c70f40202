#include "base/error.h"
#include "base/text.h"
#include "base/words/tongue.h"
#include "record/object/annex.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/label.h"
#include "record/object/order_index.h"
#include "record/object/shelf.h"
#include "record/save/save.h"
#include "record/save/state.h"
#include "record/shape/check.h"
#include "record/shape/check_case.h"
#include "record/shape/definition.h"
#include "record/shape/derivations.h"
#include "record/shape/kinds.h"
#include "record/shape/names.h"

#include <algorithm>
#include <set>

namespace comity::record {
namespace {

struct Case : CheckCase {
    using CheckCase::CheckCase;
    // The object as it is with all that was said of it, also what is in the bin.
    std::optional<Object> object;
};

// With everything that takes a column: in the bin or not, but not the definition itself.
std::optional<Object> find_whole(const Case& c, const std::string& name)
{
    Object whole;
    if (const Object* built_in = find_object(c.shelf, name))
        whole = *built_in;
    else if (const ObjectDefinition* own = c.definitions.find_object(name); own && !own->is_in_bin)
        whole = own->object;
    else
        return std::nullopt;
    for (const FieldDefinition& each : c.definitions.fields)
        if (each.object == whole.name && !each.is_emptied && each.id != c.moment.after.id() &&
            !whole.find_field(each.field.name))
            whole.fields.push_back(each.field);
    return whole;
}

void name_and_place(Case& c)
{
    Moment& moment = c.moment;
    if (!moment.after.has("name") && moment.after.has("label"))
        moment.set("name", make_key(c.text("label")));
    c.object = find_whole(c, c.text("object"));
    if (!c.object) {
        c.say("object", "reference",
              say("common.no_object_called_object", {{"object", c.text("object")}}));
        return;
    }
    moment.set("object", c.object->name);
    moment.set("key", c.object->name + "." + c.text("name"));
    if (!moment.after.has("label"))
        moment.set("label", label_from(c.text("name")));
    if (!moment.after.has("position")) {
        std::int64_t last = 0;
        for (const FieldDefinition& each : c.definitions.fields)
            if (each.object == c.object->name && each.id != moment.after.id())
                last = std::max(last, each.position);
        moment.set("position", last + 1);
    }
}

// Keys from labels, and what is wrong with them.
void check_choices(Case& c, const Field& field)
{
    const Json given = c.moment.after.json("choices");
    const Json::Array* list = given.if_array();
    if (!facts_of(field).has_choices) {
        if (list && !list->empty())
            c.say("choices", "unknown", say("shape.only_choice_has_choices"));
        return;
    }
    if (!list || list->empty()) {
        c.say("choices", "required", say("shape.choice_needs_at_least_one"));
        return;
    }
    if (list->size() > most_choices)
        c.say("choices", "limit", say("shape.there_can_be_at_most", {{"most", most_choices}}));
    Json::Array kept;
    std::set<std::string, std::less<>> keys;
    std::set<std::string, std::less<>> labels;
    for (const Json& each : *list) {
        const std::string label(each.if_string() ? *each.if_string() : each.text("label"));
        std::string key(each.text("key"));
        if (key.empty() && !is_blank(label))
            key = make_key(label).substr(0, longest_field_name);
        if (key.empty()) {
            c.say("choices", "required", say("shape.choice_has_no_label"));
            continue;
        }
        if (key.size() > 100 || key.find_first_of("\t\n") != std::string::npos)
            c.say("choices", "length", say("shape.choice_key_has_at_most"));
        if (!keys.insert(key).second || (!label.empty() && !labels.insert(fold(label)).second))
            c.say("choices", "unique",
                  say("shape.choice_twice", {{"choice", label.empty() ? key : label}}));
        static const std::set<std::string_view> tones = {"", "good", "bad", "warning", "neutral"};
        if (!tones.contains(each.text("tone")))
            c.say("choices", "choice", say("shape.tone_is_good_bad_warning"));
        kept.push_back(Json()
                           .set("key", key)
                           .set("label", label.empty() ? label_from(key) : label)
                           .set("tone", std::string(each.text("tone"))));
    }
    c.moment.set("choices", kept);
}

void check_built_in(Case& c, const Field& field)
{
    const Moment& moment = c.moment;
    if (moment.after.has("kind") && c.text("kind") != kind_of(field).name())
        c.say("kind", "read_only", say("shape.comity_brings_this_field_its"));
    for (const char* member : {"target", "default", "decimals", "max_length", "least", "most"})
        if (moment.after.has(member))
            c.say(member, "read_only",
                  say("shape.comity_brings_this_field_its_what", {{"part", label_from(member)}}));
    for (const char* member : {"unique", "indexed", "searched", "personal"})
        if (moment.after.flag(member))
            c.say(member, "read_only", say("shape.comity_brings_this_field_this"));
    const bool fills_itself = field.is_read_only || !field.starts_with.empty();
    if (moment.after.flag("hidden") && field.is_required && !fills_itself)
        c.say("hidden", "required", say("shape.what_has_to_be_filled"));
    if (moment.after.flag("required") && field.is_read_only)
        c.say("required", "read_only", say("shape.comity_fills_in_this_field"));
    if (moment.after.has("choices")) {
        if (field.choices.empty() || !field.choices_object.empty())
            c.say("choices", "read_only", say("shape.what_can_be_chosen_here"));
        else
            check_choices(c, field);
    }
}

void check_name(Case& c, const Field& field)
{
    check_word(field.name, "name", longest_field_name, c.problems);
    const bool is_person = is_reference(field) && field.target == "user";
    if (field.name == "owner" && !is_person)
        c.say("name", "reserved", say("shape.owner_is_whom_record_belongs"));
    for (const FieldDefinition& each : c.definitions.fields)
        if (each.is_emptied && each.object == c.object->name && each.field.name == field.name)
            c.say("name", "taken", say("shape.name_was_emptied_from_bin", {{"name", field.name}}));
    if (is_system_word(field.name))
        c.say("name", "taken", say("shape.every_record_has_name_already", {{"name", field.name}}));
    std::set<std::string> columns;
    for (const Field& other : c.object->fields)
        for (const std::string& column : columns_of_field(other))
            columns.insert(column);
    for (const std::string& column : columns_of_field(field)) {
        const bool is_system = is_system_word(column) && column != field.name;
        if (!columns.contains(column) && !is_system)
            continue;
        const FieldDefinition* other = c.definitions.find_field(c.object->name, field.name);
        if (other && other->is_in_bin)
            c.say("name", "taken", say("shape.name_is_in_bin_restore", {{"name", field.name}}));
        else
            c.say("name", "taken", say("shape.there_is_field_called_column", {{"column", column}}));
        break;
    }
    if (!facts_of(field).has_many)
        return;
    const std::string table = Catalog::many_table_of(*c.object, field);
    if (table.size() > longest_table_name)
        c.say("name", "length",
              say("shape.together_with_plural_name_has",
                  {{"plural", c.object->plural}, {"most", longest_table_name - 1}}));
    const bool is_taken = find_object(c.shelf, table) || c.definitions.find_object(table) ||
                          is_taken_plural(table) || field.name == "past" || field.name == "whole" ||
                          field.name.starts_with("annex") || field.name == "past_whole";
    if (is_taken)
        c.say("name", "taken", say("shape.its_values_would_be_kept", {{"table", table}}));
}

void check_limits(Case& c, const Field& field)
{
    if (field.least && field.most && *field.least > *field.most)
        c.say("least", "range", say("shape.least_must_not_be_above"));
    const KindFacts& facts = facts_of(field);
    if ((field.least || field.most) && !adds_up(facts.worth))
        c.say("least", "unknown", say("shape.only_numbers_have_least_and"));
    if (field.decimals >= 0 && !facts.has_decimals)
        c.say("decimals", "unknown", say("shape.only_numbers_have_digits_after"));
    if (field.max_length > 0 && facts.most_length == 0)
        c.say("max_length", "unknown", say("shape.only_texts_have_greatest_length"));
    else if (field.max_length > facts.most_length)
        c.say("max_length", "range", say("shape.text_has_at_most_255"));
    if (field.is_unique && !facts.can_be_unique)
        c.say("unique", "unknown",
              say("shape.two_records_may_well_have", {{"field", label_from(facts.name)}}));
    if (field.is_indexed && !facts.has_order)
        c.say("indexed", "unknown", say("shape.field_of_this_kind_has"));
    if (field.is_indexed && field.annex > 0)
        c.say("indexed", "limit",
              say("shape.object_has_so_many_fields", {{"object", as_label(c.object->label)}}));
    if (field.is_searched && !facts.can_be_searched)
        c.say("searched", "unknown", say("shape.only_what_is_text_can"));
}

void check_target(Case& c, const Field& field)
{
    const bool names_target = facts_of(field).refers && facts_of(field).target.empty();
    if (!names_target) {
        if (!field.target.empty())
            c.say("target", "unknown", say("shape.only_relation_points_to_object"));
        return;
    }
    if (field.target.empty()) {
        if (facts_of(field).has_many)
            c.say("target", "required", say("shape.say_which_object_it_points"));
        return;
    }
    const auto target = find_whole(c, field.target);
    if (!target)
        c.say("target", "reference", say("shape.no_object_called_name", {{"name", field.target}}));
    else
        c.moment.set("target", target->name);
}

void check_default(Case& c, const Field& field)
{
    const std::string& text = field.starts_with;
    if (text.empty() || kind_of(field).value_of_word(field, text, {}))
        return;
    Field checked = field;
    checked.choices = read_choices(format_json(c.moment.after.json("choices")));
    std::vector<Value> cells(columns_of_field(field).size());
    std::vector<Problem> problems;
    kind_of(field).parse_text(checked, text, c.moment.transaction.state().format, cells, problems);
    if (!problems.empty())
        c.say("default", "format",
              say("shape.default_cannot_be_kept_what", {{"what", problems[0].message}}));
}

void check_kind_change(Case& c, const FieldKind& before, const FieldKind& after)
{
    if (before.keeps_values(after))
        return;
    c.say("kind", "read_only",
          say("shape.kind_would_lose_values", {{"kind", before.name()}, {"other", after.name()}}));
}

void check_room(Case& c, const Field& field)
{
    std::size_t own = 0;
    std::size_t columns = system_column_count + columns_of_field(field).size();
    for (const Field& other : c.object->fields) {
        own += other.is_custom ? 1 : 0;
        columns += columns_of_field(other).size();
    }
    if (own >= most_custom_fields)
        c.say("name", "limit",
              say("shape.object_has_at_most_most_custom_fields", {{"most", most_custom_fields}}));
    else if (columns > most_columns)
        c.say("name", "limit",
              say("shape.object_has_at_most_most_columns", {{"most", most_columns}}));
}

// One that is worked out: it takes no column, and its kind follows from what it is made of.
void check_derived(Case& c, Field& field)
{
    Moment& moment = c.moment;
    if (moment.is_new())
        check_name(c, field);
    else if (!field_of(*moment.before).is_derived())
        c.say("kind", "read_only", say("shape.field_that_is_written_cannot"));
    for (const char* member : {"required", "unique", "indexed", "searched"})
        if (moment.after.flag(member))
            c.say(member, "unknown", say("shape.what_is_worked_out_cannot"));
    if (moment.after.has("default"))
        c.say("default", "unknown", say("shape.what_is_worked_out_has"));
    if (!c.problems.empty())
        return;
    FieldDefinition tried;
    tried.id = moment.after.id();
    tried.object = c.object->name;
    tried.field = field;
    DerivedField outcome = try_derivation(c.shelf, c.definitions, tried);
    c.problems = std::move(outcome.problems);
    if (c.problems.empty())
        moment.set("kind", std::string(outcome.kind->name()));
}

void check_own(Case& c)
{
    Moment& moment = c.moment;
    // A lookup and a roll-up have the kind of what they tell.
    const bool has_its_kind = moment.after.has("lookup") || moment.after.has("roll_up");
    if (!moment.after.has("kind") && has_its_kind)
        moment.set("kind", "text");
    const FieldKind* kind = find_kind(c.text("kind"));
    if (moment.after.has("kind") && (!kind || !kind->facts().can_be_custom))
        c.say("kind", "unknown",
              say("shape.no_kind", {{"kind", c.text("kind")}, {"kinds", custom_kind_names()}}));
    Field field = field_of(moment.after);
    if (field.is_derived())
        return check_derived(c, field);
    if (!moment.is_new() && field_of(*moment.before).is_derived())
        c.say("formula", "read_only", say("shape.field_that_is_worked_out"));
    check_choices(c, field);
    check_target(c, field);
    check_default(c, field);
    if (moment.is_new()) {
        check_name(c, field);
        check_room(c, field);
        field.annex = choose_annex(*c.object, field);
        moment.set("annex", field.annex);
    } else {
        check_kind_change(c, kind_of(field_of(*moment.before)), kind_of(field));
    }
    check_limits(c, field);
}

void check_same_name(Case& c)
{
    for (const char* member : {"object", "name"})
        if (!c.moment.is_new() && c.moment.before->text(member) != c.text(member))
            c.say(member, "read_only", say("shape.name_stays_as_it_is"));
}

} // namespace

void check_custom_field_definition(Moment& moment)
{
    if (moment.after.has("emptied_at"))
        return; // it says nothing any more, and its object may be gone
    Case c(moment);
    name_and_place(c);
    check_same_name(c);
    if (c.object) {
        const Object* shelf_object = find_object(c.shelf, c.object->name);
        const Field* built_in = shelf_object ? shelf_object->find_field(c.text("name")) : nullptr;
        if (built_in) {
            check_built_in(c, *built_in);
            moment.set("kind", std::string(kind_of(*built_in).name()));
        } else {
            check_own(c);
        }
    }
    if (c.problems.empty())
        return;
    if (moment.is_new())
        moment.set("key", nullptr); // or a name that is taken is told a second time, of the key
    const Sentence message = c.problems[0].message;
    throw Error(Cause::invalid, message, std::move(c.problems));
}

} // namespace comity::record
