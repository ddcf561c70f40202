#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A saved mapping: what somebody decided about the columns of a file, for the next one like it.
Object import_mapping()
{
    return {
        .name = "import_mapping",
        .icon = "columns",
        .group = "",
        .place = {.is_sought = false},
        .fields =
            {
                text("name").required(),
                text("object").required().indexed(),
                document("headers").required(),
                text("headers_key").read_only().hidden().indexed(),
                document("options").required(),
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
