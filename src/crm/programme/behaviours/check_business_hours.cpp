#include "base/error.h"
#include "base/time.h"
#include "base/working_time.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void check_hours(Moment& moment)
{
    std::vector<Problem> problems;
    if (!is_zone(moment.after.text("zone")))
        problems.push_back({"zone", "zone", say("common.time_zone_is_name_such")});
    for (const char* day :
         {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
        if (!parse_hours(moment.after.text(day)))
            problems.push_back({day, "hours", say("business.hours_are_written_as_09")});
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
}

} // namespace

Behaviour check_business_hours()
{
    return {
        .name = "check_business_hours",
        .label = "Business hours are hours of a day",
        .when = written("business_calendar"),
        .before_write = check_hours,
    };
}

} // namespace comity::crm::behaviours
