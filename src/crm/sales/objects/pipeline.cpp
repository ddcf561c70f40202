#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A pipeline: the steps that one kind of deal goes through.
Object pipeline()
{
    return {
        .name = "pipeline",
        .icon = "columns",
        .group = "settings",
        .place = {.has_commands = true},
        .fields =
            {
                text("name").required().unique(),
                yes_no("is_default"),
                yes_no("lost_reason_required"),
                number("position", 0),
            },
        .list = {"name", "is_default", "lost_reason_required"},
        .sort = "position,name",
        .is_setting = true,
    };
}

} // namespace comity::crm::objects
