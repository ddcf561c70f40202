#include "record/object/shelf.h"

namespace comity::crm::insights {

using namespace record;

Insight contracts_by_status()
{
    return {
        .name = "contracts_by_status",
        .label = "Contracts by status",
        .definition = "Contracts by their status: how many, and what they are worth.",
        .object = "contract",
        .input = {{reference("owner", "user"), "owner"}},
        .time = "starts_on",
        .columns = {grouped_by("status", "Status", "choice"), measured("count", "Contracts"),
                    measured("sum(value)", "Value")},
        .chart = {.sort = InsightChart::Sort::bar,
                  .label = "status",
                  .draws = {{"sum(value)", "contract value"}, {"count", "contracts"}},
                  .says = InsightChart::Says::largest},
        .place_on_dashboard = 200,
    };
}

} // namespace comity::crm::insights
