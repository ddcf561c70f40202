#include "record/shape/edit.h"

#include "base/error.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/label.h"
#include "record/object/shelf.h"
#include "record/save/save.h"
#include "record/shape/clear.h"
#include "record/shape/definition.h"
#include "record/shape/keeper.h"

namespace comity::record {
namespace {

std::unique_lock<std::mutex> begin_as(Engine& engine, const Actor& actor)
{
    if (!actor.is_administrator())
        throw Error(Cause::forbidden, say("shape.only_administrators_change_objects_and"));
    return engine.part<CatalogKeeper>().hold_definitions();
}

// The definitions as this transaction sees them, with the shelf they speak of.
struct Book {
    Transaction& transaction;
    std::span<const Object> shelf;
    Definitions definitions;
    const Object& objects; // the object of definitions of objects
    const Object& fields;

    explicit Book(Transaction& its_transaction)
        : transaction(its_transaction), shelf(its_transaction.engine().shelf().objects),
          definitions(load_definitions(its_transaction.connection(), shelf)),
          objects(its_transaction.catalog().load("custom_object")),
          fields(its_transaction.catalog().load("custom_field"))
    {
    }

    // The object's own name, by its name or plural. Error{not_found}.
    std::string name_of(const std::string& object) const
    {
        if (const Object* built_in = find_object(shelf, object))
            return built_in->name;
        if (const ObjectDefinition* own = definitions.find_object(object))
            return own->object.name;
        throw Error(Cause::not_found, say("common.no_object_called_object", {{"object", object}}));
    }
    bool is_built_in(const std::string& object) const { return find_object(shelf, object); }
    const Field* find_built_in(const std::string& object, const std::string& field) const
    {
        const Object* built_in = find_object(shelf, object);
        return built_in ? built_in->find_field(field) : nullptr;
    }
    const FieldDefinition& load_field(const std::string& object, const std::string& field) const
    {
        if (const FieldDefinition* found = definitions.find_field(object, field))
            return *found;
        throw Error(Cause::not_found, say("shape.no_field_called_field_that", {{"field", field}}));
    }
};

Json without(const Json& said, std::string_view member)
{
    Json::Object kept;
    if (const Json::Object* members = said.if_object())
        for (const auto& [name, value] : *members)
            if (name != member)
                kept.emplace_back(name, value);
    return kept;
}

const Json::Array* list_of_fields(const Json& said)
{
    const Json* list = said.find("fields");
    if (list && !list->if_array() && !list->is_null())
        throw Error(Cause::malformed, say("shape.fields_must_be_list_of"));
    return list ? list->if_array() : nullptr;
}

[[noreturn]] void refuse_taken(const Sentence& message)
{
    throw Error(Cause::invalid, message, {{"name", "taken", message}});
}

// Several definitions, with the problems of all of them: "fields[2].name".
void create_fields(Book& book, const std::string& object, const Json::Array& list)
{
    std::vector<Problem> problems;
    for (std::size_t i = 0; i < list.size(); ++i) {
        try {
            Json field = list[i];
            if (book.find_built_in(object, std::string(field.text("name"))))
                refuse_taken(say("shape.field_called_so"));
            book.transaction.create(book.fields, field.set("object", object));
        } catch (const Error& error) {
            if (error.cause() != Cause::invalid || error.problems().empty())
                throw;
            for (Problem problem : error.problems()) {
                if (list.size() > 1)
                    problem.field = "fields[" + std::to_string(i) + "]." + problem.field;
                problems.push_back(std::move(problem));
            }
        }
    }
    if (!problems.empty()) {
        const Sentence message = problems[0].message;
        throw Error(Cause::invalid, message, std::move(problems));
    }
}

bool names(const Json::Array& list, std::string_view name)
{
    for (const Json& field : list)
        if (field.text("name") == name)
            return true;
    return false;
}

Json::Array with_first_fields(const Json& said)
{
    Json::Array list;
    const Json::Array* given = list_of_fields(said);
    const std::string title(said.text("title").empty() ? "name" : said.text("title"));
    if (!given || !names(*given, title))
        list.push_back(Json()
                           .set("name", title)
                           .set("kind", "text")
                           .set("required", true)
                           .set("searched", true));
    if (!given || !names(*given, "owner"))
        list.push_back(Json()
                           .set("name", "owner")
                           .set("kind", "reference")
                           .set("target", "user")
                           .set("default", "me"));
    if (given)
        list.insert(list.end(), given->begin(), given->end());
    return list;
}

std::string called(const Json& said)
{
    const std::string_view label = said.text("label");
    return label.empty() ? label_from(said.text("name")) : std::string(label);
}

// What is kept of a definition that is taken out of the bin, marked, and put back, is one change.
void mark_emptied(Book& book, const Object& object, const Id& id)
{
    Transaction& transaction = book.transaction;
    transaction.as_program([&] {
        transaction.restore(object, id);
        transaction.update(object, id, Json().set("emptied_at", format_instant(transaction.at())));
        transaction.remove(object, id);
    });
}

Sentence label_of_fields(const Json::Array& list, const std::string& object)
{
    if (list.size() == 1)
        return say("log.field_added",
                   {{"name", called(list[0])}, {"object", as_label(label_from(object))}});
    return say("log.fields_added",
               {{"count", list.size()}, {"object", as_label(label_from(object))}});
}

} // namespace

Id add_object(Engine& engine, const Actor& actor, const Json& said, std::string& made)
{
    const auto turn = begin_as(engine, actor);
    const Json::Array fields = with_first_fields(said);
    return write_change_set(
        engine, actor, {.label = say("log.object_added", {{"name", called(said)}})},
        [&](Transaction& transaction) {
            Book book(transaction);
            if (const Object* built_in = find_object(book.shelf, said.text("name")))
                refuse_taken(say("shape.is_there_already",
                                 {{"object", as_label(label_from(built_in->name))}}));
            const Id id = transaction.create(book.objects, without(said, "fields")).id;
            made = transaction.find(book.objects, id)->text("name");
            create_fields(book, made, fields);
        });
}

Id change_object(Engine& engine, const Actor& actor, const std::string& object, const Json& said)
{
    const auto turn = begin_as(engine, actor);
    return write_change_set(
        engine, actor,
        {.label = say("log.object_changed", {{"object", as_label(label_from(object))}})},
        [&](Transaction& transaction) {
            Book book(transaction);
            const std::string name = book.name_of(object);
            if (const ObjectDefinition* known = book.definitions.find_object(name))
                transaction.update(book.objects, known->id, said);
            else
                transaction.create(book.objects, Json(said).set("name", name));
        });
}

Id add_fields(Engine& engine, const Actor& actor, const std::string& object, const Json& said)
{
    const auto turn = begin_as(engine, actor);
    const Json::Array* several = list_of_fields(said);
    const Json::Array list = several ? *several : Json::Array{said};
    return write_change_set(engine, actor, {.label = label_of_fields(list, object)},
                            [&](Transaction& transaction) {
                                Book book(transaction);
                                create_fields(book, book.name_of(object), list);
                            });
}

Id change_field(Engine& engine, const Actor& actor, const std::string& object,
                const std::string& field, const Json& said)
{
    const auto turn = begin_as(engine, actor);
    return write_change_set(
        engine, actor,
        {.label = say("log.field_changed", {{"field", as_label(label_from(field))}})},
        [&](Transaction& transaction) {
            Book book(transaction);
            const std::string name = book.name_of(object);
            const Field* built_in = book.find_built_in(name, field);
            const FieldDefinition* known = book.definitions.find_field(name, field);
            if (built_in && known && known->is_in_bin)
                transaction.restore(book.fields, known->id);
            if (built_in && !known)
                transaction.create(book.fields, Json(said)
                                                    .set("object", name)
                                                    .set("name", field)
                                                    .set("kind", kind_of(*built_in).name()));
            else
                transaction.update(book.fields, book.load_field(name, field).id, said);
        });
}

Id remove_definition(Engine& engine, const Actor& actor, const std::string& object,
                     const std::string& field)
{
    const auto turn = begin_as(engine, actor);
    return write_change_set(
        engine, actor,
        {.label = say("log.definition_removed",
                      {{"name", as_label(label_from(field.empty() ? object : field))}})},
        [&](Transaction& transaction) {
            Book book(transaction);
            const std::string name = book.name_of(object);
            const ObjectDefinition* own = book.definitions.find_object(name);
            if (!field.empty()) {
                if (book.find_built_in(name, field) && !book.definitions.find_field(name, field))
                    throw Error(Cause::invalid, say("shape.comity_brings_this_field_and"));
                if (own && own->object.title == field)
                    throw Error(Cause::invalid, say("shape.this_field_names_records_without"));
                transaction.remove(book.fields, book.load_field(name, field).id);
                return;
            }
            if (!own)
                throw Error(Cause::invalid, say("shape.comity_brings_this_object_and"));
            transaction.remove(book.objects, own->id);
        });
}

Id restore_definition(Engine& engine, const Actor& actor, const std::string& object,
                      const std::string& field)
{
    const auto turn = begin_as(engine, actor);
    return write_change_set(
        engine, actor,
        {.label = say("log.definition_restored",
                      {{"name", as_label(label_from(field.empty() ? object : field))}})},
        [&](Transaction& transaction) {
            Book book(transaction);
            const std::string name = book.name_of(object);
            if (!field.empty())
                transaction.restore(book.fields, book.load_field(name, field).id);
            else if (const ObjectDefinition* own = book.definitions.find_object(name))
                transaction.restore(book.objects, own->id);
        });
}

Id empty_definition(Engine& engine, const Actor& actor, const std::string& object,
                    const std::string& field)
{
    const auto turn = begin_as(engine, actor);
    Emptied emptied;
    const Id change = write_change_set(
        engine, actor,
        {.label = say("log.definition_emptied",
                      {{"name", as_label(label_from(field.empty() ? object : field))}})},
        [&](Transaction& transaction) {
            Book book(transaction);
            const std::string name = book.name_of(object);
            const ObjectDefinition* own = book.definitions.find_object(name);
            const bool is_whole = field.empty();
            emptied = {};
            if (is_whole && (!own || !own->is_in_bin))
                throw Error(Cause::conflict, say("shape.only_what_is_in_bin"));
            emptied.object = book.is_built_in(name) ? *find_object(book.shelf, name) : own->object;
            emptied.is_whole = is_whole;
            for (const FieldDefinition& each : book.definitions.fields) {
                if (each.object != name || each.is_emptied ||
                    (!is_whole && each.field.name != field))
                    continue;
                if (!is_whole && (!each.is_in_bin || book.find_built_in(name, field)))
                    throw Error(Cause::conflict, say("shape.only_what_is_in_bin"));
                if (is_whole && !each.is_in_bin)
                    transaction.remove(book.fields, each.id);
                mark_emptied(book, book.fields, each.id);
                emptied.fields.push_back(each.field);
            }
            if (!is_whole && emptied.fields.empty())
                book.load_field(name, field); // says that there is none
            if (is_whole)
                mark_emptied(book, book.objects, own->id);
        });
    clear_values(engine, emptied);
    return change;
}

} // namespace comity::record
