#include "record/object/shelf.h"
#include "record/shape/check.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour check_custom_object()
{
    return {
        .name = "check_custom_object",
        .label = "A custom object has a name, a place and limits that can be",
        .when = written("custom_object"),
        .before_write = check_custom_object_definition,
    };
}

} // namespace comity::crm::behaviours
