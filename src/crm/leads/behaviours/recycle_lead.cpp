#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

constexpr int page = 200;

// "Not now, June" leads come back as new in June.
void recycle(Job& job)
{
    write_change_set(job.engine, job.actor(), {.label = say("log.recycled_leads")},
                     [](Transaction& transaction) {
                         const Object& leads = transaction.catalog().load("lead");
                         const auto due = transaction.find_all(
                             leads, "status = \"disqualified\" AND recycle_on <= today", page);
                         for (const Record& lead : due)
                             transaction.update(leads, lead.id(),
                                                Json().set("status", "new").set("recycle_on", {}));
                     });
}

} // namespace

Behaviour recycle_lead()
{
    return {
        .name = "recycle_lead",
        .label = "A disqualified lead comes back as new on the day it says",
        .when = {.event = When::Event::every, .object = "lead", .every_s = 600},
        .later = recycle,
    };
}

} // namespace comity::crm::behaviours
