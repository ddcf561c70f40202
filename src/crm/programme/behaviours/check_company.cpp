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
            {"currency", "currency", "A currency is three capital letters, such as EUR."});
    if (!is_zone(moment.after.text("zone")))
        problems.push_back({"zone", "zone", "A time zone is a name such as Europe/Berlin."});
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
