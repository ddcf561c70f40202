#include "crm/sales/stages.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void name_after_product(Moment& moment)
{
    const auto product = moment.after.reference("product");
    if (!moment.after.has("name") && product)
        moment.set("name", title_of(moment.transaction, "product", *product));
}

} // namespace

Behaviour name_asset()
{
    return {
        .name = "name_asset",
        .label = "A purchase without a name is called by its product",
        .when = created("asset"),
        .before_write = name_after_product,
    };
}

} // namespace comity::crm::behaviours
