#include "crm/sales/deal_questions.h"

namespace comity::crm::insights {

using namespace record;

Insight won_by_month()
{
    Insight insight = won_deals_by(grouped_by("closed_on.month", "Month"));
    insight.name = "won_by_month";
    insight.label = "Won value by month";
    insight.definition = "Value of won deals by the month in which they were closed.";
    insight.chart.is_wide = true;
    insight.place_on_dashboard = 40;
    return insight;
}

} // namespace comity::crm::insights
