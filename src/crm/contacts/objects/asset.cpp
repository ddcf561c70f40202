#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// An asset: a product that an account has bought and uses, until it is renewed or ends.
Object asset()
{
    return {
        .name = "asset",
        .label = "Purchase",
        .label_plural = "Purchases",
        .icon = "package",
        .group = "sales",
        .place = {.rank = 7},
        .fields =
            {
                text("name").required().searched(),
                reference("account", "account").required(),
                reference("contact", "contact").explained("Who uses it."),
                reference("product", "product"),
                reference("deal", "deal").explained("How it was sold."),
                number("quantity", 0).at_least(1),
                money("price"),
                text("serial_number").searched().indexed(),
                date("bought_on").indexed(),
                date("renews_on").indexed(),
                choice("status", {{"active", "Active", "good"}, {"ended", "Ended", ""}})
                    .required()
                    .starts_as("active")
                    .indexed(),
                reference("owner", "user").starts_as("me"),
                long_text("description"),
                text("external_id").unique(),
            },
        .list = {"name", "account", "product", "quantity", "bought_on", "renews_on", "status"},
        .sort = "renews_on",
        .layout = {{"Purchase",
                    {"name", "account", "contact", "product", "deal", "quantity", "price",
                     "serial_number", "owner"}},
                   {"Details", {"bought_on", "renews_on", "status", "description"}}},
    };
}

} // namespace comity::crm::objects
