#include "record/shape/check.h"

#include "base/error.h"
#include "base/text.h"
#include "record/object/catalog.h"
#include "record/object/label.h"
#include "record/object/shelf.h"
#include "record/save/save.h"
#include "record/shape/check_case.h"
#include "record/shape/names.h"

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

void check_is_free(CheckCase& c, std::string_view word, const char* member)
{
    if (is_taken_plural(word)) {
        c.say(member, "taken",
              "\"" + std::string(word) +
                  "\" means something in Comity's "
                  "addresses or tables; choose another name.");
        return;
    }
    for (const Object& object : c.shelf)
        if (word == object.name || is_table_of(object, word)) {
            c.say(member, "taken",
                  "\"" + std::string(word) + "\" is taken by " + label_from(object.name) +
                      ", which Comity brings.");
            return;
        }
    for (const ObjectDefinition& other : c.definitions.objects) {
        const bool is_same = other.id == c.moment.after.id();
        if (is_same || (word != other.object.name && !is_table_of(other.object, word)))
            continue;
        c.say(member, "taken",
              other.is_in_bin ? "\"" + std::string(word) +
                                    "\" is in the bin, or the history "
                                    "tells of it by that name. Restore it, or choose another name."
                              : "There is an object called \"" + std::string(word) + "\" already.");
        return;
    }
    for (const FieldDefinition& field : c.definitions.fields)
        if (!field.is_emptied && word == field.object + "s_" + field.field.name) {
            c.say(member, "taken",
                  "\"" + std::string(word) +
                      "\" is the table of a field's "
                      "values; choose another name.");
            return;
        }
}

void check_built_in_object(CheckCase& c, const Object& object)
{
    for (const char* member : {"plural", "title", "sort", "board", "board_sum"})
        if (c.moment.after.has(member) &&
            !(std::string_view(member) == "plural" && c.text(member) == object.plural))
            c.say(member, "read_only",
                  "Comity brings " + label_from(object.name) +
                      ": its label, icon, group and columns can be changed, its " +
                      label_from(member) + " not.");
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
        c.say("plural", "format", "The plural must differ from the name.");
    if (c.moment.is_new()) {
        check_is_free(c, name, "name");
        if (plural != name)
            check_is_free(c, plural, "plural");
        std::size_t own = 0;
        for (const ObjectDefinition& other : c.definitions.objects)
            own += !other.is_emptied && !find_object(c.shelf, other.object.name) ? 1 : 0;
        if (own >= most_custom_objects)
            c.say("name", "limit",
                  "There are " + std::to_string(own) +
                      " objects already, as many "
                      "as there can be.");
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
                c.say(member, "read_only",
                      "A name stays as it is: addresses, filters and programs "
                      "use it. Change the label instead.");
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
        throw Error(Cause::conflict, "This was emptied from the bin: its values are gone. Add it "
                                     "anew instead.");
}

} // namespace comity::record
