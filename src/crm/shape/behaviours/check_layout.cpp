#include "base/error.h"
#include "record/language/filter.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/save/save.h"
#include "record/shape/layouts.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

// Two layouts of one object for the same people would leave it to chance which is shown.
void refuse_second(Moment& moment, std::vector<Problem>& problems)
{
    Transaction& transaction = moment.transaction;
    const auto role = moment.after.reference("role");
    const std::string filter =
        "object = " + filter_literal(moment.after.text("object")) +
        (role ? " AND role = " + filter_literal(format_id(*role)) : " AND role = null");
    transaction.as_program([&] {
        for (const Record& other :
             transaction.find_all(transaction.catalog().load("layout"), filter, 2))
            if (other.id() != moment.after.id())
                problems.push_back(
                    {"role", "unique",
                     say("business.name_lays_out_same_for", {{"name", other.text("name")}})});
    });
}

} // namespace

// What a layout names is there, and there is one for an object and a role.
Behaviour check_layout()
{
    return {
        .name = "check_layout",
        .label = "A layout names fields that there are, and is the only one for its people",
        .when = written("layout"),
        .before_write =
            [](Moment& moment) {
                if (!moment.after.has("object"))
                    return;
                std::vector<Problem> problems;
                make_layout(moment.transaction.catalog(), moment.after, problems);
                refuse_second(moment, problems);
                if (!problems.empty())
                    throw Error(Cause::invalid, problems[0].message, problems);
            },
    };
}

} // namespace comity::crm::behaviours
