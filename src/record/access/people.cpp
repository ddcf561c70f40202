#include "record/access/people.h"

#include "base/error.h"
#include "base/json.h"
#include "base/log.h"

#include <algorithm>
#include <tuple>

namespace comity::record {
namespace {

using Fields = std::unordered_map<std::string, std::set<std::string, std::less<>>>;

Json parse_definition(std::string_view text, std::string_view role)
{
    if (text.empty())
        return {};
    try {
        return parse_json(text);
    } catch (const Error& error) {
        log_warning("the role " + std::string(role) +
                    " cannot be read and grants nothing: " + error.message());
        return {};
    }
}

std::array<Reach, 5> reaches_of(const Json& verbs)
{
    std::array<Reach, 5> reaches{};
    for (const Verb verb : all_verbs)
        reaches[static_cast<std::size_t>(verb)] =
            find_reach(verbs.text(name_of(verb))).value_or(Reach::none);
    return reaches;
}

Fields fields_of(const Json& definition)
{
    Fields fields;
    if (const Json::Object* objects = definition.if_object())
        for (const auto& [object, names] : *objects)
            if (const Json::Array* list = names.if_array())
                for (const Json& name : *list)
                    if (const std::string* text = name.if_string())
                        fields[object].insert(*text);
    return fields;
}

// Who is only thought to be in a team counts as one of its people.
std::vector<Id> with_member(std::vector<Id> members, const Id& user)
{
    const auto place = std::lower_bound(members.begin(), members.end(), user);
    if (place == members.end() || *place != user)
        members.insert(place, user);
    return members;
}

} // namespace

Role make_role(const Id& id, std::string key, std::string name, std::string_view permissions,
               std::string_view hidden_fields, std::string_view read_only_fields)
{
    Role role;
    role.id = id;
    role.key = std::move(key);
    role.name = std::move(name);
    role.is_administrator = role.key == "administrator";
    const Json granted = parse_definition(permissions, role.key);
    if (const Json::Object* objects = granted.if_object())
        for (const auto& [object, verbs] : *objects)
            role.reaches[object] = reaches_of(verbs);
    role.hidden_fields = fields_of(parse_definition(hidden_fields, role.key));
    role.read_only_fields = fields_of(parse_definition(read_only_fields, role.key));
    return role;
}

std::shared_ptr<const People> People::load(store::Database& database)
{
    auto people = std::make_shared<People>();
    database.read([&](store::Connection& connection) {
        people->read_roles(connection);
        people->read_people(connection);
        people->read_teams(connection);
    });
    return people;
}

void People::read_people(store::Connection& connection)
{
    connection.query(
        {R"(SELECT "id", "name", "email", "role", "team", "zone", "language" FROM "users"
                         WHERE "deleted_at" IS NULL)",
         {}},
        [&](const store::Row& row) {
            Person person{row.id(0),
                          std::string(row.text(1)),
                          std::string(row.text(2)),
                          row.is_null(3) ? Id{} : row.id(3),
                          row.is_null(4) ? Id{} : row.id(4),
                          std::string(row.text(5)),
                          std::string(row.text(6))};
            if (!person.team.is_nil())
                m_members[person.team].push_back(person.id);
            m_people.emplace(person.id, std::move(person));
        });
    for (auto& [team, members] : m_members)
        std::sort(members.begin(), members.end());
}

void People::read_roles(store::Connection& connection)
{
    connection.query(
        {R"(SELECT "id", "key", "name", "permissions", "hidden_fields", "read_only_fields"
                         FROM "roles" WHERE "deleted_at" IS NULL)",
         {}},
        [&](const store::Row& row) {
            m_roles.emplace(row.id(0),
                            std::make_shared<Role>(make_role(row.id(0), std::string(row.text(1)),
                                                             std::string(row.text(2)), row.text(3),
                                                             row.text(4), row.text(5))));
        });
}

void People::read_teams(store::Connection& connection)
{
    std::vector<Id> teams;
    connection.query(
        {R"(SELECT "id", "parent", "name" FROM "teams" WHERE "deleted_at" IS NULL)", {}},
        [&](const store::Row& row) {
            teams.push_back(row.id(0));
            m_team_names.emplace(row.id(0), row.text(2));
            if (!row.is_null(1))
                m_parents[row.id(0)] = row.id(1);
        });
    // Each team's members belong to every team above it.
    for (const Id& team : teams) {
        const auto members = m_members.find(team);
        if (members == m_members.end())
            continue;
        for (const Id& above : with_those_above(team)) {
            auto& below = m_below[above];
            below.insert(below.end(), members->second.begin(), members->second.end());
        }
    }
    for (auto& [team, below] : m_below) {
        std::sort(below.begin(), below.end());
        below.erase(std::unique(below.begin(), below.end()), below.end());
    }
}

std::string People::name_of_team(const Id& team) const
{
    const auto found = m_team_names.find(team);
    return found == m_team_names.end() ? std::string() : found->second;
}

// A ring of parents ends after 32 steps.
std::vector<Id> People::with_those_above(Id team) const
{
    std::vector<Id> teams;
    for (int steps = 0; steps < 32 && !team.is_nil(); ++steps) {
        teams.push_back(team);
        const auto parent = m_parents.find(team);
        team = parent == m_parents.end() ? Id{} : parent->second;
    }
    return teams;
}

const Person* People::find(const Id& user) const
{
    const auto found = m_people.find(user);
    return found == m_people.end() ? nullptr : &found->second;
}

std::shared_ptr<const Role> People::find_role(const Id& role) const
{
    const auto found = m_roles.find(role);
    return found == m_roles.end() ? nullptr : found->second;
}

std::vector<const Person*> People::everybody() const
{
    std::vector<const Person*> everybody;
    for (const auto& [id, person] : m_people)
        everybody.push_back(&person);
    std::ranges::sort(everybody, [](const Person* a, const Person* b) {
        return std::tie(a->name, a->id) < std::tie(b->name, b->id);
    });
    return everybody;
}

std::optional<Actor> People::actor_for(const Id& user, Origin origin) const
{
    const Person* person = find(user);
    if (!person)
        return std::nullopt;
    auto actor = actor_if(user, find_role(person->role), person->team);
    actor->origin = origin;
    return actor;
}

std::optional<Actor> People::actor_if(const Id& user, std::shared_ptr<const Role> role,
                                      const Id& team) const
{
    const Person* person = find(user);
    if (!person)
        return std::nullopt;
    Actor actor;
    actor.user = user;
    actor.name = person->name;
    actor.role = std::move(role);
    actor.team = team;
    if (!person->zone.empty())
        actor.zone = person->zone;
    if (!person->language.empty())
        actor.language = person->language;
    actor.teams = with_those_above(team);
    if (const auto members = m_members.find(team); members != m_members.end())
        actor.team_members = with_member(members->second, user);
    if (const auto below = m_below.find(team); below != m_below.end())
        actor.team_below_members = with_member(below->second, user);
    return actor;
}

} // namespace comity::record
