#include "crm/activities/next_activity.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour resume_next_step()
{
    return {
        .name = "resume_next_step",
        .label = "A restored activity counts as next step again",
        .when = restored("activity"),
        .then = refresh_next_activity,
        .follows_undo = true,
    };
}

} // namespace comity::crm::behaviours
