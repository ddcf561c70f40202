#include "base/error.h"
#include "record/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void check_verbs(const std::string& object, const Json& verbs, std::vector<Problem>& problems)
{
    const Json::Object* members = verbs.if_object();
    if (!members) {
        problems.push_back({"permissions", "type", object + " must name verbs and their reach."});
        return;
    }
    for (const auto& [verb, reach] : *members) {
        bool is_verb = false;
        for (const Verb known :
             {Verb::read, Verb::create, Verb::update, Verb::remove, Verb::export_})
            is_verb = is_verb || name_of(known) == verb;
        if (!is_verb)
            problems.push_back({"permissions", "unknown", "There is no verb \"" + verb + "\"."});
        if (!reach.if_string() || !find_reach(*reach.if_string()))
            problems.push_back({"permissions", "choice",
                                "The reach of " + object + " " + verb +
                                    " must be none, own, team, team_below or all."});
    }
}

void check(Moment& moment)
{
    const Json permissions = moment.after.json("permissions");
    std::vector<Problem> problems;
    if (const Json::Object* objects = permissions.if_object()) {
        for (const auto& [object, verbs] : *objects) {
            if (object != "*" && !moment.transaction.catalog().find(object))
                problems.push_back(
                    {"permissions", "unknown", "There is no object \"" + object + "\"."});
            check_verbs(object, verbs, problems);
        }
    } else if (!permissions.is_null()) {
        problems.push_back({"permissions", "type", "Permissions are given by object."});
    }
    const bool was_administrator = moment.before && moment.before->text("key") == "administrator";
    if (was_administrator && moment.after.text("key") != "administrator")
        problems.push_back({"key", "read_only", "The administrators' role keeps its key."});
    if (!problems.empty())
        throw Error(Cause::invalid, "This role cannot be kept as it is.", std::move(problems));
}

} // namespace

Behaviour check_role()
{
    return {
        .name = "check_role",
        .label = "A role speaks only of objects, verbs and reaches that there are",
        .when = written("role"),
        .before_write = check,
    };
}

} // namespace comity::crm::behaviours
