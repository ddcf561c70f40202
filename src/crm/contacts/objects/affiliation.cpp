#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// An affiliation: a person at one more company than the one of the contact, or at one of before.
Object affiliation()
{
    return {
        .name = "affiliation",
        .label = "Affiliation",
        .label_plural = "Affiliations",
        .icon = "building",
        .group = "",
        .title = "job_title",
        .fields =
            {
                reference("contact", "contact").required(),
                reference("account", "account").required(),
                text("job_title").personal(),
                text("department"),
                date("started_on"),
                date("ended_on").explained("Empty as long as it lasts."),
            },
        .owner = "",
        .parent = "contact",
        .list = {"contact", "account", "job_title", "department", "started_on", "ended_on"},
    };
}

} // namespace comity::crm::objects
