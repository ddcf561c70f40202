#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A lead: a person or company that is not yet a customer, to be qualified.
Object lead()
{
    return {
        .name = "lead",
        .icon = "target",
        .group = "contacts",
        .place = {.rank = 3, .letter = "l", .face = "person"},
        .fields =
            {
                text("name").required().personal().searched().indexed(),
                text("company").searched().indexed(),
                text("job_title").personal(),
                emails("email"),
                phones("phone"),
                choice("source", {{"website", "Website", ""},
                                  {"referral", "Referral", ""},
                                  {"event", "Event", ""},
                                  {"campaign", "Campaign", ""},
                                  {"social", "Social media", ""},
                                  {"cold_call", "Cold call", ""},
                                  {"import", "Import", ""},
                                  {"other", "Other", ""}})
                    .indexed(),
                choice("status", {{"new", "New", ""},
                                  {"working", "Working", ""},
                                  {"qualified", "Qualified", "good"},
                                  {"disqualified", "Disqualified", "bad"},
                                  {"converted", "Converted", "good"}})
                    .starts_as("new")
                    .required()
                    .indexed(),
                text("disqualified_reason"),
                date("recycle_on").explained("The lead comes back as new on this day.").indexed(),
                reference("owner", "user").starts_as("me"),
                money("estimated_value"),
                web("website"),
                address("address").personal(),
                long_text("description").personal().searched(),
                choices("tags"),
                reference("converted_account", "account").read_only(),
                reference("converted_contact", "contact").read_only(),
                reference("converted_deal", "deal").read_only(),
                instant("converted_at").read_only(),
                text("external_id").unique().searched(),
            },
        .list = {"name", "company", "status", "source", "owner", "created_at"},
        .layout = {{"Lead", {"name", "company", "job_title", "status", "source", "owner", "tags"}},
                   {"Reach", {"email", "phone", "website", "address"}},
                   {"Details",
                    {"estimated_value", "disqualified_reason", "recycle_on", "description"}}},
        .board = Board{"status", "estimated_value"},
    };
}

} // namespace comity::crm::objects
