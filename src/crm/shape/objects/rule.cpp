#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A rule: what no record of an object may be, or what it must have by then (docs/rules.md).
Object rule()
{
    return {
        .name = "rule",
        .icon = "ruler",
        .group = "settings",
        .fields =
            {
                text("name").required(),
                text("object").required().indexed(),
                long_text("condition").required().explained("A filter that finds what is wrong"),
                text("message").explained("What is told to who breaks it"),
                text("field").explained("The field that the message stands at"),
                document("required_fields"),
                yes_no("is_active").starts_as("true"),
            },
        .list = {"name", "object", "condition", "message", "is_active"},
        .sort = "name",
        .is_setting = true,
        .has_import = false,
    };
}

} // namespace comity::crm::objects
