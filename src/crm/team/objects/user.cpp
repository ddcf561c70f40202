#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A user: somebody who works with Comity. One without an e-mail address cannot sign in.
Object user()
{
    return {
        .name = "user",
        .icon = "user",
        .group = "settings",
        .place = {.face = "person", .has_commands = true},
        .fields =
            {
                text("name").required().searched().indexed(),
                text("email").unique().searched(),
                reference("role", "role"),
                reference("team", "team"),
                reference("manager", "user"),
                text("job_title"),
                choice("language", {{"en", "English", ""}, {"de", "Deutsch", ""}}),
                text("zone"),
                document("preferences").hidden(),
                text("external_id").unique(),
            },
        .list = {"name", "email", "role", "team", "manager"},
        .sort = "name",
        .is_setting = true,
    };
}

} // namespace comity::crm::objects
