#include "crm/sales/pipeline_figures.h"
#include "record/object/shelf.h"

namespace comity::crm::insights {

using namespace record;

Insight won_by_owner()
{
    return {
        .name = "won_by_owner",
        .label = "Won by owner",
        .definition = "Value of won deals by who owns them.",
        .input = deal_inputs(),
        .columns = {{"owner", "Owner", "text"},
                    {"count", "Deals", "number"},
                    {"sum(amount)", "Value", "money"}},
        .run =
            [](Engine& engine, const Actor& actor, const Json& input) {
                return figures_of_deals(engine, actor, input,
                                        {.groups = {"owner"},
                                         .measures = {"count", "sum(amount)"},
                                         .filter = "status = \"won\"",
                                         .sort = "-sum(amount)"});
            },
    };
}

} // namespace comity::crm::insights
