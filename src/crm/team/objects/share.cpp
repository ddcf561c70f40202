#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A share: one record that a person or the people of a team may read or change, whatever their
// roles reach, for good or until a moment. A team means everybody in it and in the teams below.
Object share()
{
    return {
        .name = "share",
        .icon = "share",
        .group = "",
        .title = "title",
        .fields =
            {
                text("title").read_only(),
                reference("record").required().indexed(),
                reference("person", "user"),
                reference("team", "team"),
                choice("level", {{"read", "May read", ""}, {"change", "May change", ""}})
                    .required()
                    .starts_as("read"),
                instant("ends_at"),
                text("note"),
                reference("owner", "user").labelled("Shared by").starts_as("me").read_only(),
            },
        .list = {"title", "person", "team", "level", "ends_at", "owner"},
        .sort = "-created_at",
        .readers = {"person", "team"},
        .has_import = false,
    };
}

} // namespace comity::crm::objects
