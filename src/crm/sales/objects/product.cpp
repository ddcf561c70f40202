#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A product: what we sell.
Object product()
{
    return {
        .name = "product",
        .icon = "box",
        .group = "sales",
        .place = {.rank = 6, .letter = "p"},
        .fields =
            {
                text("name").required().searched().unique(),
                text("code").unique().searched(),
                text("family").indexed(),
                money("list_price"),
                yes_no("is_active").starts_as("true"),
                long_text("description").searched(),
                text("external_id").unique(),
            },
        .list = {"name", "family", "list_price", "is_active"},
        .sort = "name",
    };
}

} // namespace comity::crm::objects
