#include "base/error.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

constexpr int most_counted = 1'000;

// People without a role see nothing, so nobody is left without one by accident.
void refuse(Moment& moment)
{
    Transaction& transaction = moment.transaction;
    const auto people =
        transaction.find_all(transaction.catalog().load("user"),
                             "role = \"" + format_id(moment.after.id()) + "\"", most_counted);
    if (people.empty() && moment.after.text("key") != "administrator")
        return;
    const std::string count = std::to_string(people.size());
    const std::string who = people.empty()       ? "Somebody must be able to set Comity up"
                            : people.size() == 1 ? people[0].title() + " has this role"
                                                 : count + " people have this role";
    throw Error(Cause::invalid, who + "; give them another one first. The role was not deleted.",
                {{"", "in_use", who + "."}});
}

} // namespace

Behaviour keep_role_in_use()
{
    return {
        .name = "keep_role_in_use",
        .label = "A role that somebody has is not deleted",
        .when = removed("role"),
        .then = refuse,
    };
}

} // namespace comity::crm::behaviours
