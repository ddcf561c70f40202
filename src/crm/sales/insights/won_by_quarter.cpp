#include "crm/sales/deal_questions.h"

namespace comity::crm::insights {

using namespace record;

Insight won_by_quarter()
{
    Insight insight = won_deals_by(grouped_by("closed_on.quarter", "Quarter"));
    insight.name = "won_by_quarter";
    insight.label = "Won value by quarter";
    insight.definition = "Value of won deals by the quarter in which they were closed.";
    insight.place_on_dashboard = 30;
    return insight;
}

} // namespace comity::crm::insights
