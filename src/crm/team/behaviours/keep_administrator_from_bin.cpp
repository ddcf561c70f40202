#include "crm/team/last_administrator.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour keep_administrator_from_bin()
{
    return {
        .name = "keep_administrator_from_bin",
        .label = "The last administrator is not deleted",
        .when = removed("user"),
        .then = check_last_administrator,
    };
}

} // namespace comity::crm::behaviours
