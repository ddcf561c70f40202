#include "crm/sales/pipeline_figures.h"
#include "record/object/shelf.h"

namespace comity::crm::insights {

using namespace record;

Insight forecast()
{
    return {
        .name = "forecast",
        .label = "Forecast",
        .definition = "Open deals by the month in which they are expected to close: value, and "
                      "value times probability.",
        .input = deal_inputs(),
        .columns = {{"expected_close.month", "Month", "text"},
                    {"count", "Deals", "number"},
                    {"sum(amount)", "Value", "money"},
                    {"weighted(amount)", "Weighted value", "money"}},
        .run =
            [](Engine& engine, const Actor& actor, const Json& input) {
                return figures_of_deals(engine, actor, input,
                                        {.groups = {"expected_close.month"},
                                         .measures = {"count", "sum(amount)", "weighted(amount)"},
                                         .filter = "status = \"open\"",
                                         .sort = "expected_close.month"});
            },
    };
}

} // namespace comity::crm::insights
