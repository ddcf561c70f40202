#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A viewing: an administrator looked at everything as somebody else sees it. It is written when
// that begins, so that the log has it and the person can see who looked.
Object viewing()
{
    return {
        .name = "viewing",
        .icon = "eye",
        .group = "",
        .place = {.has_bin = false},
        .title = "title",
        .fields =
            {
                text("title").read_only(),
                reference("person", "user").required().read_only().labelled("Seen as"),
                reference("owner", "user")
                    .required()
                    .read_only()
                    .labelled("Seen by")
                    .starts_as("me"),
            },
        .list = {"title", "owner", "person", "created_at"},
        .sort = "-created_at",
        .readers = {"person"},
        .has_import = false,
    };
}

} // namespace comity::crm::objects
