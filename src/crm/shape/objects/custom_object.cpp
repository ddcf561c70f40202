#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// What an administrator says of an object: all of one of his own, or what is different about one
// that Comity brings. record/shape/ makes objects of these.
Object custom_object()
{
    return {
        .name = "custom_object",
        .icon = "shapes",
        .group = "",
        .place = {.has_bin = false},
        .fields =
            {
                text("name").required().unique(),
                text("plural"),
                text("label").longest(80),
                text("label_plural").longest(80),
                text("icon").longest(40),
                text("group").longest(40),
                text("title").longest(48),
                text("sort"),
                document("list"),
                text("board").longest(48),
                text("board_sum").longest(48),
                yes_no("hidden").starts_as("false"),
                instant("emptied_at").read_only(),
            },
        .sort = "name",
        .is_setting = true,
        .has_import = false,
    };
}

} // namespace comity::crm::objects
