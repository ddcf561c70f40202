#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A currency: what one unit of it is worth in the firm's own, and since when that is so.
Object currency()
{
    return {
        .name = "currency",
        .icon = "cash",
        .group = "settings",
        .title = "code",
        .fields =
            {
                text("code").required().unique().longest(3),
                number("rate").required().at_least(0.000001),
                date("rate_on").starts_as("today"),
            },
        .list = {"code", "rate", "rate_on"},
        .sort = "code",
        .is_setting = true,
    };
}

} // namespace comity::crm::objects
