#include "base/error.h"
#include "record/save/save.h"

namespace comity::crm::actions {

using namespace record;

namespace {

Json reopen_lead(Transaction& transaction, const Record& lead, const Json&)
{
    if (lead.text("status") != "disqualified")
        throw Error(Cause::conflict, say("business.this_lead_is_not_disqualified"));
    Json fields;
    fields.set("status", "new").set("disqualified_reason", {}).set("recycle_on", {});
    transaction.update(*lead.object, lead.id(), fields);
    return Json::Object{};
}

} // namespace

// A disqualified lead is worth another try today.
Action reopen()
{
    return {
        .name = "reopen",
        .object = "lead",
        .label = "Reopen",
        .on_list = true,
        .when = "status = \"disqualified\"",
        .run = reopen_lead,
    };
}

} // namespace comity::crm::actions
