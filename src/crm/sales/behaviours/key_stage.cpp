#include "base/text.h"
#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void key_it(Moment& moment)
{
    if (!moment.after.has("key") && moment.after.has("name"))
        moment.set("key", make_key(moment.after.text("name")));
    const std::string status = moment.after.text("status");
    if (!moment.after.has("probability") && status == "won")
        moment.set("probability", 100);
    if (!moment.after.has("probability") && status == "lost")
        moment.set("probability", 0);
}

} // namespace

Behaviour key_stage()
{
    return {
        .name = "key_stage",
        .label = "A stage's key is made from its first name",
        .when = written("stage"),
        .before_write = key_it,
    };
}

} // namespace comity::crm::behaviours
