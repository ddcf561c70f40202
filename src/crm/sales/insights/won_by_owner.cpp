#include "crm/sales/deal_questions.h"

namespace comity::crm::insights {

using namespace record;

Insight won_by_owner()
{
    Insight insight = won_deals_by(grouped_by("owner", "Owner", "text", "Nobody"));
    insight.name = "won_by_owner";
    insight.label = "Won value by owner";
    insight.definition = "Value of won deals by who owns them.";
    insight.place_on_dashboard = 80;
    return insight;
}

} // namespace comity::crm::insights
