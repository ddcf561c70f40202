#include "crm/sales/stages.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void place(Moment& moment)
{
    Transaction& transaction = moment.transaction;
    if (!moment.after.has("pipeline"))
        if (const auto pipeline = default_pipeline(transaction))
            moment.set("pipeline", format_id(*pipeline));
    const auto pipeline = moment.after.reference("pipeline");
    if (!pipeline)
        return;
    const bool moved_elsewhere =
        !moment.is_new() && moment.changed("pipeline") && !moment.changed("stage");
    const bool has_stage =
        moment.after.has("stage") &&
        (!moved_elsewhere || find_stage(transaction, *pipeline, moment.after.text("stage")));
    if (has_stage)
        return;
    const auto& stages = stages_of(transaction, *pipeline);
    if (!stages.empty())
        moment.set("stage", stages.front().key);
}

} // namespace

Behaviour place_deal()
{
    return {
        .name = "place_deal",
        .label = "A deal without a stage begins at the first of its pipeline",
        .when = written("deal"),
        .before_write = place,
    };
}

} // namespace comity::crm::behaviours
