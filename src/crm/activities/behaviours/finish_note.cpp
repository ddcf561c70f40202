#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void finish(Moment& moment)
{
    if (moment.after.text("kind") == "note" && !moment.after.has("done_at") &&
        !moment.after.has("due_at"))
        moment.set("done_at", format_instant(moment.transaction.at()));
}

} // namespace

Behaviour finish_note()
{
    return {
        .name = "finish_note",
        .label = "A note is done when it is written",
        .when = created("activity"),
        .before_write = finish,
    };
}

} // namespace comity::crm::behaviours
