#include "crm/sales/pipeline_figures.h"
#include "record/object/shelf.h"

namespace comity::crm::insights {

using namespace record;

Insight won_by_product()
{
    return {
        .name = "won_by_product",
        .label = "Won by product",
        .definition = "Value of won deals by product.",
        .input = deal_inputs(),
        .columns = {{"product", "Product", "text"},
                    {"count", "Deals", "number"},
                    {"sum(amount)", "Value", "money"}},
        .run =
            [](Engine& engine, const Actor& actor, const Json& input) {
                return figures_of_deals(engine, actor, input,
                                        {.groups = {"product"},
                                         .measures = {"count", "sum(amount)"},
                                         .filter = "status = \"won\"",
                                         .sort = "-sum(amount)"});
            },
    };
}

} // namespace comity::crm::insights
