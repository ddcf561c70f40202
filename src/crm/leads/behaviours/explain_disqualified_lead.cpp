#include "base/error.h"
#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void explain(Moment& moment)
{
    if (moment.after.has("disqualified_reason") ||
        moment.transaction.actor().origin == Origin::import)
        return;
    throw Error(
        Cause::invalid, say("business.say_why_lead_is_disqualified"),
        {{"disqualified_reason", "required", say("business.say_why_lead_is_disqualified")}});
}

} // namespace

Behaviour explain_disqualified_lead()
{
    return {
        .name = "explain_disqualified_lead",
        .label = "A disqualified lead has a reason",
        .when = becomes("lead", "status", {"disqualified"}),
        .before_write = explain,
    };
}

} // namespace comity::crm::behaviours
