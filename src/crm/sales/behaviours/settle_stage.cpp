#include "base/error.h"
#include "crm/sales/stages.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

// An imported deal entered its stage when the file says, not today.
Instant entered_at(const Moment& moment)
{
    const Actor& actor = moment.transaction.actor();
    if (moment.is_new())
        for (const char* field : {"closed_on", "started_on"})
            if (const auto date = moment.after.date(field);
                date && start_of(*date, actor.zone) < moment.transaction.at())
                return start_of(*date, actor.zone);
    return moment.transaction.at();
}

void close(Moment& moment)
{
    const Actor& actor = moment.transaction.actor();
    if (!moment.after.has("closed_on"))
        moment.set("closed_on", format_date(today_in(actor.zone, moment.transaction.at())));
    const auto pipeline = moment.after.reference("pipeline");
    const bool needs_reason = moment.after.text("status") == "lost" &&
                              !moment.after.has("lost_reason") && actor.origin != Origin::import &&
                              wants_lost_reason(moment.transaction, *pipeline);
    if (needs_reason)
        throw Error(Cause::invalid, say("business.say_why_deal_was_lost"),
                    {{"lost_reason", "required", say("business.say_why_deal_was_lost")}});
}

void settle(Moment& moment)
{
    const auto pipeline = moment.after.reference("pipeline");
    const bool is_due = moment.is_new() || moment.changed("stage") || moment.changed("pipeline");
    if (!pipeline || !is_due)
        return;
    const Stage* stage = find_stage(moment.transaction, *pipeline, moment.after.text("stage"));
    if (!stage)
        return; // the check of choices says so
    const bool reopens =
        stage->status == "open" && moment.before && moment.before->text("status") != "open";
    moment.set("status", stage->status);
    moment.set("stage_since", format_instant(entered_at(moment)));
    const bool given =
        moment.is_new() ? moment.after.has("probability") : moment.changed("probability");
    if (stage->probability && !given) {
        std::string text;
        JsonWriter(text).value(*stage->probability);
        moment.set("probability", Json::Number{std::move(text)});
    }
    if (reopens) {
        if (!moment.changed("closed_on"))
            moment.set("closed_on", {});
        if (!moment.changed("lost_reason"))
            moment.set("lost_reason", {});
    }
    if (stage->status != "open")
        close(moment);
}

} // namespace

Behaviour settle_stage()
{
    return {
        .name = "settle_stage",
        .label = "A deal's stage says whether it is open, won or lost, and how likely it is",
        .when = written("deal"),
        .after = {"place_deal"}, // which gives the pipeline and the stage
        .before_write = settle,
    };
}

} // namespace comity::crm::behaviours
