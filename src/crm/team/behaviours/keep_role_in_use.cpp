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
    const Sentence who = people.empty() ? say("business.somebody_must_be_able_to")
                         : people.size() == 1
                             ? say("business.title_has_this_role", {{"title", people[0].title()}})
                             : say("business.count_people_have_this_role",
                                   {{"count", static_cast<std::int64_t>(people.size())}});
    throw Error(Cause::invalid, who.then(say("business.role_was_not_deleted")),
                {{"", "in_use", who}});
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
