#include "crm/sales/deal_questions.h"

namespace comity::crm::insights {

using namespace record;

// What a manager reads first.
Insight pipeline_figures()
{
    const std::string idle_deals = open_deals + " AND NOT next_activity_at:*";
    return {
        .name = "pipeline_figures",
        .label = "Pipeline in figures",
        .definition = "What is open, what was won and how often, and what waits for a next step.",
        .object = "deal",
        .input = deal_inputs(),
        .time = "closed_on",
        .figures = {{.name = "open_value",
                     .label = "Open value",
                     .definition = "The sum of the amounts of all open deals.",
                     .measure = "sum(amount)",
                     .filter = open_deals,
                     .beside = "count"},
                    {.name = "weighted_value",
                     .label = "Weighted value",
                     .definition = "The amount of each open deal times its probability, added up.",
                     .measure = "weighted(amount)",
                     .filter = open_deals,
                     .beside = "sum(amount)"},
                    {.name = "won_value",
                     .label = "Won value",
                     .definition = "The sum of the amounts of deals won, by the day they were "
                                   "closed.",
                     .measure = "sum(amount)",
                     .filter = won_deals,
                     .beside = "count",
                     .in_period = true},
                    {.name = "win_rate",
                     .label = "Win rate",
                     .definition = "Won deals divided by all closed deals (won and lost), by "
                                   "number.",
                     .measure = "count",
                     .filter = won_deals,
                     .share_of = closed_deals,
                     .in_period = true},
                    {.name = "average_won",
                     .label = "Average won deal",
                     .definition = "Won value divided by the number of deals won.",
                     .measure = "sum(amount)",
                     .filter = won_deals,
                     .by = "count",
                     .in_period = true},
                    {.name = "without_next_step",
                     .label = "Without a next step",
                     .definition = "Open deals that have no planned activity.",
                     .measure = "count",
                     .filter = idle_deals,
                     .beside = "sum(amount)",
                     .wants_nothing = true}},
        .place_on_dashboard = 10,
    };
}

} // namespace comity::crm::insights
