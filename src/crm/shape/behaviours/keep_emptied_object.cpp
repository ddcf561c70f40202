#include "record/object/shelf.h"
#include "record/shape/check.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour keep_emptied_object()
{
    return {
        .name = "keep_emptied_object",
        .label = "What was emptied from the bin does not come back",
        .when = restored("custom_object"),
        .before_write = refuse_emptied_definition,
    };
}

} // namespace comity::crm::behaviours
