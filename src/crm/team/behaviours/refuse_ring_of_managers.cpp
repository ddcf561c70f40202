#include "crm/programme/ring.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour refuse_ring_of_managers()
{
    return {
        .name = "refuse_ring_of_managers",
        .label = "Nobody is the manager of a manager of theirs",
        .when = changes("user", "manager"),
        .before_write = [](Moment& moment) { check_no_ring(moment, "manager"); },
    };
}

} // namespace comity::crm::behaviours
