#pragma once
// Users, teams and roles as they are now, in memory, so that who may see what costs no query.

#include "record/access/actor.h"
#include "store/database.h"

#include <optional>
#include <unordered_map>

namespace comity::record {

struct Person {
    Id id;
    std::string name;
    std::string email;
    Id role;
    Id team;
    std::string zone;
    std::string language;
};

class People {
public:
    // Reads all users that are not in the bin, all teams and all roles.
    static std::shared_ptr<const People> load(store::Database& database);

    const Person* find(const Id& user) const;
    std::shared_ptr<const Role> find_role(const Id& role) const;
    // The person as an actor; nothing when there is no such person.
    std::optional<Actor> actor_for(const Id& user, Origin origin) const;
    // The same as if that person had another role or were in another team.
    std::optional<Actor> actor_if(const Id& user, std::shared_ptr<const Role> role,
                                  const Id& team) const;
    // Everybody, by name.
    std::vector<const Person*> everybody() const;
    std::string name_of_team(const Id& team) const; // "" when there is none
    // A team and those above it.
    std::vector<Id> with_those_above(Id team) const;

private:
    std::unordered_map<Id, Person> m_people;
    std::unordered_map<Id, std::shared_ptr<const Role>> m_roles;
    std::unordered_map<Id, std::vector<Id>> m_members; // team → users, sorted
    std::unordered_map<Id, std::vector<Id>> m_below;   // team → users of it and all below, sorted
    std::unordered_map<Id, Id> m_parents;              // team → team above
    std::unordered_map<Id, std::string> m_team_names;

    void read_people(store::Connection& connection);
    void read_roles(store::Connection& connection);
    void read_teams(store::Connection& connection);
};

// A role from its record's `permissions`, `hidden_fields` and `read_only_fields`; what cannot be
// read grants nothing.
Role make_role(const Id& id, std::string key, std::string name, std::string_view permissions,
               std::string_view hidden_fields, std::string_view read_only_fields);

} // namespace comity::record
