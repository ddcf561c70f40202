#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A rate: what one unit of a currency is worth in the firm's own from that day on. Of one currency
// there may be many, one a day; sums take the latest that has begun.
Object currency()
{
    return {
        .name = "currency",
        .icon = "cash",
        .group = "settings",
        .place = {.has_commands = true},
        .title = "code",
        .fields =
            {
                text("code").required().indexed().longest(3),
                number("rate").required().between(0.000001, 1e6),
                date("rate_on").starts_as("today"),
            },
        .list = {"code", "rate", "rate_on"},
        .sort = "code",
        .is_setting = true,
    };
}

} // namespace comity::crm::objects
