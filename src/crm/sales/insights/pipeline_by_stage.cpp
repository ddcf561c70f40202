#include "crm/sales/deal_questions.h"

namespace comity::crm::insights {

using namespace record;

Insight pipeline_by_stage()
{
    return {
        .name = "pipeline_by_stage",
        .label = "All deals by stage",
        .definition = "Deals by the stage that they are in: how many, their value, and their value "
                      "times the probability of each.",
        .object = "deal",
        .input = deal_inputs(),
        .columns = {grouped_by("stage", "Stage", "choice"), measured("count", "Deals"),
                    measured("sum(amount)", "Value"),
                    measured("weighted(amount)", "Weighted value")},
        .chart = {.sort = InsightChart::Sort::bar,
                  .label = "stage",
                  .draws = {{"count", "all deals"}},
                  .says = InsightChart::Says::largest},
    };
}

} // namespace comity::crm::insights
