#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A contract: what an account has agreed to pay for, and for how long.
Object contract()
{
    return {
        .name = "contract",
        .icon = "file",
        .group = "sales",
        .title = "title",
        .fields =
            {
                text("title").required().searched().indexed(),
                reference("account", "account").required(),
                money("value").indexed(),
                choice("status", {{"draft", "Draft", ""},
                                  {"active", "Active", "good"},
                                  {"ended", "Ended", "bad"}})
                    .required()
                    .starts_as("draft")
                    .indexed(),
                date("starts_on").indexed(),
                date("ends_on").indexed(),
                text("ended_because"),
                reference("owner", "user").starts_as("me"),
                secret("portal_password"),
            },
        .moves_field = "status",
        .moves = {{"draft", "active"}, {"draft", "ended"}, {"active", "ended"}},
        .list = {"title", "account", "value", "status", "ends_on"},
        .sort = "ends_on",
        .layout = {{"Contract", {"title", "account", "value", "status", "owner"}},
                   {"Term", {"starts_on", "ends_on", "ended_because", "portal_password"}}},
        .board = Board{"status", "value"},
    };
}

} // namespace comity::crm::objects
