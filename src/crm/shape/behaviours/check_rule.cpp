#include "base/error.h"
#include "record/object/shelf.h"
#include "record/rules/rules.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

// A rule that cannot be asked is not laid down. One that is switched off may wait for its field.
Behaviour check_rule()
{
    return {
        .name = "check_rule",
        .label = "A rule names fields that there are and says what is wrong",
        .when = written("rule"),
        .before_write =
            [](Moment& moment) {
                const bool is_named = moment.after.has("object") && moment.after.has("condition");
                if (!is_named || !moment.after.flag("is_active"))
                    return;
                std::vector<Problem> problems;
                make_rule(moment.transaction.catalog(), moment.after, problems);
                if (!problems.empty())
                    throw Error(Cause::invalid, problems[0].message, problems);
            },
    };
}

} // namespace comity::crm::behaviours
