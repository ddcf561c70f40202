#include "base/error.h"
#include "base/money.h"
#include "base/time.h"
#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void check_names(Moment& moment)
{
    std::vector<Problem> problems;
    if (!is_currency(moment.after.text("currency")))
        problems.push_back(
            {"currency", "currency", say("common.currency_is_three_capital_letters")});
    if (!is_zone(moment.after.text("zone")))
        problems.push_back({"zone", "zone", say("common.time_zone_is_name_such")});
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
}

} // namespace

Behaviour check_company()
{
    return {
        .name = "check_company",
        .label = "The company's currency and time zone exist",
        .when = written("company"),
        .before_write = check_names,
    };
}

} // namespace comity::crm::behaviours
