// What stands on objects and fields, as a text of definitions has it: roles, rules, layouts and the
// views that all may see. Ids say nothing elsewhere, so a record is told from others by its key.
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/shape/text_parts.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>

namespace comity::record {
namespace {

struct Arranged {
    const char* section; // of the text
    const char* what;    // the object of its records
    std::vector<const char*> key;
    std::vector<const char*> members; // in the order they are told, the key among them
    const char* filter = "";          // which of them are told
};

// Roles first: layouts are for them.
const std::array<Arranged, 4>& all_arranged()
{
    static const std::array<Arranged, 4> all = {{
        {"roles",
         "role",
         {"key"},
         {"key", "name", "permissions", "hidden_fields", "read_only_fields"}},
        {"rules",
         "rule",
         {"object", "name"},
         {"object", "name", "condition", "required_fields", "message", "field", "is_active"}},
        {"layouts",
         "layout",
         {"object", "role"},
         {"object", "role", "name", "sections", "list", "quick_create"}},
        {"views",
         "view",
         {"object", "kind", "name"},
         {"object", "kind", "name", "filter", "sort", "columns"},
         "shared = true"},
    }};
    return all;
}

using RoleKeys = std::map<Id, std::string>;

Json told_member(const Record& record, const Field& field, const RoleKeys& roles)
{
    if (!record.has(field))
        return {};
    if (worth_of(field) == Worth::yes_no) {
        const bool usual = field.starts_with == "true";
        const bool is = record.flag(field.name);
        return is == usual ? Json() : Json(is);
    }
    if (!is_reference(field))
        return record.json(field.name);
    const auto role = roles.find(*record.reference(field.name));
    return role == roles.end() ? Json() : Json(role->second);
}

Json told(const Arranged& arranged, const Record& record, const RoleKeys& roles)
{
    Json json = Json::Object{};
    for (const char* member : arranged.members)
        if (Json value = told_member(record, record.object->load_field(member), roles);
            !value.is_null())
            json.set(member, std::move(value));
    return json;
}

std::string key_of(const Arranged& arranged, const Json& said)
{
    std::string key;
    for (const char* member : arranged.key)
        key += std::string(said.text(member)) + '\n';
    return key;
}

void take_all(std::vector<Record>& to, std::vector<Record>& page)
{
    std::ranges::move(page, std::back_inserter(to));
}

std::vector<Record> read_all(Engine& engine, const Object& object, const char* filter)
{
    std::vector<Record> records;
    ListQuery query;
    query.filter = filter;
    each_page(engine, Actor::program("Comity", Origin::automation), object, query, 500,
              [&](std::vector<Record>& page) {
                  take_all(records, page);
                  return true;
              });
    return records;
}

std::vector<Record> read_all(Transaction& transaction, const Object& object, const char* filter)
{
    constexpr int page_size = 500;
    std::vector<Record> records;
    for (bool is_more = true; is_more;) {
        std::optional<Id> after;
        if (!records.empty())
            after = records.back().id();
        auto page = transaction.find_all(object, filter, page_size, after);
        is_more = page.size() == page_size;
        take_all(records, page);
    }
    return records;
}

template <class Source> RoleKeys role_keys(Source& source, const Catalog& catalog)
{
    RoleKeys keys;
    for (const Record& role : read_all(source, catalog.load("role"), ""))
        keys[role.id()] = role.text("key");
    return keys;
}

struct Known {
    Id id;
    Json told;
};

class TakingArranged {
public:
    TakingArranged(Transaction& transaction, bool removes, Complaints& complaints,
                   std::vector<DefinitionChange>& changes)
        : m_transaction(transaction), m_removes(removes), m_complaints(complaints),
          m_changes(changes)
    {
    }

    // A section that the text has not says nothing of its kind, also with `removes`.
    void run(const Json& text)
    {
        for (const Arranged& arranged : all_arranged())
            if (text.find(arranged.section) && m_transaction.catalog().find(arranged.what))
                take_section(arranged, list_in(text, arranged.section));
    }

private:
    Transaction& m_transaction;
    const bool m_removes;
    Complaints& m_complaints;
    std::vector<DefinitionChange>& m_changes;
    RoleKeys m_roles; // as they are when a section begins

    void take_section(const Arranged& arranged, const Json::Array& list)
    {
        const Object& object = m_transaction.catalog().load(arranged.what);
        m_roles = role_keys(m_transaction, m_transaction.catalog());
        // By key; where several have the same, the n-th of the text is the n-th here.
        std::map<std::string, std::deque<Known>> known;
        for (const Record& record : read_all(m_transaction, object, arranged.filter)) {
            Json told_now = told(arranged, record, m_roles);
            known[key_of(arranged, told_now)].push_back({record.id(), std::move(told_now)});
        }
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string place = std::string(arranged.section) + "[" + std::to_string(i) + "]";
            if (!list[i].if_object()) {
                m_complaints.add(place, place, "type", say("shape.this_must_be_object"));
                continue;
            }
            auto& same = known[key_of(arranged, list[i])];
            std::optional<Known> old;
            if (!same.empty()) {
                old = std::move(same.front());
                same.pop_front();
            }
            m_complaints.note(place, place, [&] { take(arranged, object, list[i], old); });
        }
        if (!m_removes || std::string_view(arranged.what) == "role")
            return;
        for (const auto& [key, rest] : known)
            for (const Known& each : rest) {
                m_transaction.remove(object, each.id);
                m_changes.push_back(change("remove", arranged, each.told));
            }
    }

    static DefinitionChange change(const char* action, const Arranged& arranged, const Json& said)
    {
        return {action, arranged.what, std::string(said.text("object")),
                std::string(said.text("name"))};
    }

    void take(const Arranged& arranged, const Object& object, const Json& said,
              const std::optional<Known>& known)
    {
        DefinitionChange made = change(known ? "change" : "add", arranged, said);
        made.differences = differences(known ? known->told : Json(), said);
        if (known && made.differences.empty())
            return;
        Json fields = Json::Object{};
        std::vector<Problem> problems;
        for (const auto& [member, before, after] : made.differences)
            fields.set(member, value_for(arranged, object, member, after, problems));
        if (!problems.empty())
            throw Error(Cause::invalid, say("shape.this_cannot_be"), std::move(problems));
        if (known)
            m_transaction.update(object, known->id, fields);
        else
            m_transaction.create(object, with_owner(arranged, std::move(fields)));
        m_changes.push_back(std::move(made));
    }

    Json value_for(const Arranged& arranged, const Object& object, const std::string& member,
                   const Json& value, std::vector<Problem>& problems) const
    {
        const bool is_known = std::ranges::find(arranged.members, member, [](const char* each) {
                                  return std::string_view(each);
                              }) != arranged.members.end();
        if (!is_known) {
            problems.push_back(
                {member, "unknown", say("save.nothing_called_here", {{"name", member}})});
            return {};
        }
        const Field& field = object.load_field(member);
        if (worth_of(field) == Worth::yes_no && value.is_null())
            return field.starts_with == "true";
        if (!is_reference(field) || value.is_null())
            return value;
        for (const auto& [id, key] : m_roles)
            if (value.if_string() && key == *value.if_string())
                return format_id(id);
        problems.push_back({member, "reference",
                            say("shape.no_role_with_key_what", {{"key", format_json(value)}})});
        return {};
    }

    // A shared view is somebody's: who brings it in, or, on the command line, an administrator's.
    Json with_owner(const Arranged& arranged, Json fields)
    {
        if (std::string_view(arranged.what) != "view")
            return fields;
        fields.set("shared", true);
        if (!m_transaction.actor().user.is_nil())
            return fields;
        const auto& users = m_transaction.catalog().load("user");
        const auto found = m_transaction.find_all(users, "role.key = \"administrator\"", 1);
        if (found.empty())
            throw Error(Cause::invalid, say("shape.shared_view_belongs_to_somebody"));
        return fields.set("owner", format_id(found[0].id()));
    }
};

} // namespace

void tell_arranged(Engine& engine, Json& text)
{
    const auto catalog = engine.catalog();
    RoleKeys roles;
    if (catalog->find("role"))
        roles = role_keys(engine, *catalog);
    for (const Arranged& arranged : all_arranged()) {
        if (!catalog->find(arranged.what))
            continue;
        // By key, and where several have the same as they were made: whatever their ids are.
        std::vector<std::pair<std::string, Json>> list;
        for (const Record& record :
             read_all(engine, catalog->load(arranged.what), arranged.filter)) {
            Json told_now = told(arranged, record, roles);
            std::string key = key_of(arranged, told_now);
            list.emplace_back(std::move(key), std::move(told_now));
        }
        std::ranges::stable_sort(list, {}, &std::pair<std::string, Json>::first);
        Json::Array told_list;
        for (auto& [key, each] : list)
            told_list.push_back(std::move(each));
        text.set(arranged.section, std::move(told_list));
    }
}

void take_arranged(Transaction& transaction, const Json& text, bool removes, Complaints& complaints,
                   std::vector<DefinitionChange>& changes)
{
    transaction.as_program(
        [&] { TakingArranged(transaction, removes, complaints, changes).run(text); });
}

} // namespace comity::record
