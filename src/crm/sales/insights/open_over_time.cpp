#include "crm/sales/deal_questions.h"
#include "record/insights/asking.h"
#include "record/object/filter_time.h"

#include <vector>

namespace comity::crm::insights {

using namespace record;

namespace {

constexpr int points = 12;

// The last days of the months before, and today.
std::vector<Date> days_until(Date today)
{
    std::vector<Date> days;
    const Date first{today.days - civil_of(today).day + 1};
    for (int months = points - 2; months >= 0; --months)
        days.push_back({add_months(first, -months).days - 1});
    days.push_back(today);
    return days;
}

std::string open_on(Date day)
{
    const std::string text = '"' + format_date(day) + '"';
    return "started_on <= " + text + " AND (NOT closed_on:* OR closed_on > " + text + ")";
}

void ask_days(Asking& asking)
{
    if (asking.columns().empty())
        return;
    for (const Date day : days_until(asking.today())) {
        Json row = asking.measure(open_on(day));
        asking.add_row(std::move(row.set("day", format_date(day))));
    }
    const Json before = asking.rows().front();
    const Json now = asking.rows().back();
    asking.say_change(before, now);
}

} // namespace

Insight open_over_time()
{
    return {
        .name = "open_over_time",
        .label = "Open value over time",
        .definition = "Deals that had started by that day and were not closed yet, with the "
                      "amounts that they have now.",
        .object = "deal",
        .input = deal_inputs(),
        .columns = {{.name = "day",
                     .label = "Day",
                     .kind = "date",
                     .period = "day",
                     .stands_on = {"started_on", "closed_on"}},
                    measured("count", "Deals"),
                    measured("sum(amount)", "Value")},
        .chart = {.sort = InsightChart::Sort::line,
                  .label = "day",
                  .draws = {{"sum(amount)", "Open value"}, {"count", "Number of open deals"}}},
        .place_on_dashboard = 50,
        .run = ask_days,
    };
}

} // namespace comity::crm::insights
