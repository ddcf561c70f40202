#include "crm/team/last_administrator.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour keep_an_administrator()
{
    return {
        .name = "keep_an_administrator",
        .label = "Somebody is always administrator",
        .when = changes("user", "role"),
        .then = check_last_administrator,
    };
}

} // namespace comity::crm::behaviours
