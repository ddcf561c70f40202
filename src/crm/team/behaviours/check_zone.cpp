#include "base/error.h"
#include "base/time.h"
#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void check_zone_of(Moment& moment)
{
    const std::string zone(moment.after.text("zone"));
    if (zone.empty() || is_zone(zone))
        return;
    const Sentence unknown = say("common.time_zone_is_name_such");
    throw Error(Cause::invalid, unknown, {{"zone", "zone", unknown}});
}

} // namespace

Behaviour check_zone()
{
    return {
        .name = "check_zone",
        .label = "A person's days begin in a time zone that exists",
        .when = written("user"),
        .before_write = check_zone_of,
    };
}

} // namespace comity::crm::behaviours
