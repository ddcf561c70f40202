#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// The card of a contact in people's address books: under which name their phones know it, and what
// they say of the person that has no field here. Written by the address book alone.
Object contact_card()
{
    return {
        .name = "contact_card",
        .label = "Card on a phone",
        .label_plural = "Cards on phones",
        .icon = "user",
        .group = "",
        .place = {.is_related = false, .has_bin = false},
        .fields =
            {
                // Who made it and its UID: the same card is never taken in twice.
                text("name").read_only().unique().longest(400),
                reference("contact", "contact").read_only(),
                // The contact's id. After a merge `contact` is the survivor, which has a card of
                // its own; this one is out of all address books then.
                text("home").read_only().indexed().labelled("Card of"),
                text("uid").read_only().indexed().longest(300).labelled("UID"),
                text("resource").read_only().indexed().longest(300).labelled("Address"),
                long_text("properties").read_only().hidden().personal().longest(1'000'000),
                long_text("pictures").read_only().hidden().personal().longest(1'000'000),
            },
        .owner = "",
        .parent = "contact",
        .list = {"contact", "uid", "resource"},
        .has_import = false,
        .is_kept_by_program = true,
    };
}

} // namespace comity::crm::objects
