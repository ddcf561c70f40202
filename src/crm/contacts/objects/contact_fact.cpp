#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// What a person aims at, struggles with or prefers: when it was learned and how.
Object contact_fact()
{
    return {
        .name = "contact_fact",
        .label = "Goal or preference",
        .label_plural = "Goals and preferences",
        .icon = "target",
        .group = "",
        .title = "statement",
        .fields =
            {
                reference("contact", "contact").required(),
                choice("kind", {{"goal", "Goal", ""},
                                {"challenge", "Challenge", ""},
                                {"preference", "Preference", ""}})
                    .required()
                    .starts_as("goal"),
                text("statement").required().personal().searched(),
                date("learned_on").required().starts_as("today"),
                choice("source", {{"conversation", "Conversation", ""},
                                  {"mail", "E-mail", ""},
                                  {"survey", "Survey", ""},
                                  {"website", "Website", ""},
                                  {"other", "Other", ""}})
                    .required()
                    .starts_as("conversation"),
                yes_no("outdated").explained("It was so once."),
            },
        .owner = "",
        .parent = "contact",
        .list = {"contact", "kind", "statement", "learned_on", "source", "outdated"},
        .sort = "-learned_on",
    };
}

} // namespace comity::crm::objects
