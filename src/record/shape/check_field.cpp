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
        c.say("object", "reference", "There is no object called \"" + c.text("object") + "\".");
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
            c.say("choices", "unknown", "Only a choice has choices.");
        return;
    }
    if (!list || list->empty()) {
        c.say("choices", "required", "A choice needs at least one thing to choose.");
        return;
    }
    if (list->size() > most_choices)
        c.say("choices", "limit",
              "There can be at most " + std::to_string(most_choices) + " choices.");
    Json::Array kept;
    std::set<std::string, std::less<>> keys;
    std::set<std::string, std::less<>> labels;
    for (const Json& each : *list) {
        const std::string label(each.if_string() ? *each.if_string() : each.text("label"));
        std::string key(each.text("key"));
        if (key.empty() && !is_blank(label))
            key = make_key(label).substr(0, longest_field_name);
        if (key.empty()) {
            c.say("choices", "required", "A choice has no label.");
            continue;
        }
        if (key.size() > 100 || key.find_first_of("\t\n") != std::string::npos)
            c.say("choices", "length", "A choice's key has at most 100 letters, in one line.");
        if (!keys.insert(key).second || (!label.empty() && !labels.insert(fold(label)).second))
            c.say("choices", "unique",
                  "The choice " + (label.empty() ? key : label) + " is there twice.");
        static const std::set<std::string_view> tones = {"", "good", "bad", "warning", "neutral"};
        if (!tones.contains(each.text("tone")))
            c.say("choices", "choice", "A tone is good, bad, warning or neutral.");
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
        c.say("kind", "read_only", "Comity brings this field; its kind stays.");
    for (const char* member : {"target", "default", "decimals", "max_length", "least", "most"})
        if (moment.after.has(member))
            c.say(member, "read_only",
                  "Comity brings this field; its " + label_from(member) + " stays.");
    for (const char* member : {"unique", "indexed", "searched", "personal"})
        if (moment.after.flag(member))
            c.say(member, "read_only", "Comity brings this field; this cannot be changed on it.");
    const bool fills_itself = field.is_read_only || !field.starts_with.empty();
    if (moment.after.flag("hidden") && field.is_required && !fills_itself)
        c.say("hidden", "required", "What has to be filled in cannot be hidden.");
    if (moment.after.flag("required") && field.is_read_only)
        c.say("required", "read_only", "Comity fills in this field itself.");
    if (moment.after.has("choices")) {
        if (field.choices.empty() || !field.choices_object.empty())
            c.say("choices", "read_only", "What can be chosen here is kept elsewhere.");
        else
            check_choices(c, field);
    }
}

void check_name(Case& c, const Field& field)
{
    check_word(field.name, "name", longest_field_name, c.problems);
    const bool is_person = is_reference(field) && field.target == "user";
    if (field.name == "owner" && !is_person)
        c.say("name", "reserved", "\"owner\" is whom a record belongs to: a relation to user.");
    for (const FieldDefinition& each : c.definitions.fields)
        if (each.is_emptied && each.object == c.object->name && each.field.name == field.name)
            c.say("name", "taken",
                  "\"" + field.name +
                      "\" was emptied from the bin, and the history still tells of "
                      "it by that name; choose another.");
    if (is_system_word(field.name))
        c.say("name", "taken", "Every record has \"" + field.name + "\" already.");
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
            c.say("name", "taken",
                  "\"" + field.name + "\" is in the bin. Restore it, or choose another name.");
        else
            c.say("name", "taken", "There is a field called \"" + column + "\" already.");
        break;
    }
    if (!facts_of(field).has_many)
        return;
    const std::string table = Catalog::many_table_of(*c.object, field);
    if (table.size() > longest_table_name)
        c.say("name", "length",
              "Together with \"" + c.object->plural + "\" the name has more than " +
                  std::to_string(longest_table_name - 1) + " letters; choose a shorter one.");
    const bool is_taken = find_object(c.shelf, table) || c.definitions.find_object(table) ||
                          is_taken_plural(table) || field.name == "past" || field.name == "whole" ||
                          field.name.starts_with("annex") || field.name == "past_whole";
    if (is_taken)
        c.say("name", "taken",
              "Its values would be kept in the table " + table +
                  ", which is taken; choose another name.");
}

void check_limits(Case& c, const Field& field)
{
    if (field.least && field.most && *field.least > *field.most)
        c.say("least", "range", "The least must not be above the most.");
    const KindFacts& facts = facts_of(field);
    if ((field.least || field.most) && !adds_up(facts.worth))
        c.say("least", "unknown", "Only numbers have a least and a most.");
    if (field.decimals >= 0 && !facts.has_decimals)
        c.say("decimals", "unknown", "Only numbers have digits after the point.");
    if (field.max_length > 0 && facts.most_length == 0)
        c.say("max_length", "unknown", "Only texts have a greatest length.");
    else if (field.max_length > facts.most_length)
        c.say("max_length", "range", "A text has at most 255 letters; a long text has more.");
    if (field.is_unique && !facts.can_be_unique)
        c.say("unique", "unknown",
              "Two records may well have the same " + label_from(facts.name) +
                  ": texts, numbers, dates, web addresses, e-mails and "
                  "phones can be unique.");
    if (field.is_indexed && !facts.has_order)
        c.say("indexed", "unknown",
              "A field of this kind has no index: it is found by the search, or has one already.");
    if (field.is_indexed && field.annex > 0)
        c.say("indexed", "limit",
              c.object->name + " has so many fields that this one stands in a further table, "
                               "where it can have no index. Put a field that nobody filters by "
                               "into the bin, empty "
                               "it, and add this one anew.");
    if (field.is_searched && !facts.can_be_searched)
        c.say("searched", "unknown", "Only what is text can be found by the search.");
}

void check_target(Case& c, const Field& field)
{
    const bool names_target = facts_of(field).refers && facts_of(field).target.empty();
    if (!names_target) {
        if (!field.target.empty())
            c.say("target", "unknown", "Only a relation points to an object.");
        return;
    }
    if (field.target.empty()) {
        if (facts_of(field).has_many)
            c.say("target", "required", "Say which object it points to.");
        return;
    }
    const auto target = find_whole(c, field.target);
    if (!target)
        c.say("target", "reference", "There is no object called \"" + field.target + "\".");
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
              "The default cannot be kept: " + in_english(problems[0].message));
}

void check_kind_change(Case& c, const FieldKind& before, const FieldKind& after)
{
    if (before.keeps_values(after))
        return;
    c.say("kind", "read_only",
          "A field of kind " + std::string(before.name()) + " cannot become " +
              std::string(after.name()) +
              " without losing values. Add a new field, bring the "
              "values over with an export and an import, and put this one into the bin.");
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
              "An object has at most " + std::to_string(most_custom_fields) +
                  " fields of its own, those in the bin among them. Empty some from the bin.");
    else if (columns > most_columns)
        c.say("name", "limit",
              "An object has at most " + std::to_string(most_columns) +
                  " columns; an address takes five, money and a relation to anything two.");
}

// One that is worked out: it takes no column, and its kind follows from what it is made of.
void check_derived(Case& c, Field& field)
{
    Moment& moment = c.moment;
    if (moment.is_new())
        check_name(c, field);
    else if (!field_of(*moment.before).is_derived())
        c.say("kind", "read_only",
              "A field that is written cannot become one that is worked out; add a new one.");
    for (const char* member : {"required", "unique", "indexed", "searched"})
        if (moment.after.flag(member))
            c.say(member, "unknown", "What is worked out cannot be that.");
    if (moment.after.has("default"))
        c.say("default", "unknown", "What is worked out has no default.");
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
              "There is no kind \"" + c.text("kind") + "\". Kinds are: " + custom_kind_names() +
                  ".");
    Field field = field_of(moment.after);
    if (field.is_derived())
        return check_derived(c, field);
    if (!moment.is_new() && field_of(*moment.before).is_derived())
        c.say("formula", "read_only",
              "A field that is worked out cannot become one that is written; add a new one.");
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
            c.say(member, "read_only",
                  "A name stays as it is: filters, imports and programs use it. Change the label "
                  "instead.");
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
