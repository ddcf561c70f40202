#include "crm/programme/ring.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour refuse_ring_of_accounts()
{
    return {
        .name = "refuse_ring_of_accounts",
        .label = "No account is its own parent",
        .when = changes("account", "parent"),
        .before_write = [](Moment& moment) { check_no_ring(moment, "parent"); },
    };
}

} // namespace comity::crm::behaviours
