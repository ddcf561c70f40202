#include "crm/sales/deal_questions.h"

namespace comity::crm::insights {

using namespace record;

Insight lost_by_reason()
{
    return {
        .name = "lost_by_reason",
        .label = "Lost deals by reason",
        .definition = "Deals that were lost, by the reason that was given.",
        .object = "deal",
        .input = deal_inputs(),
        .time = "closed_on",
        .columns = {grouped_by("lost_reason", "Reason", "text", "No reason given"),
                    measured("count", "Deals"), measured("sum(amount)", "Value")},
        .filter = lost_deals,
        .sort = "-count",
        .chart = {.sort = InsightChart::Sort::bar,
                  .label = "lost_reason",
                  .draws = {{"count", "lost deals"}},
                  .tone = "bad",
                  .says = InsightChart::Says::largest},
        .place_on_dashboard = 70,
    };
}

} // namespace comity::crm::insights
