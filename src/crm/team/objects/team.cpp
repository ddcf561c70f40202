#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A team: people whose work is looked at together; teams may have teams above them.
Object team()
{
    return {
        .name = "team",
        .icon = "users",
        .group = "settings",
        .place = {.has_commands = true},
        .fields = {text("name").required().unique().searched(), reference("parent", "team")},
        .list = {"name", "parent"},
        .sort = "name",
        .is_setting = true,
    };
}

} // namespace comity::crm::objects
