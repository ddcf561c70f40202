#include "record/object/shelf.h"
#include "record/shape/check.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour keep_emptied_field()
{
    return {
        .name = "keep_emptied_field",
        .label = "What was emptied from the bin does not come back",
        .when = restored("custom_field"),
        .before_write = refuse_emptied_definition,
    };
}

} // namespace comity::crm::behaviours
