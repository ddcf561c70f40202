#include "crm/sales/pipeline_figures.h"

#include "base/error.h"
#include "base/percent.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"

namespace comity::crm {

using namespace record;

namespace {

void narrow(std::string& filter, std::string_view field, std::string_view id)
{
    if (id.empty())
        return;
    if (!filter.empty())
        filter += " AND ";
    filter.append(field).append(" = \"").append(id).append("\"");
}

// A reference's id becomes its title, which the aggregate gives beside the rows.
void name_groups(Json& row, const std::vector<std::string>& groups, const Json* titles)
{
    for (const std::string& group : groups) {
        const Json* value = row.find(group);
        const std::string* id = value ? value->if_string() : nullptr;
        if (id && titles && titles->find(*id))
            row.set(group, *titles->find(*id));
    }
}

} // namespace

std::vector<Field> deal_inputs()
{
    return {reference("pipeline", "pipeline"), reference("owner", "user"), instant("as_of")};
}

InsightRows figures_of_deals(Engine& engine, const Actor& actor, const Json& input,
                             const Figures& figures)
{
    AggregateQuery query;
    query.groups = figures.groups;
    query.measures = figures.measures;
    query.filter = figures.filter;
    query.sort = figures.sort;
    narrow(query.filter, "pipeline", input.text("pipeline"));
    narrow(query.filter, "owner", input.text("owner"));
    if (const auto as_of = input.text("as_of"); !as_of.empty())
        query.as_of = parse_instant(as_of);
    Json told = aggregate(engine, actor, engine.catalog()->load("deal"), query);
    InsightRows result;
    result.note = std::string(told.text("note"));
    const Json* titles = told.find("titles");
    const Json* rows = told.find("rows");
    CHECK(rows && rows->if_array());
    for (Json row : *rows->if_array()) {
        const std::string filter(row.text("filter"));
        name_groups(row, figures.groups, titles);
        row.set("rows", "/api/v1/deals?filter=" + percent_encoded(filter));
        result.rows.push_back(std::move(row));
    }
    return result;
}

} // namespace comity::crm
