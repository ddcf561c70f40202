#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// When somebody works: the hours of each day of the week, as "09:00-12:30, 13:30-17:00".
Object business_calendar()
{
    return {
        .name = "business_calendar",
        .icon = "calendar",
        .group = "settings",
        .fields =
            {
                text("name").required().unique().searched(),
                text("zone").required().starts_as("UTC"),
                text("monday").starts_as("09:00-17:00"),
                text("tuesday").starts_as("09:00-17:00"),
                text("wednesday").starts_as("09:00-17:00"),
                text("thursday").starts_as("09:00-17:00"),
                text("friday").starts_as("09:00-17:00"),
                text("saturday"),
                text("sunday"),
            },
        .list = {"name", "zone", "monday", "friday", "saturday"},
        .sort = "name",
        .is_setting = true,
    };
}

} // namespace comity::crm::objects
