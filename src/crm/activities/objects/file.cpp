#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A file that hangs on a record. Its bytes are kept by digest, so the same file is stored once.
Object file()
{
    return {
        .name = "file",
        .icon = "paperclip",
        .group = "",
        .place = {.is_sought = false, .has_bin = false},
        .fields =
            {
                text("name").required().searched(),
                reference("about"),
                text("content_type").read_only(),
                number("size_bytes", 0).read_only(),
                text("digest").read_only().hidden().indexed(),
                reference("owner", "user").starts_as("me"),
            },
        .list = {"name", "about", "content_type", "size_bytes", "owner"},
        .timeline = {.on = {"about"}, .entries = "file"},
        .has_import = false,
    };
}

} // namespace comity::crm::objects
