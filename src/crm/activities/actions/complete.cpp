#include "base/error.h"
#include "record/save/save.h"

namespace comity::crm::actions {

using namespace record;

namespace {

Json complete_activity(Transaction& transaction, const Record& activity, const Json&)
{
    if (activity.has("done_at"))
        throw Error(Cause::conflict, say("business.this_activity_is_done_already"));
    transaction.update(*activity.object, activity.id(),
                       Json().set("done_at", format_instant(transaction.at())));
    return Json::Object{};
}

} // namespace

// Done, now.
Action complete()
{
    return {
        .name = "complete",
        .object = "activity",
        .label = "Mark as done",
        .on_list = true,
        .when = "NOT done_at:*",
        .run = complete_activity,
    };
}

} // namespace comity::crm::actions
