#include "crm/sales/pipeline_figures.h"
#include "record/object/shelf.h"

#include <cmath>
#include <cstdlib>

namespace comity::crm::insights {

using namespace record;

namespace {

double count_of(const InsightRows& figures, std::string_view status)
{
    for (const Json& row : figures.rows)
        if (row.text("status") == status)
            if (const Json* count = row.find("count"); count && count->if_number())
                return std::strtod(count->if_number()->text.c_str(), nullptr);
    return 0;
}

InsightRows rate(Engine& engine, const Actor& actor, const Json& input)
{
    InsightRows figures = figures_of_deals(
        engine, actor, input,
        {.groups = {"status"}, .measures = {"count", "sum(amount)"}, .filter = "", .sort = ""});
    const double won = count_of(figures, "won");
    const double closed = won + count_of(figures, "lost");
    for (Json& row : figures.rows) {
        std::string percent;
        if (row.text("status") == "won" && closed > 0)
            JsonWriter(percent).value(std::round(won / closed * 10'000) / 100);
        row.set("win_rate", percent.empty() ? Json() : Json(Json::Number{percent}));
    }
    return figures;
}

} // namespace

Insight win_rate()
{
    return {
        .name = "win_rate",
        .label = "Win rate",
        .definition =
            "Won deals as a share of all that were closed: won / (won + lost), in percent.",
        .input = deal_inputs(),
        .columns = {{"status", "Status", "choice"},
                    {"count", "Deals", "number"},
                    {"sum(amount)", "Value", "money"},
                    {"win_rate", "Win rate", "percent"}},
        .run = rate,
    };
}

} // namespace comity::crm::insights
