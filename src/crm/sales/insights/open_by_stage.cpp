#include "crm/sales/deal_questions.h"
#include "record/engine.h"
#include "record/find/find.h"
#include "record/insights/asking.h"
#include "record/insights/texts.h"
#include "record/object/catalog.h"

namespace comity::crm::insights {

using namespace record;

namespace {

// The steps of the pipeline that was asked for are there also where no deal is in them, as a funnel
// is read from its top to its end.
void ask_stages(Asking& asking)
{
    const std::string pipeline = asking.given("pipeline");
    if (!pipeline.empty() && !asking.columns().empty()) {
        const auto catalog = asking.engine().catalog();
        ListQuery steps;
        steps.filter = all_of({is_value("pipeline", pipeline), "status = \"open\""});
        steps.as_of = asking.as_of();
        each_page(asking.engine(), asking.actor(), catalog->load("stage"), steps, 200,
                  [&](std::vector<Record>& page) {
                      for (const Record& stage : page)
                          asking.add_row(Json().set("stage", stage.text("key")));
                      return true;
                  });
        asking.chart().sort = InsightChart::Sort::funnel;
    }
    asking.ask_table();
}

} // namespace

Insight open_by_stage()
{
    return {
        .name = "open_by_stage",
        .label = "Open value by stage",
        .definition =
            "Open deals by the stage that they are in: their value, and their value times "
            "the probability of each.",
        .object = "deal",
        .input = deal_inputs(),
        .columns = {grouped_by("stage", "Stage", "choice"), measured("count", "Deals"),
                    measured("sum(amount)", "Value"),
                    measured("weighted(amount)", "Weighted value")},
        .filter = open_deals,
        .chart = {.sort = InsightChart::Sort::bar,
                  .label = "stage",
                  .draws = {{"sum(amount)", "the open value"}, {"count", "the open deals"}},
                  .says = InsightChart::Says::largest},
        .place_on_dashboard = 20,
        .run = ask_stages,
    };
}

} // namespace comity::crm::insights
