#include "crm/sales/pipeline_figures.h"
#include "record/object/shelf.h"

namespace comity::crm::insights {

using namespace record;

Insight pipeline_by_stage()
{
    return {
        .name = "pipeline_by_stage",
        .label = "Pipeline by stage",
        .definition = "Deals by the stage that they are in: how many, their value, and their value "
                      "times the probability of each.",
        .input = deal_inputs(),
        .columns = {{"stage", "Stage", "choice"},
                    {"count", "Deals", "number"},
                    {"sum(amount)", "Value", "money"},
                    {"weighted(amount)", "Weighted value", "money"}},
        .run =
            [](Engine& engine, const Actor& actor, const Json& input) {
                return figures_of_deals(engine, actor, input,
                                        {.groups = {"stage"},
                                         .measures = {"count", "sum(amount)", "weighted(amount)"},
                                         .filter = "",
                                         .sort = ""});
            },
    };
}

} // namespace comity::crm::insights
