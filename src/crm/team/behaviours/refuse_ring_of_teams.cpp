#include "crm/programme/ring.h"

namespace comity::crm::behaviours {

using namespace record;

Behaviour refuse_ring_of_teams()
{
    return {
        .name = "refuse_ring_of_teams",
        .label = "No team is above itself",
        .when = changes("team", "parent"),
        .before_write = [](Moment& moment) { check_no_ring(moment, "parent"); },
    };
}

} // namespace comity::crm::behaviours
