#include "base/error.h"
#include "record/save/save.h"

namespace comity::crm::actions {

using namespace record;

namespace {

Json disqualify_lead(Transaction& transaction, const Record& lead, const Json& input)
{
    const std::string status = lead.text("status");
    if (status == "converted")
        throw Error(Cause::conflict, say("business.this_lead_was_converted_already"));
    if (status == "disqualified")
        throw Error(Cause::conflict, say("business.this_lead_was_disqualified_already"));
    Json fields;
    fields.set("status", "disqualified").set("disqualified_reason", input.text("reason"));
    if (const auto day = input.text("recycle_on"); !day.empty())
        fields.set("recycle_on", day);
    transaction.update(*lead.object, lead.id(), fields);
    return Json::Object{};
}

} // namespace

// Nobody will buy, or not now: the lead goes, with a reason, and may come back by itself on a day.
Action disqualify()
{
    return {
        .name = "disqualify",
        .object = "lead",
        .label = "Disqualify",
        .input = {text("reason").required(),
                  date("recycle_on").explained("The lead comes back as new on this day.")},
        .on_list = true,
        .when = "status != \"disqualified\" AND status != \"converted\"",
        .run = disqualify_lead,
    };
}

} // namespace comity::crm::actions
