#include "crm/sales/pipeline_figures.h"
#include "record/object/shelf.h"

namespace comity::crm::insights {

using namespace record;

Insight won_by_month()
{
    return {
        .name = "won_by_month",
        .label = "Won by month",
        .definition = "Value of won deals by the month in which they were closed.",
        .input = deal_inputs(),
        .columns = {{"closed_on.month", "Month", "text"},
                    {"count", "Deals", "number"},
                    {"sum(amount)", "Value", "money"}},
        .run =
            [](Engine& engine, const Actor& actor, const Json& input) {
                return figures_of_deals(engine, actor, input,
                                        {.groups = {"closed_on.month"},
                                         .measures = {"count", "sum(amount)"},
                                         .filter = "status = \"won\"",
                                         .sort = "closed_on.month"});
            },
    };
}

} // namespace comity::crm::insights
