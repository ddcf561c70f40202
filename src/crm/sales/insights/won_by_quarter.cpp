#include "crm/sales/pipeline_figures.h"
#include "record/object/shelf.h"

namespace comity::crm::insights {

using namespace record;

Insight won_by_quarter()
{
    return {
        .name = "won_by_quarter",
        .label = "Won by quarter",
        .definition = "Value of won deals by the quarter in which they were closed.",
        .input = deal_inputs(),
        .columns = {{"closed_on.quarter", "Quarter", "text"},
                    {"count", "Deals", "number"},
                    {"sum(amount)", "Value", "money"}},
        .run =
            [](Engine& engine, const Actor& actor, const Json& input) {
                return figures_of_deals(engine, actor, input,
                                        {.groups = {"closed_on.quarter"},
                                         .measures = {"count", "sum(amount)"},
                                         .filter = "status = \"won\"",
                                         .sort = "closed_on.quarter"});
            },
    };
}

} // namespace comity::crm::insights
