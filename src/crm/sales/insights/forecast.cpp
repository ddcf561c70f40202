#include "crm/sales/deal_questions.h"
#include "record/insights/asking.h"

namespace comity::crm::insights {

using namespace record;

namespace {

std::vector<InsightColumn> columns_of(InsightColumn period)
{
    return {std::move(period), measured("count", "Deals"), measured("sum(amount)", "Value"),
            measured("weighted(amount)", "Weighted value")};
}

std::string label_of(const std::string& grain)
{
    return grain == "week"      ? "Week"
           : grain == "quarter" ? "Quarter"
           : grain == "year"    ? "Year"
                                : "Month";
}

InsightColumn dimension(const std::string& by)
{
    if (by == "stage")
        return grouped_by("stage", "Stage", "choice");
    if (by == "team")
        return grouped_by("owner.team", "Team", "text", "No team");
    if (by == "product")
        return grouped_by("product", "Product", "text", "No product");
    return grouped_by("owner", "Owner", "text", "Nobody");
}

// By the date, the stretch of time and the dimension that were picked, and drawn by the measure.
void ask_forecast(Asking& asking)
{
    const std::string date = asking.given("date");
    const std::string grain = asking.given("grain");
    const std::string by = asking.given("by");
    const std::string measure = asking.given("measure");
    const std::string period = date + "." + grain;
    auto columns = columns_of(grouped_by(period, label_of(grain), "text", "No date"));
    InsightChart& chart = asking.chart();
    chart.label = period;
    if (!by.empty()) {
        columns.insert(columns.begin() + 1, dimension(by));
        chart.sort = InsightChart::Sort::line;
        chart.split = columns[1].name;
        chart.says = InsightChart::Says::nothing;
    }
    if (measure == "count")
        chart.draws = {{"count", "the open deals"}};
    else if (measure == "value")
        chart.draws.erase(chart.draws.begin());
    asking.set_columns(std::move(columns));
    asking.narrow(
        within_days(date, {parse_date(asking.given("from")), parse_date(asking.given("to"))}));
    asking.ask_table();
}

std::vector<InsightInput> picks()
{
    auto inputs = deal_inputs();
    inputs.push_back({choice("date", {{"expected_close", "Expected close", ""},
                                      {"started_on", "Started on", ""},
                                      {"created_at", "Created at", ""}})
                          .labelled("By")
                          .starts_as("expected_close"),
                      ""});
    inputs.push_back({choice("grain", {{"week", "Week", ""},
                                       {"month", "Month", ""},
                                       {"quarter", "Quarter", ""},
                                       {"year", "Year", ""}})
                          .labelled("In steps of")
                          .starts_as("month"),
                      ""});
    inputs.push_back({choice("measure", {{"weighted", "Weighted value", ""},
                                         {"value", "Value", ""},
                                         {"count", "Deals", ""}})
                          .labelled("Draw")
                          .starts_as("weighted"),
                      ""});
    inputs.push_back({choice("by", {{"owner", "Owner", ""},
                                    {"team", "Team", ""},
                                    {"product", "Product", ""},
                                    {"stage", "Stage", ""}})
                          .labelled("Split by"),
                      ""});
    inputs.push_back({date("from"), ""});
    inputs.push_back({date("to"), ""});
    return inputs;
}

} // namespace

Insight forecast()
{
    return {
        .name = "forecast",
        .label = "Forecast",
        .definition = "Open deals by the month in which they are expected to close, or by another "
                      "date: value, and value times probability.",
        .object = "deal",
        .input = picks(),
        .columns = columns_of(grouped_by("expected_close.month", "Month", "text", "No date")),
        .filter = open_deals,
        .chart = {.sort = InsightChart::Sort::column,
                  .label = "expected_close.month",
                  .draws = {{"weighted(amount)", "the weighted value"},
                            {"sum(amount)", "the open value"},
                            {"count", "the open deals"}},
                  .says = InsightChart::Says::largest},
        .run = ask_forecast,
    };
}

} // namespace comity::crm::insights
