#include "record/shape/check.h"

#include "base/error.h"
#include "base/text.h"
#include "record/engine.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/object/label.h"
#include "record/object/shelf.h"
#include "record/save/save.h"
#include "record/shape/check_case.h"
#include "record/shape/names.h"

#include <algorithm>

namespace comity::record {
namespace {

bool is_table_of(const Object& object, std::string_view table)
{
    if (table == object.plural || table == object.plural + "_past" ||
        table == object.plural + "_whole" || table == object.plural + "_past_whole")
        return true;
    const std::string annex = object.plural + "_annex";
    if (table.starts_with(annex))
        return true;
    for (const Field& field : object.fields)
        if (table == Catalog::many_table_of(object, field))
            return true;
    return false;
}

// A table of the database's own, or of the program's beside those of objects.
bool is_table_of_others(const CheckCase& c, std::string_view word)
{
    if (word.starts_with("sqlite_") || word.starts_with("pg_"))
        return true;
    return std::ranges::any_of(
        c.moment.transaction.engine().mechanisms(), [&](const Mechanism& mechanism) {
            return std::ranges::find(mechanism.tables, word, &store::Table::name) !=
                   mechanism.tables.end();
        });
}

void check_is_free(CheckCase& c, std::string_view word, const char* member)
{
    if (is_taken_plural(word) || is_table_of_others(c, word)) {
        c.say(member, "taken", say("shape.word_means_something_in_comity", {{"word", word}}));
        return;
    }
    for (const Object& object : c.shelf)
        if (word == object.name || is_table_of(object, word)) {
            c.say(member, "taken",
                  say("shape.word_is_taken_by_what",
                      {{"word", word}, {"object", label_from(object.name)}}));
            return;
        }
    for (const ObjectDefinition& other : c.definitions.objects) {
        const bool is_same = other.id == c.moment.after.id();
        if (is_same || (word != other.object.name && !is_table_of(other.object, word)))
            continue;
        c.say(member, "taken",
              say(other.is_in_bin ? "shape.object_in_bin" : "shape.object_is_there",
                  {{"name", word}}));
        return;
    }
    for (const FieldDefinition& field : c.definitions.fields)
        if (!field.is_emptied && word == field.object + "s_" + field.field.name) {
            c.say(member, "taken", say("shape.word_is_table_of_field", {{"word", word}}));
            return;
        }
}

void check_built_in_object(CheckCase& c, const Object& object)
{
    for (const char* member : {"plural", "title", "sort", "board", "board_sum"})
        if (c.moment.after.has(member) &&
            !(std::string_view(member) == "plural" && c.text(member) == object.plural))
            c.say(member, "read_only",
                  say("shape.comity_brings_object", {{"object", as_label(label_from(object.name))},
                                                     {"part", as_label(label_from(member))}}));
}

void check_own_object(CheckCase& c)
{
    const std::string name = c.text("name");
    check_word(name, "name", longest_object_name, c.problems);
    if (!c.moment.after.has("plural"))
        c.moment.set("plural", plural_from(name));
    const std::string plural = c.text("plural");
    check_word(plural, "plural", longest_object_name, c.problems);
    if (plural == name)
        c.say("plural", "format", say("shape.plural_must_differ_from_name"));
    if (c.moment.is_new()) {
        check_is_free(c, name, "name");
        if (plural != name)
            check_is_free(c, plural, "plural");
        std::size_t own = 0;
        for (const ObjectDefinition& other : c.definitions.objects)
            own += !other.is_emptied && !find_object(c.shelf, other.object.name) ? 1 : 0;
        if (own >= most_custom_objects)
            c.say("name", "limit", say("shape.there_are_own_objects_already", {{"count", own}}));
    }
    if (!c.moment.after.has("title"))
        c.moment.set("title", "name");
    if (!c.moment.after.has("label"))
        c.moment.set("label", label_from(name));
    if (!c.moment.after.has("group"))
        c.moment.set("group", "work");
}

} // namespace

void check_custom_object_definition(Moment& moment)
{
    CheckCase c(moment);
    if (!moment.after.has("name") && moment.after.has("label"))
        moment.set("name", make_key(c.text("label")));
    if (!moment.is_new())
        for (const char* member : {"name", "plural"})
            if (moment.before->text(member) != c.text(member) && moment.before->has(member))
                c.say(member, "read_only", say("shape.name_stays_as_it_is_addresses"));
    if (const Object* built_in = find_object(c.shelf, c.text("name")))
        check_built_in_object(c, *built_in);
    else
        check_own_object(c);
    if (c.problems.empty())
        return;
    const Sentence message = c.problems[0].message;
    throw Error(Cause::invalid, message, std::move(c.problems));
}

void refuse_emptied_definition(Moment& moment)
{
    if (moment.after.has("emptied_at"))
        throw Error(Cause::conflict, say("shape.this_was_emptied_from_bin"));
}

} // namespace comity::record
