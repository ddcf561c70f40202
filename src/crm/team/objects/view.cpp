#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A view: a list or a board that somebody keeps under a name, alone or for everybody.
Object view()
{
    return {
        .name = "view",
        .icon = "list",
        .group = "",
        .place = {.is_sought = false},
        .fields =
            {
                text("name").required(),
                text("object").required().indexed(),
                choice("kind", {{"list", "List", ""}, {"board", "Board", ""}}).starts_as("list"),
                long_text("filter"),
                text("sort"),
                document("columns"),
                yes_no("shared").starts_as("false"),
                reference("owner", "user").required().starts_as("me"),
            },
        .list = {"name", "object", "shared", "owner"},
        .sort = "name",
        .is_private = true,
        .has_import = false,
    };
}

} // namespace comity::crm::objects
