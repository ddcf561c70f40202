#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void begin_today(Moment& moment)
{
    if (moment.after.has("starts_on"))
        return;
    const Transaction& transaction = moment.transaction;
    moment.set("starts_on", format_date(today_in(transaction.actor().zone, transaction.at())));
}

} // namespace

Behaviour begin_active_contract()
{
    return {
        .name = "begin_active_contract",
        .label = "A contract that becomes active begins today, unless it says when",
        .when = becomes("contract", "status", {"active"}),
        .before_write = begin_today,
    };
}

} // namespace comity::crm::behaviours
