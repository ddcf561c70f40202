#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A layout: how the records of an object are laid out, for everybody or for one role.
Object layout()
{
    return {
        .name = "layout",
        .icon = "layout",
        .group = "settings",
        .fields =
            {
                text("name").required(),
                text("object").required().indexed(),
                reference("role", "role"),
                document("sections"),
                document("list"),
                document("quick_create"),
            },
        .list = {"name", "object", "role"},
        .sort = "name",
        .is_setting = true,
        .has_import = false,
    };
}

} // namespace comity::crm::objects
