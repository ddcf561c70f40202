#include "crm/activities/next_activity.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour plan_next_step()
{
    return {
        .name = "plan_next_step",
        .label = "Every deal knows when its next activity is due",
        .when = written("activity"),
        .then = refresh_next_activity,
        .follows_undo = true,
    };
}

} // namespace comity::crm::behaviours
