#include "crm/sales/deal_questions.h"

namespace comity::crm {

using namespace record;

std::vector<InsightInput> deal_inputs()
{
    return {{reference("pipeline", "pipeline"), "pipeline"},
            {reference("owner", "user"), "owner"},
            {reference("team", "team"), "owner.team"}};
}

Insight won_deals_by(InsightColumn group)
{
    const bool is_over_time = !group.period.empty();
    using Chart = InsightChart;
    return {
        .name = {},
        .label = {},
        .definition = {},
        .object = "deal",
        .input = deal_inputs(),
        .time = "closed_on",
        .columns = {group, measured("count", "Deals"), measured("sum(amount)", "Value")},
        .filter = won_deals,
        .sort = is_over_time ? group.name : "-sum(amount)",
        .chart = {.sort = is_over_time ? Chart::Sort::column : Chart::Sort::bar,
                  .label = group.name,
                  .draws = {{"sum(amount)", is_over_time ? "Won value in {period}" : "won value"},
                            {"count", is_over_time ? "Won deals in {period}" : "won deals"}},
                  .tone = "good",
                  .says = is_over_time ? Chart::Says::change : Chart::Says::largest},
    };
}

} // namespace comity::crm
