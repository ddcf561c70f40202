#include "record/shape/text.h"

#include "base/error.h"
#include "record/save.h"
#include "record/save_state.h"
#include "record/shape/definition.h"
#include "record/shape/told.h"

#include <algorithm>
#include <map>
#include <set>

namespace comity::record {
namespace {

constexpr const char* version_member = "comity_definitions";

struct NotKept {}; // thrown to leave a change set that was only asked about

// Objects by name; each with the fields that were added to it or changed, in their order.
Json whole(const Definitions& definitions, std::span<const Object> shelf)
{
    std::map<std::string, Json> objects;
    std::map<std::string, Json::Array> fields;
    for (const ObjectDefinition& each : definitions.objects)
        if (!each.is_in_bin && !each.is_emptied)
            objects[each.object.name] = told(each);
    for (const FieldDefinition& each : definitions.fields) {
        if (each.is_in_bin || each.is_emptied)
            continue;
        const ObjectDefinition* object = definitions.find_object(each.object);
        if (object && object->is_in_bin && !find_object(shelf, each.object))
            continue;
        if (!objects.contains(each.object))
            objects[each.object] = Json().set("name", each.object);
        fields[each.object].push_back(told(each));
    }
    Json::Array list;
    for (auto& [name, object] : objects) {
        if (fields.contains(name))
            object.set("fields", std::move(fields[name]));
        list.push_back(std::move(object));
    }
    return Json().set(version_member, 1).set("objects", std::move(list));
}

const Json::Array& list_in(const Json& json, const char* member)
{
    static const Json::Array nothing;
    const Json* list = json.find(member);
    if (!list || list->is_null())
        return nothing;
    if (!list->if_array())
        throw Error(Cause::malformed, std::string("\"") + member + "\" must be a list.");
    return *list->if_array();
}

// Members that differ, with null for what is not said any more.
std::vector<DefinitionChange::Difference> differences(const Json& before, const Json& after)
{
    std::vector<DefinitionChange::Difference> found;
    static const Json::Object nothing;
    const Json::Object* was = before.if_object();
    const Json::Object* is = after.if_object();
    for (const auto& [name, value] : is ? *is : nothing) {
        const Json* old = before.find(name);
        if (name != "fields" && !(old ? *old == value : value.is_null()))
            found.push_back({name, old ? *old : Json(), value});
    }
    for (const auto& [name, value] : was ? *was : nothing)
        if (name != "fields" && !after.find(name))
            found.push_back({name, value, Json()});
    return found;
}

class Application {
public:
    Application(Transaction& transaction, bool removes)
        : m_transaction(transaction), m_removes(removes),
          m_before(
              load_definitions(transaction.connection(), transaction.engine().shelf().objects)),
          m_objects(transaction.catalog().load("custom_object")),
          m_fields(transaction.catalog().load("custom_field"))
    {
    }

    std::vector<DefinitionChange> run(const Json& text)
    {
        // Objects first: a relation may point to one that comes later in the text.
        for (const Json& object : list_in(text, "objects"))
            take_object(object);
        for (const Json& object : list_in(text, "objects"))
            take_fields(std::string(object.text("name")), list_in(object, "fields"));
        if (m_removes)
            remove_rest();
        if (!m_problems.empty()) {
            const std::string message = m_problems[0].field + ": " + m_problems[0].message;
            throw Error(Cause::invalid, message, std::move(m_problems));
        }
        return std::move(m_changes);
    }

private:
    Transaction& m_transaction;
    const bool m_removes;
    const Definitions m_before;
    const Object& m_objects;
    const Object& m_fields;
    std::set<std::string> m_named; // "object", "object.field"
    std::vector<DefinitionChange> m_changes;
    std::vector<Problem> m_problems;

    // Problems are told with where they are; the others are still looked for.
    template <class Work> void attempt_at(const std::string& where, const Work& work)
    {
        try {
            work();
        } catch (const Error& error) {
            if (error.cause() != Cause::invalid || error.problems().empty())
                throw;
            for (const Problem& problem : error.problems())
                m_problems.push_back({where + "." + problem.field, problem.rule, problem.message});
        }
    }

    template <class Definition>
    void take(const Object& of, const Definition* known, Json said, DefinitionChange change)
    {
        const std::string where = change.object + (change.field.empty() ? "" : "." + change.field);
        if (!m_named.insert(where).second) {
            m_problems.push_back({where, "unique", "It is there twice."});
            return;
        }
        attempt_at(where, [&] {
            if (!known) {
                change.action = "add";
                change.differences = differences({}, said);
                if (!change.field.empty())
                    said.set("object", change.object);
                m_transaction.create(of, said);
                m_changes.push_back(std::move(change));
                return;
            }
            if (known->is_in_bin)
                m_transaction.restore(of, known->id);
            change.differences = differences(told(*known), said);
            change.action = known->is_in_bin ? "restore" : "change";
            if (!known->is_in_bin && change.differences.empty())
                return;
            Json fields = Json::Object{};
            for (const DefinitionChange::Difference& each : change.differences)
                fields.set(each.member, each.after.is_null() && each.before.if_bool() ? Json(false)
                                                                                      : each.after);
            if (!change.differences.empty())
                m_transaction.update(of, known->id, fields);
            m_changes.push_back(std::move(change));
        });
    }

    void take_object(const Json& object)
    {
        Json said = Json::Object{};
        if (const Json::Object* members = object.if_object())
            for (const auto& [name, value] : *members)
                if (name != "fields")
                    said.set(name, value);
        const std::string name(object.text("name"));
        if (name.empty()) {
            m_problems.push_back({"objects", "required", "An object has no name."});
            return;
        }
        const ObjectDefinition* known = m_before.find_object(name);
        const bool says_something = said.if_object()->size() > 1;
        // One that is only named, to hold its fields, stays as it is.
        const bool is_built_in = find_object(m_transaction.engine().shelf().objects, name);
        if (known && known->is_in_bin && !is_built_in && !says_something)
            said = told(*known);
        if (says_something || (!is_built_in && (!known || known->is_in_bin)))
            take(m_objects, known, said, {"", name, "", {}});
        else
            m_named.insert(name);
    }

    void take_fields(const std::string& object, const Json::Array& fields)
    {
        for (const Json& field : fields) {
            const std::string name(field.text("name"));
            take(m_fields, m_before.find_field(object, name), field, {"", object, name, {}});
        }
    }

    void remove_rest()
    {
        for (const FieldDefinition& each : m_before.fields)
            if (!each.is_in_bin && !each.is_emptied && m_named.contains(each.object) &&
                !m_named.contains(each.object + "." + each.field.name)) {
                m_transaction.remove(m_fields, each.id);
                m_changes.push_back({"remove", each.object, each.field.name, {}});
            }
        for (const ObjectDefinition& each : m_before.objects)
            if (!each.is_in_bin && !each.is_emptied && !m_named.contains(each.object.name)) {
                m_transaction.remove(m_objects, each.id);
                m_changes.push_back({"remove", each.object.name, "", {}});
            }
    }
};

} // namespace

std::string format_definitions(Engine& engine)
{
    Definitions definitions;
    engine.database().read([&](store::Connection& connection) {
        definitions = load_definitions(connection, engine.shelf().objects);
    });
    return format_lines(whole(definitions, engine.shelf().objects));
}

DefinitionOutcome apply_definitions(Engine& engine, const Actor& actor, const Json& text,
                                    bool removes, bool is_dry_run)
{
    if (!actor.is_administrator())
        throw Error(Cause::forbidden, "Only administrators change objects and fields.");
    if (!text.find(version_member) || !text.find("objects"))
        throw Error(Cause::malformed, "This is no text of definitions: it begins with "
                                      "{\"comity_definitions\": 1, \"objects\": [ … ]}.");
    DefinitionOutcome outcome;
    try {
        outcome.change_set = write_change_set(
            engine, actor, {.label = "Brought in definitions"}, [&](Transaction& transaction) {
                outcome.changes = Application(transaction, removes).run(text);
                if (is_dry_run)
                    throw NotKept{};
            });
    } catch (const NotKept&) {
        outcome.change_set = {};
    }
    return outcome;
}

} // namespace comity::record
