#include "crm/sales/stages.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void name_it(Moment& moment)
{
    if (moment.after.has("name"))
        return;
    std::string name;
    for (const char* part : {"account", "product"}) {
        const auto id = moment.after.reference(part);
        const std::string title = id ? title_of(moment.transaction, part, *id) : std::string();
        if (!name.empty() && !title.empty())
            name += " – ";
        name += title;
    }
    if (!name.empty())
        moment.set("name", name);
}

} // namespace

Behaviour name_deal()
{
    return {
        .name = "name_deal",
        .label = "A deal without a name is called by its account and product",
        .when = created("deal"),
        .before_write = name_it,
    };
}

} // namespace comity::crm::behaviours
