#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A contact: a person, with or without an organisation.
Object contact()
{
    return {
        .name = "contact",
        .icon = "user",
        .group = "contacts",
        .place = {.rank = 2, .letter = "c", .face = "person", .is_at_hand = true},
        .fields =
            {
                text("name").read_only().personal().searched().indexed(),
                text("first_name").personal(),
                text("last_name").personal().indexed(),
                reference("account", "account"),
                text("job_title").personal().searched(),
                text("department"),
                emails("emails"),
                phones("phones"),
                reference("owner", "user").starts_as("me"),
                choice("preferred_channel", {{"mail", "E-mail", ""},
                                             {"phone", "Phone", ""},
                                             {"visit", "Visit", ""},
                                             {"letter", "Letter", ""}}),
                choice("lifecycle", {{"consider", "Considers", ""},
                                     {"buy", "Buys", ""},
                                     {"use", "Uses", ""},
                                     {"loyal", "Is loyal", "good"}})
                    .indexed(),
                address("address").personal(),
                date("birthday").personal(),
                web("profile").personal().labelled("Profile on a social network"),
                long_text("goals").personal(),
                long_text("challenges").personal(),
                long_text("description").personal().searched(),
                choices("tags"),
                text("external_id").unique().searched(),
                roll_up("open_deals", "deal", "primary_contact").where("status = \"open\""),
            },
        .list = {"name", "account", "job_title", "emails", "phones", "owner"},
        .sort = "name",
        .layout = {{"Contact",
                    {"first_name", "last_name", "account", "job_title", "department", "owner",
                     "tags"}},
                   {"Reach", {"emails", "phones", "preferred_channel", "address", "profile"}},
                   {"Details",
                    {"lifecycle", "open_deals", "birthday", "goals", "challenges", "description"}}},
    };
}

} // namespace comity::crm::objects
