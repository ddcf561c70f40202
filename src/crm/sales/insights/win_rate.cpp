#include "crm/sales/deal_questions.h"
#include "record/insights/asking.h"
#include "record/insights/texts.h"

#include <cmath>

namespace comity::crm::insights {

using namespace record;

namespace {

double count_of(const Json::Array& rows, std::string_view status)
{
    for (const Json& row : rows)
        if (row.text("status") == status)
            return number_in(row.find("count"));
    return 0;
}

void ask_outcomes(Asking& asking)
{
    if (asking.columns().empty())
        return;
    for (const char* status : {"won", "lost"})
        asking.add_row(Json().set("status", status));
    asking.ask_table();
    const double won = count_of(asking.rows(), "won");
    const double closed = won + count_of(asking.rows(), "lost");
    const Json rate = closed > 0 ? number_of(std::round(won / closed * 10'000) / 100) : Json();
    for (Json& row : asking.rows())
        row.set("win_rate", row.text("status") == "won" ? rate : Json());
    if (closed > 0)
        asking.say({.text = "{percent} of the deals that were closed were won",
                    .values = {{"percent", rate, "percent"}}});
    else
        asking.say({.text = "No deals were closed"});
}

} // namespace

Insight win_rate()
{
    return {
        .name = "win_rate",
        .label = "Win rate",
        .definition =
            "Won deals as a share of all that were closed: won / (won + lost), in percent.",
        .object = "deal",
        .input = deal_inputs(),
        .time = "closed_on",
        .columns = {grouped_by("status", "Status", "choice"),
                    measured("count", "Deals"),
                    measured("sum(amount)", "Value"),
                    {.name = "win_rate", .label = "Win rate", .kind = "percent"}},
        .filter = closed_deals,
        .chart = {.sort = InsightChart::Sort::stacked,
                  .label = "status",
                  .draws = {{"count", "closed deals"}}},
        .place_on_dashboard = 60,
        .run = ask_outcomes,
    };
}

} // namespace comity::crm::insights
