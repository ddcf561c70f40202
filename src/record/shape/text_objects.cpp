// Objects and fields of a text of definitions: out, and in.
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/shape/text_parts.h"
#include "record/shape/told.h"

#include <algorithm>
#include <map>
#include <set>

namespace comity::record {

// By name; each with the fields that were added to it or changed, in their order.
Json::Array tell_objects(const Definitions& definitions, std::span<const Object> shelf)
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
    return list;
}

namespace {

bool is_derived(const Json& field)
{
    return field.find("formula") || field.find("lookup") || field.find("roll_up");
}

Json without_fields(const Json& object)
{
    Json said = Json::Object{};
    for (const auto& [name, value] : *object.if_object())
        if (name != "fields")
            said.set(name, value);
    return said;
}

// One field of the text on its way in.
struct TextField {
    std::string place; // in the text
    std::string object;
    std::string name;
    const Json* said;
    const FieldDefinition* known; // nothing: it is new
    std::int64_t position;        // among the fields of its object
};

class TakingObjects {
public:
    TakingObjects(Transaction& transaction, bool removes, Complaints& complaints,
                  std::vector<DefinitionChange>& changes)
        : m_transaction(transaction), m_removes(removes), m_complaints(complaints),
          m_changes(changes), m_before(load_definitions(transaction.connection(),
                                                        transaction.engine().shelf().objects)),
          m_objects(transaction.catalog().load("custom_object")),
          m_fields(transaction.catalog().load("custom_field"))
    {
    }

    // Objects first, as a relation may point to one that comes later; then what is kept, then what
    // is worked out of it.
    void run(const Json& text)
    {
        const Json::Array& objects = list_in(text, "objects");
        for (std::size_t i = 0; i < objects.size(); ++i)
            take_object(objects[i], "objects[" + std::to_string(i) + "]");
        std::vector<TextField> derived;
        for (const TextField& field : m_text_fields)
            if (is_derived(*field.said))
                derived.push_back(field);
            else
                take_field(field, m_complaints);
        take_derived(std::move(derived));
        put_in_order();
        if (m_removes)
            remove_rest();
    }

private:
    Transaction& m_transaction;
    const bool m_removes;
    Complaints& m_complaints;
    std::vector<DefinitionChange>& m_changes;
    const Definitions m_before;
    const Object& m_objects;
    const Object& m_fields;
    std::set<std::string> m_named; // "object", "object.field"
    std::vector<TextField> m_text_fields;

    bool is_built_in(const std::string& object) const
    {
        return find_object(m_transaction.engine().shelf().objects, object);
    }

    // Once for each name; what comes twice is a mistake.
    bool is_first(const std::string& place, const std::string& name)
    {
        if (m_named.insert(name).second)
            return true;
        m_complaints.add(place, name, "unique", say("shape.it_is_there_twice"));
        return false;
    }

    // `position` is that of a new field.
    template <class Definition>
    void take(const Object& of, const Definition* known, const Json& said, DefinitionChange change,
              std::int64_t position = 0)
    {
        change.action = !known ? "add" : known->is_in_bin ? "restore" : "change";
        change.differences = differences(known ? told(*known) : Json(), said);
        if (!known) {
            Json fields = said;
            if (change.what == "field")
                fields.set("object", change.object).set("position", position);
            m_transaction.create(of, fields);
            m_changes.push_back(std::move(change));
            return;
        }
        if (known->is_in_bin)
            m_transaction.restore(of, known->id);
        else if (change.differences.empty())
            return;
        Json fields = Json::Object{};
        for (const DefinitionChange::Difference& each : change.differences) {
            const bool is_flag = each.after.is_null() && each.before.if_bool();
            fields.set(each.member, is_flag ? Json(false) : each.after);
        }
        if (!change.differences.empty())
            m_transaction.update(of, known->id, fields);
        m_changes.push_back(std::move(change));
    }

    void take_object(const Json& object, const std::string& place)
    {
        const std::string name(object.text("name"));
        if (name.empty())
            return m_complaints.add(place, place, "required", say("shape.object_has_no_name"));
        if (!is_first(place, name))
            return;
        gather_fields(object, name, place);
        Json said = without_fields(object);
        const ObjectDefinition* known = m_before.find_object(name);
        const bool says_something = said.if_object()->size() > 1;
        // One that is only named, to hold its fields, stays as it is.
        const bool stays = !says_something && (is_built_in(name) || (known && !known->is_in_bin));
        if (stays)
            return;
        if (known && known->is_in_bin && !says_something)
            said = told(*known);
        m_complaints.note(place, name, [&] {
            take(m_objects, known, said, {"", "object", name, name});
        });
        if (!known && !is_built_in(name))
            name_records_of(object, name, place);
    }

    // A new object has a field that its records are called by.
    void name_records_of(const Json& object, const std::string& name, const std::string& place)
    {
        const std::string title(object.text("title").empty() ? "name" : object.text("title"));
        for (const Json& field : list_in(object, "fields"))
            if (field.text("name") == title)
                return;
        const Json field = Json()
                               .set("name", title)
                               .set("kind", "text")
                               .set("required", true)
                               .set("searched", true);
        m_named.insert(name + "." + title);
        m_complaints.note(place, name, [&] {
            take<FieldDefinition>(m_fields, nullptr, field, {"", "field", name, title}, 0);
        });
    }

    void gather_fields(const Json& object, const std::string& name, const std::string& place)
    {
        std::int64_t last = 0;
        for (const FieldDefinition& each : m_before.fields)
            if (each.object == name)
                last = std::max(last, each.position);
        const Json::Array& fields = list_in(object, "fields");
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const std::string at = place + ".fields[" + std::to_string(i) + "]";
            const std::string field(fields[i].text("name"));
            if (field.empty())
                m_complaints.add(at, name + "." + at.substr(place.size() + 1), "required",
                                 say("shape.field_has_no_name"));
            else if (is_first(at, name + "." + field)) {
                const FieldDefinition* known = m_before.find_field(name, field);
                m_text_fields.push_back(
                    {at, name, field, &fields[i], known, known ? known->position : ++last});
            }
        }
    }

    bool take_field(const TextField& field, Complaints& complaints)
    {
        return complaints.note(field.place, field.object + "." + field.name, [&] {
            take(m_fields, field.known, *field.said, {"", "field", field.object, field.name},
                 field.position);
        });
    }

    // One may stand on others that come later in the text: those that cannot be yet are tried again
    // as long as that brings any of them further.
    void take_derived(std::vector<TextField> fields)
    {
        for (std::size_t before = 0; fields.size() != before;) {
            before = fields.size();
            std::erase_if(fields, [&](const TextField& field) {
                Complaints not_yet("");
                return take_field(field, not_yet);
            });
        }
        for (const TextField& field : fields)
            take_field(field, m_complaints);
    }

    // The fields of an object stand in the order of the text, in the places that they have.
    void put_in_order()
    {
        std::map<std::string, std::vector<const TextField*>> objects;
        for (const TextField& field : m_text_fields)
            objects[field.object].push_back(&field);
        if (!m_complaints.is_empty())
            return;
        for (const auto& [object, fields] : objects) {
            std::vector<std::int64_t> places;
            for (const TextField* field : fields)
                places.push_back(field->position);
            if (std::ranges::adjacent_find(places, std::greater_equal<>()) == places.end())
                continue;
            std::ranges::sort(places);
            for (std::size_t i = 1; i < places.size(); ++i)
                places[i] = std::max(places[i], places[i - 1] + 1);
            for (std::size_t i = 0; i < fields.size(); ++i)
                move_field(*fields[i], places[i]);
        }
    }

    void move_field(const TextField& field, std::int64_t position)
    {
        if (field.position == position)
            return;
        if (!field.known)
            return put_new_field(field, position);
        m_transaction.update(m_fields, field.known->id, Json().set("position", position));
        const DefinitionChange::Difference moved{"position", field.position, position};
        const auto told = std::ranges::find_if(m_changes, [&](const DefinitionChange& change) {
            return change.what == "field" && change.object == field.object &&
                   change.name == field.name;
        });
        if (told == m_changes.end())
            m_changes.push_back({"change", "field", field.object, field.name, {moved}});
        else
            told->differences.push_back(moved);
    }

    void put_new_field(const TextField& field, std::int64_t position)
    {
        const Definitions now =
            load_definitions(m_transaction.connection(), m_transaction.engine().shelf().objects);
        if (const FieldDefinition* made = now.find_field(field.object, field.name))
            m_transaction.update(m_fields, made->id, Json().set("position", position));
    }

    void remove_rest()
    {
        for (const FieldDefinition& each : m_before.fields)
            if (!each.is_in_bin && !each.is_emptied && m_named.contains(each.object) &&
                !m_named.contains(each.object + "." + each.field.name)) {
                m_transaction.remove(m_fields, each.id);
                m_changes.push_back({"remove", "field", each.object, each.field.name});
            }
        for (const ObjectDefinition& each : m_before.objects)
            if (!each.is_in_bin && !each.is_emptied && !m_named.contains(each.object.name)) {
                m_transaction.remove(m_objects, each.id);
                m_changes.push_back({"remove", "object", each.object.name, each.object.name});
            }
    }
};

} // namespace

void take_objects(Transaction& transaction, const Json& text, bool removes, Complaints& complaints,
                  std::vector<DefinitionChange>& changes)
{
    TakingObjects(transaction, removes, complaints, changes).run(text);
}

} // namespace comity::record
