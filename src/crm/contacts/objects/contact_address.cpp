#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// One more address of a person, and what it is for.
Object contact_address()
{
    return {
        .name = "contact_address",
        .plural = "contact_addresses",
        .label = "Address",
        .label_plural = "Addresses",
        .icon = "map",
        .group = "",
        .title = "name",
        .fields =
            {
                reference("contact", "contact").required(),
                choice("purpose", {{"office", "Office", ""},
                                   {"home", "Home", ""},
                                   {"billing", "Billing", ""},
                                   {"delivery", "Delivery", ""},
                                   {"holiday", "Holiday home", ""},
                                   {"other", "Other", ""}})
                    .required()
                    .starts_as("office"),
                text("name").personal().explained("What the address is called, when one word is "
                                                  "not enough."),
                address("address").personal(),
            },
        .owner = "",
        .parent = "contact",
        .list = {"contact", "purpose", "name", "address"},
    };
}

} // namespace comity::crm::objects
