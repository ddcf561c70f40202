#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// What an administrator says of a field: all of one of his own, or what is different about one that
// Comity brings.
Object custom_field()
{
    return {
        .name = "custom_field",
        .icon = "shapes",
        .group = "",
        .place = {.has_bin = false},
        .title = "key",
        .fields =
            {
                text("key").read_only().unique(), // object.name
                text("object").required().indexed(),
                text("name").required(),
                text("kind").required(),
                text("label").longest(80),
                text("help").longest(500),
                number("position", 0),
                yes_no("required").starts_as("false"),
                yes_no("unique").starts_as("false"),
                yes_no("indexed").starts_as("false"),
                yes_no("searched").starts_as("false"),
                yes_no("personal").starts_as("false"),
                yes_no("hidden").starts_as("false"),
                document("choices"),
                text("target"),
                text("default").longest(1000),
                number("decimals", 0).between(0, 9),
                number("max_length", 0).between(1, 100'000),
                number("least"),
                number("most"),
                long_text("formula").longest(4000),
                text("lookup").longest(200),
                document("roll_up"),
                number("annex", 0).read_only().hidden(),
                instant("emptied_at").read_only(),
            },
        .sort = "object,position,name",
        .is_setting = true,
        .has_import = false,
    };
}

} // namespace comity::crm::objects
