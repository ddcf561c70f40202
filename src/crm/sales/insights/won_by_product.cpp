#include "crm/sales/deal_questions.h"

namespace comity::crm::insights {

using namespace record;

Insight won_by_product()
{
    Insight insight = won_deals_by(grouped_by("product", "Product", "text", "No product"));
    insight.name = "won_by_product";
    insight.label = "Won value by product";
    insight.definition = "Value of won deals by product.";
    insight.place_on_dashboard = 90;
    return insight;
}

} // namespace comity::crm::insights
