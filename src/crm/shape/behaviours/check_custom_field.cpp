#include "record/object/shelf.h"
#include "record/shape/check.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour check_custom_field()
{
    return {
        .name = "check_custom_field",
        .label = "A custom field has a name, a place and limits that can be",
        .when = written("custom_field"),
        .before_write = check_custom_field_definition,
    };
}

} // namespace comity::crm::behaviours
