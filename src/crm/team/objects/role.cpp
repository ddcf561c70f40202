#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A role: what its people may see and do, by object, verb and reach.
Object role()
{
    return {
        .name = "role",
        .icon = "shield",
        .group = "settings",
        .place = {.is_sought = false},
        .fields =
            {
                text("name").required().unique(),
                text("key").required().unique(),
                document("permissions"),
                document("hidden_fields"),
                document("read_only_fields"),
            },
        .list = {"name", "key"},
        .sort = "name",
        .is_setting = true,
        .has_import = false,
    };
}

} // namespace comity::crm::objects
