#pragma once
// Who is asking, and what they may: worked out once a request from the person's role and teams.

#include "base/id.h"
#include "record/access/brought_by.h"
#include "record/object/object.h"

#include <array>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace comity::record {

enum class Verb { read, create, update, remove, export_ };
// `shared`: only what is shared with one. All wider ones have that too.
enum class Reach { none, shared, own, team, team_below, all };
enum class Origin { screen, api, import, automation, sync, command_line };

std::string_view name_of(Verb verb);
std::string_view name_of(Reach reach);
std::string_view name_of(Origin origin);
std::optional<Reach> find_reach(std::string_view name);
inline constexpr std::array all_verbs = {Verb::read, Verb::create, Verb::update, Verb::remove,
                                         Verb::export_};

// A role as it is asked: immutable, shared by everybody who has it.
struct Role {
    Id id;
    std::string key; // administrator, manager, rep, read_only, or an administrator's own
    std::string name;
    bool is_administrator = false;
    // object name (or "*") → reach by verb, in the order of Verb
    std::unordered_map<std::string, std::array<Reach, 5>> reaches;
    std::unordered_map<std::string, std::set<std::string, std::less<>>> hidden_fields;
    std::unordered_map<std::string, std::set<std::string, std::less<>>> read_only_fields;
};

struct Shares;

struct Actor {
    Id user; // nil for the program itself
    std::string name;
    std::shared_ptr<const Role> role;
    Id team;                            // nil when in none
    std::vector<Id> team_members;       // users of the same team, the actor among them; sorted
    std::vector<Id> team_below_members; // and of all teams below it; sorted
    std::vector<Id> teams; // the team and those above: what is shared with them is one's
    std::shared_ptr<const Shares> shares; // what is shared with one; null when nothing is
    Id viewer; // the administrator who looks as this person and may change nothing; mostly nil
    Origin origin = Origin::api;
    std::shared_ptr<const BroughtBy> cause; // of what it does; null: its own act (brought_by())
    std::string zone = "UTC";
    std::string language = "en";

    bool is_administrator() const { return role && role->is_administrator; }
    Reach reach(const Object& object, Verb verb) const;
    bool may_see(const Object& object, const Field& field) const;
    bool may_change(const Object& object, const Field& field) const;
    // Error{forbidden} when the reach is none.
    void require(const Object& object, Verb verb) const;

    // The program itself: everything, under the name that the log should show.
    static Actor program(std::string name, Origin origin);
    // The same actor, whose changes are brought about by this.
    Actor because_of(BroughtBy what) const;
};

} // namespace comity::record
