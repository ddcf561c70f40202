#include "base/error.h"
#include "base/money.h"
#include "record/engine.h"
#include "record/language/filter.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/save/save.h"
#include "record/settings.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void check_rate_of_day(Moment& moment)
{
    const std::string code(moment.after.text("code"));
    if (!is_currency(code))
        throw Error(Cause::invalid, say("business.currency_is_three_capital_letters"),
                    {{"code", "currency", say("business.currency_is_three_capital_letters")}});
    if (code == moment.transaction.engine().settings().currency)
        throw Error(Cause::invalid, say("business.own_currency_has_no_rate", {{"code", code}}),
                    {{"code", "base", say("business.own_currency_has_no_rate", {{"code", code}})}});
    const auto on = moment.after.date("rate_on");
    const std::string filter =
        "code = " + filter_literal(code) + " AND " +
        (on ? "rate_on = " + filter_literal(format_date(*on)) : std::string("NOT rate_on:*"));
    moment.transaction.hold_all(*moment.after.object);
    for (const Record& other : moment.transaction.find_all(*moment.after.object, filter, 2))
        if (other.id() != moment.after.id())
            throw Error(Cause::invalid, say("business.there_is_rate_of_code", {{"code", code}}),
                        {{"rate_on", "unique",
                          say("business.there_is_rate_of_code_for", {{"code", code}})}});
}

} // namespace

Behaviour check_rate()
{
    return {
        .name = "check_rate",
        .label = "Of each currency there is one rate a day",
        .when = written("currency"),
        .before_write = check_rate_of_day,
    };
}

} // namespace comity::crm::behaviours
