#include "crm/activities/next_activity.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour drop_next_step()
{
    return {
        .name = "drop_next_step",
        .label = "A deleted activity is no deal's next step",
        .when = removed("activity"),
        .then = refresh_next_activity,
        .follows_undo = true,
    };
}

} // namespace comity::crm::behaviours
