#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// An account: an organisation that we sell to, or might.
Object account()
{
    return {
        .name = "account",
        .icon = "building",
        .group = "contacts",
        .place = {.rank = 1, .letter = "a", .face = "company"},
        .fields =
            {
                text("name").required().searched().indexed(),
                text("domain").indexed().searched(),
                text("sector").indexed(),
                reference("parent", "account"),
                choice("kind", {{"prospect", "Prospect", ""},
                                {"customer", "Customer", "good"},
                                {"partner", "Partner", ""},
                                {"supplier", "Supplier", ""},
                                {"competitor", "Competitor", "warning"}})
                    .indexed(),
                reference("owner", "user").starts_as("me"),
                phones("phones"),
                emails("emails"),
                web("website"),
                text("country").indexed(),
                address("billing_address"),
                address("shipping_address"),
                number("year_established", 0).between(1000, 9999),
                money("revenue").labelled("Annual revenue"),
                number("employees", 0).at_least(0),
                long_text("description").searched(),
                choices("tags"),
                text("external_id").unique().searched(),
                roll_up("open_deals", "deal", "account").where("status = \"open\""),
                roll_up("open_value", "deal", "account", "sum", "amount")
                    .where("status = \"open\""),
                roll_up("won_value", "deal", "account", "sum", "amount").where("status = \"won\""),
                roll_up("contact_count", "contact", "account").labelled("Contacts"),
                roll_up("open_tasks", "activity", "about")
                    .where("kind = \"task\" AND NOT done_at:*"),
            },
        .list = {"name", "sector", "country", "revenue", "employees", "owner"},
        .sort = "name",
        .layout = {{"Account", {"name", "domain", "sector", "kind", "parent", "owner", "tags"}},
                   {"Reach",
                    {"website", "phones", "emails", "country", "billing_address",
                     "shipping_address"}},
                   {"Business",
                    {"open_deals", "open_value", "won_value", "contact_count", "open_tasks"}},
                   {"Details", {"year_established", "revenue", "employees", "description"}}},
    };
}

} // namespace comity::crm::objects
