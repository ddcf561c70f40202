#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A day on which nobody works by that calendar.
Object holiday()
{
    return {
        .name = "holiday",
        .icon = "sun",
        .group = "settings",
        .fields =
            {
                text("name").required().searched(),
                date("day").required().indexed(),
                reference("calendar", "business_calendar").required(),
            },
        .list = {"day", "name", "calendar"},
        .sort = "day",
        .is_setting = true,
    };
}

} // namespace comity::crm::objects
